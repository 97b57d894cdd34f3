"""Answering: what typed words mean on the current screen: an option, a button, or how to go on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.chat import keeping, textmode
from bot.chat.items import ref_of
from bot.chat.typed import canonical, manner, on_other_keyboards, plain_words, slips, stem
from bot.values import landmarks
from bot.values.means import Means
from bot.values.phrases import option_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Link, Screen

ALIKE = 84
"""Least likeness, of 100, of typed words to those of an option or a button."""

APART = 6
"""So much liker must the best be than the next: of two that are equally like, none was meant."""

ENOUGH = 5
"""Letters from which on words may be mistyped or be a part of an option: shorter ones are like too much."""

ONE_SLIP = 90
"""Least likeness of words to others that say what is wanted in place of an answer."""

TWO = 2
"""Letters of options that may be typed as one word: "AC"; three are a word too easily."""

_MEANT = {
    "hint": (Means.HINT,),
    "next": (Means.NEXT, Means.MORE),
    "back": (Means.BACK,),
    "stop": (Means.STOP,),
    "later": (Means.LATER,),
    "sure": (Means.SURE,),
    "unsure": (Means.UNSURE,),
    "doubt": (Means.UNSURE,),
    "nothing": (Means.NOTHING,),
}
"""What the button means that is tapped by saying so; of several meanings the first that the screen has."""

OPTIONS = ("sure", "unsure", "doubt", "nothing")
"""What may be said of options that are named otherwise on their buttons."""

ACTS = ("unsure", "hint", "next", "back", "stop", "later")
"""What is said in place of an answer, and is none."""

_PAIRS = re.compile(r"(?:[1-9][^\W\d_])+")
"""Pairs as they may be typed, without the signs between them: "1b2a"."""

_TURNED = re.compile(r"([^\W\d_])([1-9])")
"""A pair with its letter first: "b1"."""

PART = 0.3
"""Least share of the letters of an option's telling words that the typed words have."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The page that words lead to, and what is said above it."""

    page: Page
    said: str = ""


def meant(turn: Turn, screen: Screen, place: Page, words: str, *, busy: bool = False) -> Meant | None:
    """Return what words mean on this screen, or None. `busy`: the person is in the middle of something, so
    "stop" ends only that.
    """
    page = _option(turn, screen, words)
    if page is not None:
        return Meant(page)
    read = _read(turn, screen, words)
    if read:
        return Meant(place, read) if isinstance(read, str) else Meant(read)
    said = act(words)
    if not said:
        return None
    link = link_of(screen, said)
    if link is not None:
        return Meant(link.page)
    if said == "stop" and busy:
        return Meant(landmarks.Menu(), keeping.promise(turn)) if turn.person.agreed else Meant(landmarks.Enough())
    return _in_place_of_an_answer(turn, screen, place, said) if screen.choices else _on_the_way(screen, said)


def _option(turn: Turn, screen: Screen, words: str) -> Page | None:
    """Return where the named option leads. Options are named by their words, letter or number, alone or several
    at once.
    """
    choices = screen.choices
    if not choices:
        return None
    pairs = _pairs(turn, words, len(choices)) if screen.paired else ()
    if screen.paired and pairs and (page := screen.paired(pairs)):
        return page
    places = _places(turn, words, len(choices)) if screen.together else ()
    if screen.together and len(places) > 1:
        return screen.together(places)
    exact = [link for link in choices if canonical(link.label) == canonical(words)]
    if len(exact) == 1:
        return exact[0].page
    said = act(words)
    if said in OPTIONS and (link := link_of(screen, said)):
        return link.page
    return None if said in ACTS else _named(turn, choices, words)


def _read(turn: Turn, screen: Screen, words: str) -> Page | str | None:
    """Return where the words of a button or those that the screen itself reads lead, or what is said above it."""
    link = _button(screen, words)
    if link is not None:
        return link.page
    if screen.paired and _nearly_pairs(words):
        return turn.say("Almost: a number and a letter for each pair, such as 1B 2A 3C.")
    return screen.reads(words) if screen.reads and act(words) not in ACTS else None


def _named(turn: Turn, choices: Sequence[Link], words: str) -> Page | None:
    """Return where the option leads that is named by its place, or by some of its words."""
    place = _place(turn, words, len(choices))
    if place is not None:
        return choices[place].page
    found = _liked(choices, words) or _part(choices, words)
    return found.page if found else None


def _place(turn: Turn, words: str, options: int) -> int | None:
    """Return the place, from 0, of the option that a letter, a number or an ordinal names."""
    told = manner()
    # The number sign would be read as the letters "No".
    typed = [
        whole for word in plain_words(words.replace("№", " ")) for whole in told.short.get(word, (word,))
    ] or [words.strip()]
    core = [word for word in typed if word not in told.around and word not in told.fillers]
    # A letter may also be a filler, such as an article; so an option's letter may come last.
    names = core or typed[-1:]
    if len(names) != 1:
        return None
    name = names[0]
    if name in told.last:
        return options - 1
    if name in told.middle:
        return options // 2 if options % 2 else None
    found = [at for at, ordinal in enumerate(told.ordinals) if name in ordinal]
    if name.isdecimal() and len(name) == 1:
        found.append(int(name) - 1)
    found += _letters(turn, name)
    return next((at for at in found if 0 <= at < options), None)


def _places(turn: Turn, words: str, options: int) -> tuple[int, ...]:
    """Return the places, from 0, of several options named by letters or numbers, as in "A and C"; none if the
    message says anything else.
    """
    told, found = manner(), []
    own = option_letters(turn).casefold()
    for word in plain_words(words):
        signs = word if len(word) == TWO and all(sign in own for sign in word) else (word,)
        for sign in signs:
            place = own.find(sign) if len(sign) == 1 and sign in own else None
            if place is None and word in told.around | told.fillers:
                continue
            place = _place(turn, sign, options) if place is None else place
            if place is None or place >= options:
                return ()
            found.append(place)
    return tuple(sorted(set(found)))


def _pairs(turn: Turn, words: str, options: int) -> tuple[tuple[int | None, int], ...]:
    """Return typed pairs of a number and the place, from 0, of its option: "1B 2A", "1 - b, 2 - a". Without
    numbers, as in "B A" or "BAC", the number is None. Nothing if the message says anything else, or names only
    one option.
    """
    own, told = option_letters(turn).casefold(), manner()
    said = [word for word in plain_words(words) if word in own or word not in told.around | told.fillers]
    signs = "".join(said)
    if _PAIRS.fullmatch(turned := _TURNED.sub(r"\2\1", signs)):
        signs = turned
    numbered = _PAIRS.fullmatch(signs) is not None
    letters = signs[1::2] if numbered else signs
    spelt = [
        [alphabet.index(sign) for sign in written]
        for written in (letters, *on_other_keyboards(letters))
        for alphabet in _alphabets(turn)
        if {*written} <= {*alphabet[:options]}
    ]
    places = spelt[0] if spelt else []
    if numbered:
        return tuple((int(number), place) for number, place in zip(signs[::2], places, strict=False))
    apart = len(said) == len(signs) > 1
    return tuple((None, place) for place in places) if apart or sorted(places) == [*range(options)] else ()


def _nearly_pairs(words: str) -> bool:
    """Whether words that do not name pairs were meant to: letters with numbers, and nothing longer."""
    typed = plain_words(words)
    short = all(len(word) <= TWO or any(sign.isdecimal() for sign in word) for word in typed)
    return short and any(sign.isdecimal() for sign in words)


def _letters(turn: Turn, name: str) -> Iterator[int]:
    """Yield the places that one letter may name: in the reader's alphabet, in another one, or on the wrong
    keyboard.
    """
    if len(name) != 1:
        return
    for sign in (name, *on_other_keyboards(name)):
        for alphabet in _alphabets(turn):
            if sign in alphabet:
                yield alphabet.index(sign)


def _alphabets(turn: Turn) -> list[str]:
    """Return the letters that options have: in the reader's language, then in the others."""
    others = (option_letters(phrases).casefold() for phrases in turn.instance.languages.values())
    return [option_letters(turn).casefold(), *others]


def _button(screen: Screen, words: str) -> Link | None:
    """Return the button with the typed words, or nearly the same words."""
    links = textmode.links(screen)
    typed = canonical(words)
    exact = [link for link in links if typed and canonical(link.label) == typed]
    pages = {link.page.path for link in exact}
    return exact[0] if len(pages) == 1 else _liked(links, words)


def _liked(links: Sequence[Link], words: str) -> Link | None:
    """Return the option whose words are clearly the closest. Each typed word must be a word of the option, up
    to a slip. Words without a denial never name an option that denies something.
    """
    typed = canonical(words)
    if len(typed) < ENOUGH:
        return None
    scored = sorted(
        ((fuzz.ratio(typed, canonical(link.label)), at) for at, link in enumerate(links)), reverse=True
    )
    best = scored[0] if scored else (0.0, 0)
    if best[0] < ALIKE or (len(scored) > 1 and best[0] - scored[1][0] < APART):
        return None
    found = links[best[1]]
    own = canonical(found.label)
    same = all(any(_same(word, other) for other in own.split()) for word in _telling(words))
    whole = _slipped(typed.replace(" ", ""), own.replace(" ", ""))
    return found if (same or whole) and _denies(words) == _denies(found.label) else None


def _part(choices: Sequence[Link], words: str) -> Link | None:
    """Return the only option that has all the telling words that were typed, each perhaps in another form or
    with a slip. Words without a denial never name an option that denies something.
    """
    core = _telling(words)
    size = sum(map(len, core))
    found = []
    for link in choices:
        own = _telling(link.label)
        whole = bool(core) and core == own
        there = canonical(link.label).split()
        same = size >= ENOUGH and all(any(_same(word, other) for other in there) for word in core)
        part = same and size >= PART * sum(map(len, own)) and _denies(words) == _denies(link.label)
        if whole or part:
            found.append(link)
    return found[0] if len(found) == 1 else None


def _telling(words: str) -> list[str]:
    """Return the telling words, without the words that people put round the name of an option."""
    told = manner()
    said = canonical(words).split()
    return [word for word in said if word in told.denials or not (word in told.around or stem(word) in told.light)]


def _denies(words: str) -> bool:
    return not manner().denials.isdisjoint(canonical(words).split())


def _same(word: str, other: str) -> bool:
    """Whether two words are the same up to their form or a slip; all words that deny count as the same."""
    if word in manner().denials:
        return other in manner().denials
    return word == other or stem(word) == stem(other) or _slipped(word, other)


def _slipped(word: str, other: str) -> bool:
    """Whether one word is the other with a slip or two: a letter too many, missing, wrong, or two letters
    swapped. Short words, and words with another beginning, are different words: "scared" is not "care".
    """
    most = slips(max(len(word), len(other)))
    return word[:1] == other[:1] and OSA.distance(word, other, score_cutoff=most) <= most


def act(words: str) -> str:
    """Return what the words say in place of an answer; empty for any other words."""
    typed, known = canonical(words), _acts()
    if typed in known or len(typed) <= ENOUGH:
        return known.get(typed, "")
    return next((name for one, name in known.items() if fuzz.ratio(typed, one) >= ONE_SLIP), "")


@cache
def _acts() -> dict[str, str]:
    """Return the phrases that people say in place of an answer, in compared form, each with its meaning."""
    known: dict[str, str] = {}
    for name, utterances in manner().acts.items():
        for one in utterances:
            known.setdefault(canonical(one), name)
    return known


def link_of(screen: Screen, said: str) -> Link | None:
    """Return the first button, in reading order, that does what was said."""
    links = textmode.links(screen)
    return next((link for means in _MEANT.get(said, ()) for link in links if link.means is means), None)


def _in_place_of_an_answer(turn: Turn, screen: Screen, place: Page, said: str) -> Meant | None:
    """Return how to go on for somebody who does not answer: a hint, a way out, or the same question again,
    kindly.
    """
    match said:
        case "unsure":
            hint = link_of(screen, "hint")
            words = turn.say("Not knowing is fine. A guess is welcome too: mistakes cost nothing here.")
            return Meant(hint.page if hint else place, words)
        case "hint":
            return Meant(place, turn.say("There is no other hint here. Just guess: mistakes cost nothing."))
        case "next":
            return Meant(place, turn.say("First choose an answer, any one. If you do not know, just guess."))
        case "back":
            words = turn.say("There is no step back from here. “Stop” leaves.")
            return Meant(place, f"{words} {keeping.promise(turn)}")
        case _:
            return None


def _on_the_way(screen: Screen, said: str) -> Meant | None:
    """Return how to go on where nothing is asked: to an item that the screen offers, to the menu, or to the end
    for today.
    """
    match said:
        case "next":
            pages = [link.page for link in textmode.links(screen)]
            likeliest = (
                *(page for page in pages if ref_of(page)),
                *(page for page in pages if isinstance(page, landmarks.Topics)),
            )
            return Meant(likeliest[0] if likeliest else landmarks.Menu())
        case "back":
            return Meant(landmarks.Menu())
        case "stop":
            return Meant(landmarks.Enough())
        case _:
            return None
