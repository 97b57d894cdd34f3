"""Last resort: the screen that is left when drawing Help has failed. It reads nothing and knows nobody."""

from __future__ import annotations

from bot.values import sitemap
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold

NUMBER = "112"
"""Every mobile phone treats it as an emergency call (3GPP TS 22.101, section 10)."""

_WORDS = {
    "ru": "Если опасно прямо сейчас, звони 112. Скажи взрослому, которому доверяешь. Это не твоя вина.",
    "en": "If you are in danger right now, call 112. Tell a grown-up you trust. It is not your fault.",
}


def last_resort(locale: str) -> Screen:
    """Return 112 and a trusted adult, in Russian for `ru` and English for all else."""
    words = _WORDS.get(locale, _WORDS["en"])
    rows = ((Copy(NUMBER, NUMBER),), (Link("🆘", sitemap.Help()), Link("☰", sitemap.Menu())))
    return Screen(bold("🆘 ") + Text(words), rows)
