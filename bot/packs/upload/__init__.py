"""Packs from strangers: opens archives, checks them in a sandbox, writes them to folders."""
