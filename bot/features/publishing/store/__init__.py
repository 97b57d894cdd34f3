"""Packs as editors send them in: editions, editors, and what a reviewer has seen."""
