"""Mini App: who opened the site inside Telegram, as Telegram has signed it (aiogram checks the signature)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram.utils.web_app import safe_parse_webapp_init_data

from bot.doors.web.site.numbers import number_of

if TYPE_CHECKING:
    from datetime import datetime

OLDEST = timedelta(hours=1)
"""How long what Telegram signed counts: who opens a page goes on at once."""

AHEAD = timedelta(minutes=1)
"""How far Telegram's clock may be ahead of ours."""

LONGEST = 4096
"""Letters of what Telegram signs; it is a few hundred."""

_START = re.compile(r"[A-Za-z0-9_-]{0,64}")


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """Who opened the page. `number`: of this one opening, which counts once; `start`: what its link names."""

    sender: int = field(repr=False)
    number: int
    start: str = field(default="", repr=False)


def opened_by(token: str, init_data: str, now: datetime) -> OpenedBy | None:
    """Return who opened the page; None when it is forged, older than an hour, or of a bot."""
    if not token or len(init_data) > LONGEST:
        return None
    try:
        told = safe_parse_webapp_init_data(token, init_data)
    except (ValueError, TypeError):
        # TypeError: a hash with other than ASCII letters, which `compare_digest` does not take.
        return None
    if told.user is None or told.user.is_bot or not now - OLDEST <= told.auth_date <= now + AHEAD:
        return None
    start = told.start_param or ""
    return OpenedBy(
        told.user.id, number_of(b"mini app " + told.hash.encode()), start if _START.fullmatch(start) else ""
    )
