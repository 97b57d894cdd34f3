"""Floor 4: where the world comes in: Telegram, the clock, the web."""
