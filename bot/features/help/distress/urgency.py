"""Urgency: the topics of messages, and how the urgency of a meaning is counted."""

from __future__ import annotations

TOPICS = (
    "danger", "suicide", "self-harm", "abuse", "sextortion", "grooming",
    "bullying", "mood", "overuse", "eating", "account", "sight", "regret", "family", "fear",
)  # fmt: skip
"""What messages may be about, the more urgent first."""

LEVELS = ("crisis", "distress")
"""How urgent what is told may be, the more urgent first."""

SOFTER = 2 * len(TOPICS)
"""From this urgency on something gets the soft offer: so much is between a crisis and distress of one topic."""

NOTHING = 2 * SOFTER
"""The urgency of phrases that tell nothing, such as guards: behind all others."""


def urgency_of(kind: str, topic: str, *, other: bool) -> int:
    """Return the highest urgency of a phrase, 0 the most urgent: by level, then by topic, then whether it is
    about the writer. Signs may together tell of a crisis.
    """
    if not topic:
        return NOTHING
    return (SOFTER if kind == "distress" else 0) + 2 * TOPICS.index(topic) + other
