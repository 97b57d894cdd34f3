"""The ground floor: values that every other floor speaks in, free of Telegram, SQL and files."""
