"""Own questions in the chat: a file with questions becomes a set, whose words stand in the browser alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.file_uses import FileUse
from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import giving
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row, open_class
from bot.features.classes.store import classrooms
from bot.features.desk import pages as desk_pages
from bot.features.own_questions import domain, homework, pages, reading
from bot.features.own_questions.domain import OwnWords
from bot.features.own_questions.reading import ASKS_FOR_QUESTIONS, SentQuestions
from bot.values.audience import Role
from bot.values.drawn_number import draw_number
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.packs.own_words import BroughtQuestions, Left
    from bot.values.page import Page

views = Views()

SHOWN = 8
"""What stays behind, as far as a message names it; the rest stands in a file."""

LONGEST_LINE = 300


@giving.own_lists
def own_questions_link(turn: Turn, classroom: Classroom) -> tuple[int, Link]:
    """Return the way to the educator's own questions, second among their own lists."""
    return 1, Link(turn.say("✍ My own questions"), pages.OwnQuestions(classroom.room))


@views(pages.OwnQuestions, role=Role.EDUCATOR)
def own_questions(turn: Turn, page: pages.OwnQuestions) -> Screen:
    """Ask for a file, say where the words of own questions stand, and how many sets there are."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    there = len(domain.of_room(turn, page.room))
    text = join(
        [
            bold(turn.say("My own questions · {name}", name=class_name(turn, classroom))),
            about(turn),
            turn.say(
                "Send a file with questions here, and it becomes a set: GIFT, Aiken, Moodle XML, XLSX or CSV."
            )
            if turn.in_browser
            else turn.say(
                "Send a file with questions here, and it becomes a set: GIFT, Aiken, Moodle XML, XLSX or CSV. To "
                "write, read and show them, open your screens in a browser, and there the class."
            ),
            turn.count("{number} set is there.", "{number} sets are there.", there) if there else "",
            of_colleagues(turn, page.room),
        ]
    )
    return _screen(turn, classroom, text)


views.files.append(
    FileUse(
        most=reading.FILE_BYTES,
        is_for=lambda _, place: isinstance(place, ASKS_FOR_QUESTIONS),
        opens=reading.asked_for,
        read=reading.read_arrived,
        asked_on=ASKS_FOR_QUESTIONS,
    )
)


@views.receives(SentQuestions)
def page_of_questions(_: Turn, place: Page | None) -> Page | None:
    """Return the page that takes a teacher's questions where they were asked for."""
    return pages.OwnQuestionsIn(place.room) if isinstance(place, ASKS_FOR_QUESTIONS) else None


@views(pages.OwnQuestionsIn, role=Role.EDUCATOR)
def own_questions_in(turn: Turn, page: pages.OwnQuestionsIn) -> Screen:
    """Keep the questions of the file that has just come as a set; name what of it stays behind."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    brought = turn.given.brought if isinstance(turn.given, SentQuestions) else None
    if brought is None:
        return _screen(turn, classroom, Text(send_a_file(turn)))
    told = _kept(turn, classroom, brought)
    lines = left_in_words(turn, brought.left)
    shown = [line[:LONGEST_LINE] for line in lines[:SHOWN]]
    more = len(lines) - len(shown)
    rest = turn.count("And {number} more.", "And {number} more.", more) if more else ""
    screen = _screen(turn, classroom, join([*told, *shown, rest]))
    whole = more or any(len(line) > LONGEST_LINE for line in lines)
    documents = (Document("not-taken.txt", "\n".join(lines).encode()),) if whole else ()
    return replace(screen, documents=documents)


def send_a_file(turn: Turn) -> str:
    """Return what is said where no file came, or one that is too large."""
    kib = reading.FILE_BYTES // 1024
    return turn.say("Send GIFT, Aiken, Moodle XML, XLSX or CSV as a file of at most {kib} KiB.", kib=kib)


def about(turn: Turn) -> str:
    """Return what own questions are and where their words stand."""
    return turn.say(
        "Write questions in your own words for this class. The words stand on your projector and on "
        "your paper alone; in the chat pupils see letters. I keep them encrypted until you erase them "
        "or close the class."
    )


def of_colleagues(turn: Turn, room: int) -> str:
    """Return what a teacher sees of the own questions of another one, empty where nobody else teaches."""
    if classrooms.teachers_in(turn.db, room) < 2:  # noqa: PLR2004 - this teacher and another one
        return ""
    return turn.say(
        "You are not the only teacher here. Each sees the words of their own questions alone: of a colleague's "
        "you see letters and results. Ask them for the printed sheet, or for the pack of the set, which they "
        "download in the browser."
    )


def left_in_words(turn: Turn, left: Sequence[Left]) -> list[str]:
    """Return what of a file stays behind, a line each, in the teacher's language."""
    retell = turn.phrases.retell
    return [
        turn.say("Line {line} came, but {what} — {fix}", line=one.line, what=retell(one.what), fix=retell(one.fix))
        if one.kept
        else turn.say(
            "Line {line} stays behind: {what} — {fix}", line=one.line, what=retell(one.what), fix=retell(one.fix)
        )
        for one in left
    ]


def _kept(turn: Turn, classroom: Classroom, brought: BroughtQuestions) -> list[Text | str]:
    """Keep a set of these questions; return what came of it."""
    if not brought.questions:
        return [bold(turn.say("No question could be taken from it.")), turn.say("I have kept nothing of it.")]
    words = OwnWords(draw_number(), classroom.room, brought.title or turn.say("My questions"), brought.questions)
    if not domain.save(turn, words, words.lettered(classroom.tier, brought.ready)):
        return [turn.say("There are as many sets as I can keep. Erase one in the browser first.")]
    count = len(words.questions)
    taken = turn.count("{number} question came, as a new set.", "{number} questions came, as a new set.", count)
    mend = count - len(brought.ready)
    return [
        bold(taken),
        turn.count(
            "{number} of them is to be mended first: until then it is neither shown nor printed.",
            "{number} of them are to be mended first: until then they are neither shown nor printed.",
            mend,
        )
        if mend
        else "",
        turn.say("Their words stand in the browser: open the class there, then “✍ My own questions”."),
    ]


def _screen(turn: Turn, classroom: Classroom, text: Text) -> Screen:
    desk = Link(turn.say("🖥 Open in a browser"), desk_pages.Desk())
    return Screen(text, ((desk,), *homework.rows(turn, classroom), class_row(turn, classroom)))
