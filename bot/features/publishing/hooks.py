"""What publishing answers when the engine asks: who is an editor, which packs and editions there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat.drawing import has_role
from bot.chat.existing import exists
from bot.features.publishing.store import editions, editors
from bot.values.audience import Duty, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn


@has_role
def is_editor(turn: Turn, role: Role | None) -> bool:
    """Whether an editor's role is asked for and the person is one."""
    return role is Role.EDITOR and editors.of(turn.db, turn.person.key) is not None


@has_role
def is_lead(turn: Turn, role: Role | None) -> bool:
    """Whether the role of a lead is asked for, and the person is an organiser or leads a space."""
    if role is not Role.LEAD or turn.organiser:
        return role is Role.LEAD
    editor = editors.of(turn.db, turn.person.key)
    return editor is not None and editor.duty is Duty.LEAD


@has_role
def is_member(turn: Turn, role: Role | None) -> bool:
    """Whether the role of a member of a space is asked for, and the person is one or is an organiser."""
    if role is not Role.MEMBER or turn.organiser:
        return role is Role.MEMBER
    editor = editors.of(turn.db, turn.person.key)
    return editor is not None and editor.space is not None


@has_role
def is_keeper(turn: Turn, role: Role | None) -> bool:
    """Whether the role of those who answer for packs is asked for, and the person is an editor or an organiser."""
    if role is not Role.KEEPER or turn.organiser:
        return role is Role.KEEPER
    return editors.of(turn.db, turn.person.key) is not None


@exists("pack")
def is_claimed(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether an editor has sent the pack in; a page of one of its items or cards is the library's to know."""
    if "item" in fields or "card" in fields:
        return False
    return editions.owner_of(turn.db, fields["pack"]) is not None


@exists("edition")
def is_there(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the edition is there."""
    return editions.get(turn.db, fields["edition"]) is not None


@exists("earlier")
def earlier_is_there(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the edition that another is compared with is there."""
    return editions.get(turn.db, fields["earlier"]) is not None
