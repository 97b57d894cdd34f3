"""Reach: what an edition would change for people who are in the middle of its pack, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.counts import people_words
from bot.chat.names import language_words, languages_first
from bot.features.publishing.edition_impact import impact
from bot.features.publishing.store import active_readers
from bot.values.few import told
from bot.values.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition


def reach_words(turn: Turn, edition: Edition, *, gone: bool) -> Text:
    """Return what the edition would change for people, in words; of a pack that goes, how many are inside."""
    after = turn.preview.editions.works(turn.db, edition.edition) if turn.preview.editions else []
    before = turn.library.works_of(edition.pack)
    if not before:
        anew = impact(before, after, {}, {}).anew
        return join(
            [
                turn.say("Nothing of this pack is shown now, so nobody is in the middle of it."),
                _new_in_meaning(turn, anew),
            ],
            "\n",
        )
    refs, among = [str(work.ref) for work in before], active_readers.sample(turn.db)
    found = impact(
        before, after, active_readers.readers(turn.db, refs, among), active_readers.answered(turn.db, refs, among)
    )

    def many(number: int) -> str:
        return people_words(turn, among.scaled(told(number)))

    lines = [
        turn.say("In the middle of it: {number}", number=many(found.inside)),
        turn.say("• go on as before: {number}", number=many(found.stay)),
        turn.say("• find their card changed: {number}", number=many(found.changed)),
        turn.say("• begin anew, their card is gone: {number}", number=many(found.restart)),
        turn.say("Answers that keep their meaning: {number}", number=many(found.keep)),
        _new_in_meaning(turn, found.anew),
    ]
    shown = lines[:1] if gone else lines
    if not among.whole:
        shown.append(turn.say("These numbers are rough: I looked at a part of all people."))
    return join(shown, "\n")


def _new_in_meaning(turn: Turn, anew: Mapping[str, int]) -> str:
    """Return how many questions are new in meaning, each language for itself, the reader's own first; empty for an
    edition without questions.
    """
    found = ", ".join(f"{language_words(turn, locale)} {anew[locale]}" for locale in languages_first(turn, anew))
    return turn.say("Questions new in meaning: {found}", found=found) if found else ""
