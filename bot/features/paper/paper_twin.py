"""Paper twin: a question set to print, for a class without phones, with its key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.items import dead_end, find_for, heading
from bot.chat.views import Views
from bot.features.classes import pages as classes_pages
from bot.features.classes.navigation import class_row
from bot.features.classes.store import classrooms
from bot.features.paper import pages
from bot.features.paper.paper_sheet import letters
from bot.packs.model import Kind, Ref
from bot.pictures.paper_twin import PaperQuestion, draw_key, draw_sheets
from bot.pictures.sheet import pdf, png, side_by_side
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.packs.question import Question

views = Views()


@views(pages.PaperTwin, role=Role.EDUCATOR, kept=False)
def paper_twin(turn: Turn, page: pages.PaperTwin) -> Screen:
    """Give the sheet for pupils and the key to print."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    item = find_for(turn, Ref(Kind.QUIZ, page.pack, page.item), classroom.tier) if classroom else None
    if classroom is None or item is None:
        return dead_end(turn)
    head = turn.say("My number: ______    Date: ____________    There is no hurry, and mistakes are welcome.")
    key_title = turn.say("Key: {title}", title=item.title)
    questions = [_on_paper(turn, item, card, card.question) for card in item.cards if card.question]
    rtl = turn.phrases.rtl
    documents = (
        Document("mayak-sheet.pdf", partial(_sheet_pdf, item.title, head, questions, rtl=rtl)),
        Document("mayak-sheet.png", partial(_sheet_png, item.title, head, questions, rtl=rtl)),
        Document("mayak-sheet-key.pdf", partial(_key_pdf, key_title, questions, rtl=rtl)),
    )
    words = turn.say("The same questions on paper, two pages at most, and the key for you.")
    back = Link(
        turn.say("⬆ {name}", name=item.title), classes_pages.Give(page.room, "q", page.pack, page.item), Means.BACK
    )
    return Screen(join([bold(heading(item)), words]), ((back,), class_row(turn, classroom)), documents=documents)


def _on_paper(turn: Turn, item: Item, card: Card, question: Question) -> PaperQuestion:
    """Return a question as paper shows it: options lettered in the author's order, an order shuffled."""
    shown = {own: letter for letter, own in letters(turn, item, question).items()}
    printed = question.on_paper(turn, shown)
    return PaperQuestion(
        card.title,
        card.body_in_words.plain,
        printed.how,
        printed.options,
        printed.lines,
        printed.key,
        card.note.plain,
        printed.slots,
        printed.lefts,
    )


def _sheet_pdf(title: str, head: str, questions: Sequence[PaperQuestion], *, rtl: bool) -> bytes:
    return pdf(draw_sheets(title, head, questions, rtl=rtl))


def _sheet_png(title: str, head: str, questions: Sequence[PaperQuestion], *, rtl: bool) -> bytes:
    return png(side_by_side(draw_sheets(title, head, questions, rtl=rtl)))


def _key_pdf(title: str, questions: Sequence[PaperQuestion], *, rtl: bool) -> bytes:
    return pdf([draw_key(title, questions, rtl=rtl)])
