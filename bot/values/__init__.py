"""The lowest layer: values that every other layer uses, without Telegram, SQL or network."""
