"""Partner spaces: an organisation's own editors, reviewers and packs, and how these do, in numbers."""
