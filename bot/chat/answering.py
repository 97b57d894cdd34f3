"""Answering: what typed words mean on the screen where the person is: an option, a button, or how to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

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

WORD_ALIKE = 80
"""Least likeness of one typed word to a word of an option."""

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
    """Return the one whose words are clearly the likest."""
    typed = canonical(words)
    if len(typed) < ENOUGH:
        return None
    scored = sorted(
        ((fuzz.ratio(typed, canonical(link.label)), at) for at, link in enumerate(links)), reverse=True
    )
    best = scored[0] if scored else (0.0, 0)
    if best[0] < ALIKE or (len(scored) > 1 and best[0] - scored[1][0] < APART):
        return None
    return links[best[1]]


def _part(choices: Sequence[Link], words: str) -> Link | None:
    """Return the only option that has all the telling words that were typed, each perhaps in another form or with
    a slip. One that denies something is not named by words that deny nothing.
    """
    core = _telling(words)
    size = sum(map(len, core))
    if size < ENOUGH:
        return None
    found = []
    for link in choices:
        there = canonical(link.label).split()
        telling = sum(map(len, _telling(link.label)))
        same = all(any(_same(word, other) for other in there) for word in core)
        if same and size >= PART * telling and _denies(words) == _denies(link.label):
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
    return fuzz.ratio(word, other) >= WORD_ALIKE or stem(word) == stem(other)


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
