"""Telegram's limits in one place, each with the letter of its source.

T = TDLib's code, S = Bot API schema 10.3, P = constants of python-telegram-bot 22.8, I = issue tracker
of Telegram's server.
"""

TEXT_UNITS = 4096
"""Longest message, counted by us in UTF-16 units: safe under both readings of the rule (S, T)."""

CAPTION_UNITS = 1024
"""Longest caption of a picture or document, in UTF-16 units (S)."""

ENTITIES = 100
"""Entities in a message; the rest is ignored by Telegram (P)."""

PATH_BYTES = 64
"""Longest callback data, in bytes of UTF-8 (S)."""

BUTTONS = 100
"""Buttons in one inline keyboard (P)."""

ROW_BUTTONS = 8
"""Buttons in one row (P)."""

LABEL_CHARACTERS = 64
"""Our own limit for a button's label: phones cut longer ones off."""

SHORT_LABEL = 30
"""Labels up to this many characters stand on buttons; longer words are lettered in the text: a phone cuts a
label off (docs/design.md §3)."""

ALERT_CHARACTERS = 200
"""Longest answer to a button press (S)."""

COPY_CHARACTERS = 256
"""Longest text of a copy button (S)."""

POLL_QUESTION, POLL_OPTION, POLL_EXPLANATION = 300, 100, 200
"""Characters of a poll's question, of each option, and of what is told to who chose (S)."""

POLL_LINE_FEEDS = 2
"""Line feeds in that explanation (S)."""

WINDOW = 1.04
"""Seconds in which at most `rate` messages of bulk go out, and one message to a chat: a second and what the
network may jitter."""


def steady(rate: int) -> float:
    """Return how many messages a second bulk sends, of `rate` that Telegram allows."""
    return rate / WINDOW
