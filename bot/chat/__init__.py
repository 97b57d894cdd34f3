"""Floor 2: how a conversation works, from what comes in to the Screen that answers it."""
