"""Few answers: what a teacher of four can know honestly, where a class's own totals have to stay hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import pages, tasks
from bot.features.classes.navigation import class_row
from bot.features.classes.store import assignments, tallies
from bot.features.paper import pages as paper_pages
from bot.features.quiz import analysis
from bot.features.quiz.totals import totals_of
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.values.screen import Row

views = Views()


@views(pages.FewAnswers, role=Role.EDUCATOR)
def few(turn: Turn, page: pages.FewAnswers) -> Screen:
    """Say why nothing is shown below five, what is known all the same, and what can be done instead."""
    found = tasks.taught_set(turn, page.task)
    if found is None:
        return dead_end(turn)
    assignment, classroom, item = found
    states = assignments.done_by(turn.db, assignment)
    hidden = [one.number for one in totals_of(item, tallies.blocks(turn.db, page.task)) if one.share is None]
    table = _everywhere(turn, item)
    advice = [
        turn.say("Let the class do it live and talk over each answer: nobody has to say what they chose."),
        turn.say("Each pupil sees their own row and may show it to you, if they want to. Do not ask for it."),
        turn.say("Use one code for two small groups: from five answers on they count together."),
        turn.say("On paper you mark by hand: then you know the answers, as with any test of yours."),
    ]
    text = join(
        [
            bold(turn.say("With fewer than five")),
            turn.say(
                "Where four have answered, “half were right” would nearly tell who. So up to the fifth answer I "
                "show nothing of it to anybody. I do not guess either: from four answers the true share may lie "
                "nearly anywhere, and a number would only look like knowledge."
            ),
            turn.say(
                "Known for sure: {done} of {total} have done it.",
                done=sum(did for _, did in states),
                total=len(states),
            ),
            turn.say("Still below five answers: no. {numbers}.", numbers=", ".join(map(str, hidden)))
            if hidden
            else "",
            bold(turn.say("What helps instead")) + "\n" + "\n".join(f"• {line}" for line in advice),
            turn.say("How these questions go everywhere, with everybody who did them for the first time:")
            if table.rows
            else "",
            in_words(Text("\n".join(f"{name.words}: {share.words}" for name, share, _ in table.rows))),
        ]
    )
    rows: list[Row] = []
    if not classroom.closed:
        rows.append(
            (Link(turn.say("🖨 On paper"), paper_pages.PaperTwin(classroom.room, item.ref.pack, item.ref.item)),)
        )
    rows.append(
        (
            Link(turn.say("⬆ {name}", name=item.title), pages.TaskResults(page.task), Means.BACK),
            *class_row(turn, classroom),
        )
    )
    return Screen(text, tuple(rows), tables=(table,) if table.rows else ())


def _everywhere(turn: Turn, item: Item) -> Table:
    """Return how the questions go with everybody, those that go wrong most first; only from 30 answers on."""
    asked = [(number, card) for number, card in enumerate((c for c in item.cards if c.question), 1)]
    known = [
        (share.middle, f"{number}. {card.title}", share)
        for number, card in asked
        if card.question and card.question.counted and (share := analysis.of(turn.db, card.question).share)
    ]
    rows = tuple(
        (Cell(title), Cell(share.words, (share.low, share.high)), Cell(str(share.answers)))
        for _, title, share in sorted(known, key=lambda one: one[0])
    )
    columns = (turn.say("Question"), turn.say("Right everywhere"), turn.say("Answers"))
    return Table(turn.say("Everywhere"), columns, rows)
