"""Why something is sent: a reply owed, or one of the things that come unasked, by their rank."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """The reasons for a Delivery, those that go first above."""

    REPLY = "reply"
    """What a person did is answered late: never judged by hours or budget."""
    NUDGE = "nudge"
    """The one reminder that the person set for this evening: no budget, but an hour that was agreed on."""
    LIVE = "live"
    """A question of the live quiz that the person takes part in: at once or not at all."""
    ASSIGNMENT = "assignment"
    """What a class should do by a day."""
    CAMPAIGN = "campaign"
    """A step of a campaign that the person joined; it may come daily and replaces tips."""
    INVITE = "invite"
    """An invitation to a campaign, where the person wished for such."""
    WORK = "work"
    """News of packs on which an editor or reviewer works, where they wished for such."""
    TIP = "tip"

    @property
    def is_budgeted(self) -> bool:
        """Whether it takes from a person's attention (docs/design.md §3): at most so many a day and a week."""
        return self not in {Why.REPLY, Why.NUDGE, Why.LIVE}

    @property
    def outranks(self) -> tuple[Why, ...]:
        """The reasons that give way to this one."""
        order = list(Why)
        return tuple(order[order.index(self) + 1 :])


PLANNED = tuple(why for why in Why if why is not Why.REPLY)
"""What comes unasked, in the order in which it goes out."""
BUDGETED = tuple(why for why in Why if why.is_budgeted)
