"""The first minute of a newcomer in the chat: whom they can be, and what they tap."""

from __future__ import annotations

ROLES = {
    "en": ("6–8 years", "9–11 years", "12–15 years", "16–17 years", "Parent", "Educator"),
    "ru": ("6–8 лет", "9–11 лет", "12–15 лет", "16–17 лет", "Родитель", "Педагог"),
}


EVERYONE = [(language, role) for language, roles in ROLES.items() for role in roles]


START = {"en": "Start", "ru": "Начать"}
