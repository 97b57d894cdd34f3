"""`translate`: exports words to translators and imports their files."""
