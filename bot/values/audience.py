"""Who Mayak speaks to: audiences (four age tiers, parents, educators) and roles."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person may do; a view names the role it needs beside its address."""

    CHILD = "child"
    PARENT = "parent"
    EDUCATOR = "educator"
    EDITOR = "editor"
    LEAD = "lead"
    """Decides who works on packs: an organiser on all, the lead of a space on its own."""
    MEMBER = "member"
    """Members of a partner's space, and every organiser."""
    KEEPER = "keeper"
    """Answers for packs: everybody who works on them, and every organiser."""
    ORGANISER = "organiser"


class Duty(StrEnum):
    """The work that an organiser has invited somebody to do on packs."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    PSYCHOLOGIST = "psychologist"
    LEAD = "lead"
    """Leads a partner's space: invites its editors and reviewers, assigns its packs to editors, asks reviewers."""

    @property
    def reviews(self) -> bool:
        """Whether they review edited packs. Only a psychologist may approve sensitive material."""
        return self in {Duty.REVIEWER, Duty.PSYCHOLOGIST}

    @property
    def oversees(self) -> bool:
        """Whether they also see the packs that others have sent in."""
        return self is not Duty.EDITOR


class Audience(StrEnum):
    """An age tier, parents or educators. Tiers follow the breaks of 436-FZ at 6, 12, 16 and 18 years."""

    TIER_6_8 = "6-8"
    TIER_9_11 = "9-11"
    TIER_12_15 = "12-15"
    TIER_16_17 = "16-17"
    PARENT = "parent"
    EDUCATOR = "educator"

    @property
    def is_child(self) -> bool:
        """Whether this is one of the four age tiers."""
        return self not in {Audience.PARENT, Audience.EDUCATOR}

    @property
    def role(self) -> Role:
        """The role that somebody gets by choosing this audience."""
        if self is Audience.PARENT:
            return Role.PARENT
        return Role.EDUCATOR if self is Audience.EDUCATOR else Role.CHILD

    @property
    def youngest(self) -> int:
        """The age of the youngest reader in years; 18 for adults. An item's age mark may not be higher."""
        return {"6-8": 6, "9-11": 6, "12-15": 12, "16-17": 16}.get(self.value, 18)

    @property
    def card_characters(self) -> int:
        """Longest card in characters (docs/editors/rules.en.md)."""
        return _CARD_CHARACTERS[self]

    @property
    def most_buttons(self) -> int:
        """The most buttons that a menu or a list shows, so that a child finds the way; 0 means no limit."""
        return {"6-8": 5, "9-11": 9}.get(self.value, 0)

    @property
    def awake(self) -> tuple[int, int]:
        """The local hours between which the bot may write unasked (docs/design.md §3)."""
        return (8, 20) if self.is_child else (7, 22)

    def may_see(self, other: Audience) -> bool:
        """Whether somebody of this audience may look through `other`: a parent through every child's tier
        ("what my child sees"), an educator through all, a child through its own only.
        """
        if self is other or self is Audience.EDUCATOR:
            return True
        return self is Audience.PARENT and other.is_child


_CARD_CHARACTERS = {
    Audience.TIER_6_8: 300,
    Audience.TIER_9_11: 450,
    Audience.TIER_12_15: 700,
    Audience.TIER_16_17: 900,
    Audience.PARENT: 1200,
    Audience.EDUCATOR: 1500,
}

TIERS = tuple(audience for audience in Audience if audience.is_child)
