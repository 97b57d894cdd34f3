"""Doors: how people reach the bot; what is the same for each of them, and one folder a door."""
