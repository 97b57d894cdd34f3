"""Signs: the stable ids of warning signs that "check it with me" shows in a message; for paths and packs."""

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
    "call",
    "order",
    "changed",
    "bets",
)
"""Every sign that a message may be a trap."""

WEIGHTIEST = (
    *("photo", "meet", "illegal-job", "threat", "code", "password", "card", "lookalike", "shortened", "link"),
    *("install", "attachment", "money", "personal-data", "secrecy", "friend-hacked", "changed", "order", "call"),
    *("authority", "prize", "bets", "easy-job", "newcontact", "offchannel", "guilt", "urgency"),
)
"""The same signs in the order of display: first those that could do most harm, and requests."""

OF_LINKS = frozenset({"link", "lookalike", "shortened"})
"""Signs that show in an address alone, without other words."""

BY_RULE = OF_LINKS | {"call", "order", "changed", "bets"}
"""Signs that no model has learned: only lists and rules see them."""

SPEAKS_FOR = ("own-host", "own-way", "warns", "asks-nothing")
"""Reassuring signs; none of them makes a message safe."""

SHOWN = 3
"""Most signs shown for one message."""
