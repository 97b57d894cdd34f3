"""The Telegram door: updates in, screens out, at Telegram's pace."""
