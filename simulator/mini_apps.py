"""Mini Apps: the address that opens one for a person, with the signed data that Telegram's apps append."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from simulator.people import Person

VERSION = "9.0"
"""The stated version of the interface between apps and Mini Apps."""


def address_for(app: str, token: str, person: Person, now: float) -> str:
    """Return the address of the Mini App `app` for a person. `now`: seconds since 1970."""
    told = {"tgWebAppData": init_data(token, person, now), "tgWebAppVersion": VERSION, "tgWebAppPlatform": "web"}
    return f"{app}#{urlencode(told)}"


def init_data(token: str, person: Person, now: float) -> str:
    """Return data about the person who opens it, signed with the bot's token (core.telegram.org/bots/webapps,
    "Validating data").
    """
    user = {name: value for name, value in person.user().items() if name != "is_bot"}
    told = {
        "query_id": secrets.token_urlsafe(16),
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(int(now)),
    }
    words = "\n".join(f"{name}={told[name]}" for name in sorted(told))
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    return urlencode(told | {"hash": hmac.new(key, words.encode(), hashlib.sha256).hexdigest()})
