"""Limits: Telegram's limits in one place, each with the letter of its source.

T = TDLib's code, S = Bot API schema 10.3, P = constants of python-telegram-bot 22.8, I = issue tracker of
Telegram's server.
"""

TEXT_UNITS = 4096
"""Longest message in UTF-16 units; this unit is safe under both readings of the rule (S, T)."""

CAPTION_UNITS = 1024
"""Longest caption of a picture or document, in UTF-16 units (S)."""

ENTITIES = 100
"""Most entities in a message; Telegram ignores the others (P)."""

PATH_BYTES = 64
"""Longest callback data, in bytes of UTF-8 (S)."""

BUTTONS = 100
"""Buttons in one inline keyboard (P)."""

ROW_BUTTONS = 8
"""Buttons in one row (P)."""

LABEL_CHARACTERS = 64
"""Our own limit for a button's label: phones cut longer ones off."""

SHORT_LABEL = 30
"""Longest label in characters that stands on a button. Longer options stand in the text with a letter each,
because a phone cuts labels off (docs/design.md §3).
"""

ALERT_CHARACTERS = 200
"""Longest answer to a button press (S)."""

COPY_CHARACTERS = 256
"""Longest text of a copy button (S)."""

POLL_QUESTION, POLL_OPTION, POLL_EXPLANATION = 300, 100, 200
"""Longest question, option and explanation of a poll after an answer, in characters (S)."""

POLL_LINE_FEEDS = 2
"""Most line feeds in that explanation (S)."""

WINDOW = 1.04
"""Seconds in which bulk sends at most `rate` messages, and a chat gets at most one: a second, and a margin for the
network's jitter.
"""


def steady(rate: int) -> float:
    """Return how many messages a second bulk sends if Telegram allows `rate`."""
    return rate / WINDOW
