"""Answering: what typed words mean on the screen where the person is: an option, a button, or how to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.chat import textmode
from bot.chat.typed import canonical, manner, on_other_keyboards, plain_words, stem

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

TWO_SLIPS = 10
"""Letters from which on two of a word may be wrong."""

PART = 0.3
"""Least share of the letters of an option's telling words that those of what was typed have."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The page that words lead to, and what is said above it."""

    page: Page
    said: str = ""


def meant(turn: Turn, screen: Screen, place: Page, words: str) -> Meant | None:
    """Return what words mean on this screen; None when they mean nothing there."""
    link = _option(turn, screen, words) or _button(screen, words)
    if link is not None:
        return Meant(link.page)
    if screen.choices:
        return _in_place_of_an_answer(turn, screen, place, words)
    act = _act(words)
    link = _link_of(turn, screen, act) if act else None
    return Meant(link.page) if link else None


def _option(turn: Turn, screen: Screen, words: str) -> Link | None:
    """Return the option that is named by its words, its letter or its number."""
    choices = screen.choices
    if not choices:
        return None
    exact = [link for link in choices if canonical(link.label) == canonical(words)]
    if len(exact) == 1:
        return exact[0]
    if _act(words):
        return None
    place = _place(turn, words, len(choices))
    if place is not None:
        return choices[place]
    return _liked(choices, words) or _part(choices, words)


def _place(turn: Turn, words: str, options: int) -> int | None:
    """Return the place, from 0, of the option that a letter, a number or an ordinal names."""
    told = manner()
    typed = [whole for word in plain_words(words) for whole in told.short.get(word, (word,))] or [words.strip()]
    core = [word for word in typed if word not in told.around and word not in told.fillers]
    # A letter may be a filler as well, such as an article, so it may also be the last word of all.
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


def _letters(turn: Turn, name: str) -> Iterator[int]:
    """Yield the places that one letter may name: in the reader's alphabet, in another, on the wrong keyboard."""
    if len(name) != 1:
        return
    own = turn.say("ABCDEF").casefold()
    alphabets = [own, *(phrases.say("ABCDEF").casefold() for phrases in turn.languages.values())]
    for sign in (name, *on_other_keyboards(name)):
        for alphabet in alphabets:
            if sign in alphabet:
                yield alphabet.index(sign)


def _button(screen: Screen, words: str) -> Link | None:
    """Return the button whose words were typed, or nearly."""
    links = textmode.links(screen)
    typed = canonical(words)
    exact = [link for link in links if typed and canonical(link.label) == typed]
    pages = {link.page.path for link in exact}
    return exact[0] if len(pages) == 1 else _liked(links, words)


def _liked(links: Sequence[Link], words: str) -> Link | None:
    """Return the one whose words are clearly the likest, where each word that was typed is one of its own but for
    a slip. One that denies something is not named by words that deny nothing.
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
    """Return the only option that has all the telling words that were typed, each perhaps in another form or with
    a slip. One that denies something is not named by words that deny nothing.
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
    """Return the words that tell something, without what people put round an option."""
    told = manner()
    said = canonical(words).split()
    return [word for word in said if word in told.denials or not (word in told.around or stem(word) in told.light)]


def _denies(words: str) -> bool:
    return not manner().denials.isdisjoint(canonical(words).split())


def _same(word: str, other: str) -> bool:
    """Whether two words are the same but for their form or a slip; all words that deny are."""
    if word in manner().denials:
        return other in manner().denials
    return word == other or stem(word) == stem(other) or _slipped(word, other)


def _slipped(word: str, other: str) -> bool:
    """Whether a word is another with a slip or two: a letter too many, too few, another one, or two changed about.
    Words that begin otherwise, and short ones, are other words: "scared" is not "care".
    """
    longest = max(len(word), len(other))
    slips = 2 if longest >= TWO_SLIPS else 1 if longest >= ENOUGH else 0
    return word[:1] == other[:1] and OSA.distance(word, other, score_cutoff=slips) <= slips


def _act(words: str) -> str:
    """Return what the words say in place of an answer; empty for any others."""
    typed = canonical(words)
    for act, utterances in manner().acts.items():
        for utterance in utterances:
            known = canonical(utterance)
            if typed == known or (len(typed) > ENOUGH and fuzz.ratio(typed, known) >= 90):  # noqa: PLR2004 - one slip
                return act
    return ""


def _link_of(turn: Turn, screen: Screen, act: str) -> Link | None:
    """Return the button of the screen that does what was said."""
    labels = {
        "hint": (turn.say("💡 Hint"), turn.say("Show me an idea")),
        "next": (
            turn.say("Next ▶"),
            turn.say("See how it went"),
            turn.say("Finish ✓"),
            turn.say("▶ Begin"),
            turn.say("▶ Go on"),
        ),
        "back": (turn.say("◀ Back"), turn.say("⬆ Topics")),
        "stop": (turn.say("Stop here"),),
        "later": (turn.say("Later"),),
    }.get(act, ())
    links = textmode.links(screen)
    return next((link for label in labels for link in links if link.label == label), None)


def _in_place_of_an_answer(turn: Turn, screen: Screen, place: Page, words: str) -> Meant | None:
    """Return how to go on for who does not answer: a hint, a way out, or kindly the same question."""
    act = _act(words)
    link = _link_of(turn, screen, "hint" if act == "unsure" else act) if act else None
    match act:
        case "unsure":
            said = turn.say("Not knowing is fine. A guess is welcome too: mistakes cost nothing here.")
            return Meant(link.page if link else place, said)
        case "hint" if link is None:
            return Meant(place, turn.say("There is no other hint here. Just guess: mistakes cost nothing."))
        case "next" if link is None:
            return Meant(place, turn.say("First choose an answer, any one. If you do not know, just guess."))
        case _:
            return Meant(link.page) if link else None
