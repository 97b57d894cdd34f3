"""One hand: who acts as an editor, with the editors who use the same phone: they are as one person to a review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.features.publishing.store import editors, reviewing
from bot.features.publishing.store.editors import Editor
from bot.values.audience import Duty

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition


def acting_editor(turn: Turn) -> Editor | None:
    """Return the editor who acts, with the numbers of others on their phone who are editors or were; None if the
    person is not an editor. No row tells which people share a phone (decision 50): they are looked up while one of
    them acts.
    """
    editor = editors.of(turn.db, turn.person.key)
    others = _others(turn) if editor is not None and editor.duty.oversees else []
    if editor is None or not others:
        return editor
    return replace(editor, on_the_phone=editors.numbers_of(turn.db, others))


def who_answers(turn: Turn) -> Editor | None:
    """Return who acts and answers for packs: an editor; an organiser as one who oversees all spaces, without a
    number (0), yet with those that they and their phone have as editors; None for others.
    """
    editor = acting_editor(turn)
    if not turn.organiser or (editor and editor.space is None and editor.duty.oversees):
        return editor
    own = {editor.number} if editor else set()
    return Editor(0, Duty.LEAD, None, frozenset(own) | editors.numbers_of(turn.db, _others(turn)))


def why_not_yours(turn: Turn, editor: Editor, edition: Edition) -> str:
    """Return why a reviewer may not review an edition: it is their own, their phone's, or of nobody known."""
    if reviewing.worked_on(turn.db, replace(editor, on_the_phone=frozenset()), edition):
        return turn.say("You have worked on this version: somebody else has to approve it.")
    if reviewing.worked_on(turn.db, editor, edition):
        return turn.say(
            "Somebody on this phone has worked on this version. One phone counts as one person, so somebody else "
            "has to approve it."
        )
    return turn.say(
        "Who wrote it has erased their data. Only somebody who was an editor before that can approve it; or an "
        "organiser gives the pack to another editor, who sends it in anew."
    )


def phone_has_an_editor(turn: Turn) -> bool:
    """Whether somebody else on the phone of the person who acts is an editor: one phone has one editor."""
    others = _others(turn)
    return bool(others) and editors.any_of(turn.db, others)


def _others(turn: Turn) -> list[bytes]:
    """Return the keys of all others on the phone of the person who acts."""
    return [] if turn.sender.phone is None else [one.key for one in turn.sender.phone.resting(turn.db)]
