"""The Telegram door: updates in, screens out, at Telegram's pace."""

from __future__ import annotations

from bot.doors.telegram.model_building import build_when_used

build_when_used()
