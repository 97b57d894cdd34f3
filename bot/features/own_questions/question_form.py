"""The form of a teacher's own question and the list of them: fields, words, problems at each, ways on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.chat.browser_forms import Part, Way
from bot.features.own_questions import checking, domain, pages
from bot.packs.own_words import ID_BYTES, LONGEST, OwnQuestion, new_id
from bot.packs.question import OPTIONS
from bot.packs.recipe import MOST_QUESTIONS
from bot.pictures.paper_twin import PaperQuestion
from bot.values.drawn_number import draw_number
from bot.values.phrases import letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.turn import Turn
    from bot.features.own_questions.checking import Trouble
    from bot.features.own_questions.domain import OwnWords

PASTED_SIGNS = 12_000
"""Letters of questions in the form: a form is 40 KiB, and Russian letters take six bytes each there."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its name, label, words, longest words, its problems; `ticked` for an answer."""

    name: str
    label: str
    words: str
    longest: int
    troubles: tuple[str, ...] = ()
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A question as the page lists it."""

    number: int
    id: str
    stem: str
    options: tuple[tuple[str, str, bool], ...]
    note: str
    troubles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnForms:
    """What the page of own questions adds to a screen: a list, and the forms to write and to bring some."""

    action: str
    say: Mapping[str, str]
    listed: tuple[Listed, ...] = ()
    head: tuple[Field, ...] = ()
    options: tuple[Field, ...] = ()
    foot: tuple[Field, ...] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    longest_pasted: int = 0
    """Letters of questions that may be pasted; 0 where there is no room for more, nor for a file."""
    asks: bool = True


def in_one_line(words: str) -> str:
    """Return words with single spaces between them."""
    return " ".join(words.split())


def typed(form: Mapping[str, str]) -> OwnQuestion:
    """Return the question of a form; fields of answers that are empty are left out."""
    stem = "\n".join(in_one_line(line) for line in form.get("stem", "").strip().split("\n"))
    note = "\n".join(in_one_line(line) for line in form.get("note", "").strip().split("\n"))
    answers = [(in_one_line(form.get(f"option-{at}", "")), f"right-{at}" in form) for at in range(OPTIONS[1])]
    there = [(words, ticked) for words, ticked in answers if words]
    name = form.get("id", "")
    fits = len(name) == 2 * ID_BYTES and set(name) <= set("0123456789abcdef")
    right = tuple(at for at, (_, ticked) in enumerate(there) if ticked)
    options = tuple(words for words, _ in there)
    return OwnQuestion(name if fits else "", stem, options, right, note).shortened()


def sentence(turn: Turn, trouble: Trouble) -> str:
    """Return a problem in the teacher's language, as sentences."""
    what, fix = (turn.phrases.retell(words).strip() for words in (trouble.what, trouble.fix))
    return f"{what[:1].upper()}{what[1:].rstrip('.')}. {fix[:1].upper()}{fix[1:].rstrip('.')}." if fix else what


def listing(turn: Turn, number: int, one: OwnQuestion, troubles: Sequence[Trouble]) -> Listed:
    """Return a question as the page lists it."""
    options = tuple((letter(turn, at), words, at in one.right) for at, words in enumerate(one.options))
    return Listed(number, one.id, one.stem, options, one.note, tuple(sentence(turn, each) for each in troubles))


def fields_of(
    turn: Turn, one: OwnQuestion | None, troubles: Sequence[Trouble]
) -> tuple[tuple[Field, ...], tuple[Field, ...], tuple[Field, ...]]:
    """Return the fields of the form, filled with the question that is mended, with its problems at each."""
    one = one or OwnQuestion("")

    def at(name: str) -> tuple[str, ...]:
        return tuple(sentence(turn, each) for each in troubles if each.field == name)

    options = tuple(
        Field(
            f"option-{place}",
            turn.say("Answer {letter}", letter=letter(turn, place)),
            one.options[place] if place < len(one.options) else "",
            LONGEST["option"],
            at(f"option-{place}"),
            place in one.right,
        )
        for place in range(OPTIONS[1])
    )
    stem = Field(checking.STEM, turn.say("The question"), one.stem, LONGEST["stem"], at(checking.STEM))
    note = Field(checking.NOTE, turn.say("Why it is so"), one.note, LONGEST["note"], at(checking.NOTE))
    return (stem,), options, (note,)


def form_words(turn: Turn, mended: OwnQuestion | None) -> dict[str, str]:
    """Return the labels of the form's buttons."""
    return {
        "save": turn.say("💾 Keep the change") if mended else turn.say("➕ Add the question"),
        "title": turn.say("Change the question") if mended else turn.say("One more question"),
        "right": turn.say("right"),
        "edit": turn.say("✎ Change"),
        "less": turn.say("✖ Take it out"),
        "bring": turn.say("Paste questions in GIFT or Aiken, as Moodle and others write them"),
        "take": turn.say("Take them"),
        "file": turn.say("Or send a file: GIFT, Aiken, Moodle XML, XLSX or CSV"),
        "send": turn.say("Send"),
        "why": turn.say("Why"),
    }


def without_room(turn: Turn, questions: Sequence[OwnQuestion]) -> list[str]:
    """Return what is said of questions for which a set has no more room, a sentence each."""
    most = MOST_QUESTIONS
    return [
        turn.say("“{words}” stays behind: a set has {most} questions at most.", words=one.stem, most=most)
        for one in questions
    ]


def on_paper(turn: Turn, one: OwnQuestion) -> PaperQuestion:
    """Return a question as it is printed."""
    options = tuple((letter(turn, at), words) for at, words in enumerate(one.options))
    key = ", ".join(letter(turn, at) for at in one.right)
    how = turn.say("Cross all that fit.") if len(one.right) > 1 else turn.say("Cross one.")
    return PaperQuestion(one.stem, "", how, options, 0, key, one.note)


def address_of(words: OwnWords) -> str:
    """Return the address of a set's page."""
    return f"/own/{words.room}/{words.number}"


def for_a_new_set(turn: Turn, room: int, there: int) -> OwnForms:
    """Return the form for a new set of a class; None if there is no room for more sets."""
    asks = there < domain.MOST_SETS
    head = (Field("title", turn.say("What are they about?"), "", LONGEST["title"]),) if asks else ()
    hidden = {"number": str(draw_number())}
    return OwnForms(f"/own/{room}", {"save": turn.say("➕ Make a set")}, head=head, hidden=hidden, asks=asks)


def drawn_forms(forms: OwnForms) -> Part:
    """Return how the forms are drawn."""
    return Part("own_questions/own.html", {"own": forms})


def for_a_set(
    turn: Turn,
    words: OwnWords,
    found: Mapping[str, Sequence[Trouble]],
    edited: str,
    gone: OwnQuestion | None = None,
) -> OwnForms:
    """Return the questions of a set and the form for one more, or for the one with the id `edited`; the form
    for one more holds the words of the question that is just `gone`.
    """
    mended = words.find(edited)
    head, options, foot = fields_of(turn, mended or gone, found.get(edited, ()))
    room = mended is not None or len(words.questions) < MOST_QUESTIONS
    longest_pasted = PASTED_SIGNS if mended is None and room else 0
    return OwnForms(
        address_of(words),
        form_words(turn, mended),
        tuple(listing(turn, number, one, found.get(one.id, ())) for number, one in enumerate(words.questions, 1)),
        head=head,
        options=options,
        foot=foot,
        longest_pasted=longest_pasted,
        hidden={"id": new_id(), "instead": mended.id if mended else ""},
        asks=room,
    )


def told_of(
    turn: Turn, words: OwnWords, found: Mapping[str, Sequence[Trouble]], gone: OwnQuestion | None = None
) -> list[str]:
    """Return what is said of a whole set, and of a question that is just gone from it."""
    told = [sentence(turn, one) for one in found.get(checking.TITLE, ())]
    if gone:
        told.append(
            turn.say(
                "The question is out. As long as you are here, its words stand in the form: you can add it again."
            )
        )
    if len(checking.ready(words, found)) < len(words.questions):
        told.append(turn.say("Questions with a ✎ are to be mended first: they are neither shown nor printed."))
    if not words.questions:
        told.append(turn.say("No question is in it yet."))
    return told


def ways_of(turn: Turn, words: OwnWords, ready: bool) -> tuple[Way, ...]:  # noqa: FBT001 - one of two sorts
    """Return what can be done with a set; `ready`: some of its questions can be asked."""
    say, address = turn.say, address_of(words)
    asks = (
        Way(say("📽 Show them on the projector"), f"{address}/live", acts=True),
        Way(say("🏠 Give it as homework"), f"/p/{pages.OwnHomework(words.room, words.number).path}"),
        Way(say("🖨 The sheet to print"), f"{address}/file/sheet"),
        Way(say("🔑 The key to print"), f"{address}/file/key"),
        Way(say("📝 Results from paper"), f"{address}/paper", acts=True),
    )
    pack = Way(say("📦 As a pack, to send to review"), f"{address}/file/pack")
    return (
        *(asks if ready else ()),
        *((pack,) if words.questions else ()),
        Way(say("🗑 Erase the set"), f"{address}/drop"),
        Way(say("⬆ My own questions"), f"/own/{words.room}"),
    )
