"""The bot and the local Telegram, for what a browser is shown."""

from tests.doors.telegram.servers import _no_bot_is_left_running, bot, limited, paced, telegram

__all__ = ["_no_bot_is_left_running", "bot", "limited", "paced", "telegram"]
