"""Shows words of packs as HTML: every character is escaped, nothing is fetched."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bot.pictures.screens import content_of
from bot.values.locales import direction

if TYPE_CHECKING:
    from bot.values.screen import Picture, Voice

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}

CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:"
"""What a page may load: its own style, pictures and recordings. Scripts in packs never run."""


def picture_of(picture: Picture) -> str:
    """Return a picture embedded in the page, with its description; only that if its file cannot be read."""
    kind = _TYPES.get(picture.file.suffix.lower())
    try:
        made = content_of(picture)
        content = (made.read_bytes() if isinstance(made, Path) else made()) if kind else b""
    except OSError:
        content = b""
    words = f"<figcaption>{escape(picture.alt)}</figcaption>"
    if not content:
        return f"<figure>{words}</figure>"
    source = f"data:{kind};base64,{b64encode(content).decode()}"
    return f'<figure><img src="{source}" alt="{escape(picture.alt)}">{words}</figure>'


def recording_of(voice: Voice) -> str:
    """Return a recording embedded in the page, with its words; only the words if its file cannot be read."""
    words = f'<figcaption class="say">{escape(voice.caption)}</figcaption>'
    try:
        content = voice.file.read_bytes()
    except OSError:
        return f"<figure>{words}</figure>"
    source = f"data:audio/ogg;base64,{b64encode(content).decode()}"
    player = f'<audio controls preload="none" src="{source}" aria-label="{escape(voice.caption)}"></audio>'
    return f"<figure>{player}{words}</figure>"


def language(locale: str) -> str:
    """Return the HTML attributes of an element with words in this language."""
    return f'lang="{escape(locale)}" dir="{direction(locale)}"'


def whole(title: str, locale: str, style: str, body: str) -> str:
    """Return a whole HTML document."""
    return (
        f'<!DOCTYPE html>\n<html {language(locale)}><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(CSP)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>\n{style}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
