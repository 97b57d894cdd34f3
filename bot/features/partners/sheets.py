"""Sheets of a space: how many people began and finished what, its campaigns, its questions; never persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.organiser import campaign_sheets, upkeep_sheets
from bot.features.organiser.sheet import Sheet
from bot.features.publishing.store import active_readers, editions
from bot.values.few import told

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.chat.turn import Reader, Turn
    from bot.features.publishing.store.spaces import Space
    from bot.packs.work import Work


def names(reader: Reader) -> dict[str, str]:
    """Return the sheets in the order of their buttons, with their labels."""
    return {
        "reach": reader.say("📈 Begun and finished"),
        "campaigns": reader.say("📊 Campaigns"),
        "questions": reader.say("❓ Questions"),
    }


def sheet_of(turn: Turn, space: Space, name: str) -> Sheet:
    """Return a sheet of a space by its name, of the packs of the space alone."""
    made: dict[str, Callable[[Turn, Collection[str]], Sheet]] = {
        "reach": _reach,
        "campaigns": campaign_sheets.in_numbers,
        "questions": upkeep_sheets.questions_of,
    }
    found = made[name](turn, {*editions.owners(turn.db, space.space)})
    # Its rows lead to pages of organisers, its picture says no more.
    return Sheet(f"{space.name} · {found.title}", found.columns, found.rows, found.note, found.empty)


def _reach(turn: Turn, packs: Collection[str]) -> Sheet:
    """Return how many people have begun and how many finished each lesson, story and so on, in whole tens: zero
    and fewer than ten look alike, and one person more in the same ten changes nothing.
    """
    works = [work for pack in sorted(packs) for work in turn.library.works_of(pack)]
    among = active_readers.sample(turn.db)
    found = active_readers.reach(turn.db, {str(work.ref) for work in works}, among)
    rows = []
    for work in works:
        begun, finished = found.get(str(work.ref), (0, 0))
        rows.append(
            (
                _title(turn, work),
                work.ref.pack,
                among.scaled(told(begun)) or None,
                among.scaled(told(finished)) or None,
            )
        )
    note = campaign_sheets.tens_note(turn)
    if not among.whole:
        note += " " + turn.say("These numbers are rough: I looked at a part of all people.")
    return Sheet(
        turn.say("Begun and finished"),
        (turn.say("Material"), turn.say("Pack"), turn.say("Begun"), turn.say("Finished")),
        rows,
        note,
        turn.say("Nothing of this space is shown yet."),
    )


def _title(turn: Turn, work: Work) -> str:
    found = turn.library.find(work.ref.kind, work.ref.pack, work.ref.item, turn.locale)
    return found.title if found else str(work.ref)
