"""Access: who may see a space. A space that is not the person's own does not exist for them, with any number in
a path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat.existing import exists
from bot.features.publishing.store import editors, spaces
from bot.values.audience import Duty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn
    from bot.features.publishing.store.spaces import Space


def space_of(turn: Turn, number: int) -> Space | None:
    """Return a space to an organiser and to its members; None to everybody else."""
    editor = editors.of(turn.db, turn.person.key)
    theirs = turn.organiser or (editor is not None and editor.space == number)
    return spaces.get(turn.db, number) if theirs else None


def led_space(turn: Turn, number: int) -> Space | None:
    """Return a space to an organiser and to its lead; None to everybody else."""
    editor = editors.of(turn.db, turn.person.key)
    leads = turn.organiser or (editor is not None and editor.space == number and editor.duty is Duty.LEAD)
    return spaces.get(turn.db, number) if leads else None


@exists("space")
def is_there(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the space is there, for this person."""
    return space_of(turn, fields["space"]) is not None


@exists("editor")
def works_there(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the editor works in the space."""
    space = space_of(turn, fields["space"])
    return space is not None and fields["editor"] in {
        one.number for one in editors.everybody(turn.db, space.space)
    }
