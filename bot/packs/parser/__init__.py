"""Parses the files of a pack and reports every problem with its line."""
