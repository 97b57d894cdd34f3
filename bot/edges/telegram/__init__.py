"""The Telegram edge: updates in, calls out; nothing above this folder knows Telegram's wire."""
