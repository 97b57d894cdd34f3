"""The workshop: what editors do with packs at a command line: coverage, translation, import, preview."""
