"""Paper twin: a question set to print, for a class without phones, with its key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.classways import class_row
from bot.chat.items import dead_end, heading
from bot.chat.papersheet import letters
from bot.chat.sets import find_for
from bot.chat.views import Views
from bot.packs.model import Kind, QuestionKind, Ref
from bot.pictures.papertwin import PaperQuestion, draw_key, draw_sheets
from bot.pictures.sheet import pdf, png, side_by_side
from bot.store import classrooms
from bot.values import sitemap
from bot.values.audience import Role
from bot.values.screen import Document, Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item, Question

views = Views()

LINES_TO_WRITE = 3


@views(sitemap.PaperTwin, role=Role.EDUCATOR, kept=False)
def paper_twin(turn: Turn, page: sitemap.PaperTwin) -> Screen:
    """Give the sheet for pupils and the key to print."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    item = find_for(turn, Ref(Kind.QUIZ, page.pack, page.item), classroom.tier) if classroom else None
    if classroom is None or item is None:
        return dead_end(turn)
    head = turn.say("My number: ______    Date: ____________    There is no hurry, and mistakes are welcome.")
    key_title = turn.say("Key: {title}", title=item.title)
    questions = [_on_paper(turn, item, card, card.question) for card in item.cards if card.question]
    documents = (
        Document("mayak-sheet.pdf", partial(_sheet_pdf, item.title, head, questions)),
        Document("mayak-sheet.png", partial(_sheet_png, item.title, head, questions)),
        Document("mayak-sheet-key.pdf", partial(_key_pdf, key_title, questions)),
    )
    words = turn.say("The same questions on paper, two pages at most, and the key for you.")
    back = Link(turn.say("⬆ {name}", name=item.title), sitemap.Give(page.room, "q", page.pack, page.item))
    return Screen(join([bold(heading(item)), words]), ((back,), class_row(turn, classroom)), documents=documents)


def _on_paper(turn: Turn, item: Item, card: Card, question: Question) -> PaperQuestion:
    """Return a question as paper shows it: options lettered in the author's order, an order shuffled."""
    shown = {own: letter for letter, own in letters(turn, item, question).items()}
    order = "".join(shown)
    options = tuple((shown[own], question.options[ord(own) - ord("a")].text.plain) for own in order)
    if question.kind is QuestionKind.OPEN:
        options = ()
    keys = {
        QuestionKind.OPEN: turn.say("own words"),
        QuestionKind.POLL: turn.say("no right answer"),
        QuestionKind.ORDER: " → ".join(shown[own] for own in sorted(order)),
    }
    key = keys.get(question.kind) or ", ".join(
        shown[own] for own in order if question.options[ord(own) - ord("a")].right
    )
    how = {
        QuestionKind.CHOOSE_ALL: turn.say("Cross all that fit."),
        QuestionKind.ORDER: turn.say("Number them: what comes first?"),
        QuestionKind.OPEN: turn.say("Write in your own words."),
        QuestionKind.POLL: turn.say("Cross one. There is no right answer."),
    }.get(question.kind, turn.say("Cross one."))
    lines = LINES_TO_WRITE if question.kind is QuestionKind.OPEN else 0
    return PaperQuestion(card.title, card.body.plain, how, options, lines, key, card.note.plain)


def _sheet_pdf(title: str, head: str, questions: Sequence[PaperQuestion]) -> bytes:
    return pdf(draw_sheets(title, head, questions))


def _sheet_png(title: str, head: str, questions: Sequence[PaperQuestion]) -> bytes:
    return png(side_by_side(draw_sheets(title, head, questions)))


def _key_pdf(title: str, questions: Sequence[PaperQuestion]) -> bytes:
    return pdf([draw_key(title, questions)])
