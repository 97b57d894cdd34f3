"""The engine: how a conversation works, from an incoming update to the Screen that answers it."""
