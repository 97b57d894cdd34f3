"""The signed address at which Telegram opens a Mini App."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.doors.web.browsing import TOKEN
from tests.talk import NOW

if TYPE_CHECKING:
    from datetime import datetime


def signed(sender: int, at: datetime = NOW, token: str = TOKEN, **more: str) -> str:
    """What Telegram puts into the address of a Mini App (core.telegram.org/bots/webapps)."""
    user = json.dumps({"id": sender, "first_name": "Somebody", "language_code": "en"})
    told = {"query_id": "AAE", "user": user, "auth_date": str(int(at.timestamp()))} | more
    words = "\n".join(f"{name}={told[name]}" for name in sorted(told))
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    return urlencode(told | {"hash": hmac.new(key, words.encode(), hashlib.sha256).hexdigest()})
