"""Why: the reasons for which something is sent: an owed reply, or an unasked message, by rank."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """The reasons for a Delivery, highest rank first."""

    REPLY = "reply"
    """A late answer to something that a person did: quiet hours and budget do not apply."""
    NUDGE = "nudge"
    """The one reminder that the person set for this evening: the budget does not apply, and the hour is agreed."""
    LIVE = "live"
    """A question of a live quiz in which the person takes part: sent at once or not at all."""
    ASSIGNMENT = "assignment"
    """A task of a class with a date."""
    CAMPAIGN = "campaign"
    """A step of a campaign that the person joined; it may come daily and replaces tips."""
    INVITE = "invite"
    """An invitation to a campaign, for people who asked for invitations."""
    WORK = "work"
    """News about packs for their editors and reviewers who asked for it."""
    TIP = "tip"

    @property
    def is_budgeted(self) -> bool:
        """Whether it counts against a person's attention budget per day and week (docs/design.md §3)."""
        return self not in {Why.REPLY, Why.NUDGE, Why.LIVE}

    @property
    def outranks(self) -> tuple[Why, ...]:
        """The reasons that give way to this one."""
        order = list(Why)
        return tuple(order[order.index(self) + 1 :])


PLANNED = tuple(why for why in Why if why is not Why.REPLY)
"""The reasons of unasked messages, in the order of sending."""
BUDGETED = tuple(why for why in Why if why.is_budgeted)
