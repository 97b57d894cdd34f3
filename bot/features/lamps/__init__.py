"""Lamps: what a reader can do now, by topic, from the items that they finished."""
