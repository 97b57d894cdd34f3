"""The engine: how a conversation works, from what comes in to the Screen that answers it."""
