"""The screen that is shown if drawing Help has failed; it reads nothing and knows nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.help import pages as help_pages
from bot.values import landmarks
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold

if TYPE_CHECKING:
    from bot.values.phrases import Phrases

NUMBER = "112"
"""Every mobile phone treats it as an emergency call (3GPP TS 22.101, section 10)."""


def last_resort(phrases: Phrases) -> Screen:
    """Return 112 and a trusted adult, in the language of these phrases."""
    words = phrases.say("If you're in danger right now, call 112. Tell a grown-up you trust. It's not your fault.")
    rows = ((Copy(NUMBER, NUMBER),), (Link("🆘", help_pages.Help()), Link("☰", landmarks.Menu())))
    return Screen(bold("🆘 ") + Text(words), rows)
