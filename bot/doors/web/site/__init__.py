"""The web door: every screen of the house as a page in a browser, for people who read without Telegram."""
