"""Practice: drills, a chat within the chat, drawn from a trap and its honest twin."""
