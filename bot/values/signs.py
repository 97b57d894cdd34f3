"""Signs: the stable ids of what "check it with me" points at in a message; they stand in paths and in packs."""

from __future__ import annotations

SIGNS = (
    "urgency",
    "threat",
    "code",
    "password",
    "card",
    "money",
    "prize",
    "link",
    "lookalike",
    "shortened",
    "authority",
    "secrecy",
    "newcontact",
    "offchannel",
    "attachment",
    "install",
    "personal-data",
    "photo",
    "meet",
    "easy-job",
    "illegal-job",
    "guilt",
    "friend-hacked",
)
"""Every sign that a message may be a trap."""

WEIGHTIEST = (
    *("photo", "meet", "illegal-job", "threat", "code", "password", "card", "lookalike", "shortened", "link"),
    *("install", "attachment", "money", "personal-data", "secrecy", "friend-hacked", "authority", "prize"),
    *("easy-job", "newcontact", "offchannel", "guilt", "urgency"),
)
"""The same in the order in which they are shown: first what could hurt most, and what is asked for."""

OF_LINKS = frozenset({"link", "lookalike", "shortened"})
"""Signs that are seen in an address, and so need no words."""

SPEAKS_FOR = ("own-host", "own-way", "warns", "asks-nothing")
"""What may speak for a message; none of it makes it safe."""

SHOWN = 3
"""Most signs that are shown of one message."""
