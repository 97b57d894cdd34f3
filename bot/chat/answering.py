"""Answering: what typed words mean on the screen where the person is: an option, a button, or how to go on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.chat import textmode
from bot.chat.items import ref_of
from bot.chat.typed import canonical, manner, on_other_keyboards, plain_words, slips, stem
from bot.features.menu import pages as menu_pages

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

OPTIONS = ("sure", "unsure", "doubt", "nothing")
"""What may be said of options that are named otherwise on their buttons."""

ACTS = ("unsure", "hint", "next", "back", "stop", "later")
"""What is said in place of an answer, and is none."""

PART = 0.3
"""Least share of the letters of an option's telling words that those of what was typed have."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The page that words lead to, and what is said above it."""

    page: Page
    said: str = ""


def meant(turn: Turn, screen: Screen, place: Page, words: str, *, busy: bool = False) -> Meant | None:
    """Return what words mean on this screen; None when they mean nothing there. `busy`: the person is in the
    middle of something, so "stop" ends that.
    """
    page = _option(turn, screen, words)
    if page is not None:
        return Meant(page)
    link = _button(screen, words)
    if link is not None:
        return Meant(link.page)
    said = act(words)
    if not said:
        return None
    at_menu = isinstance(place, menu_pages.Menu | menu_pages.MenuPart)
    link = None if at_menu and said == "back" else link_of(turn, screen, said)
    if link is not None:
        return Meant(link.page)
    if said == "stop" and busy:
        return Meant(menu_pages.Menu(), turn.say("Your place is kept. Go on whenever you like."))
    return _in_place_of_an_answer(turn, screen, place, said) if screen.choices else _on_the_way(screen, said)


def _option(turn: Turn, screen: Screen, words: str) -> Page | None:
    """Return where the option leads that is named by its words, its letter or its number, or several of them."""
    choices = screen.choices
    if not choices:
        return None
    places = _places(turn, words, len(choices)) if screen.together else ()
    if screen.together and len(places) > 1:
        return screen.together(places)
    exact = [link for link in choices if canonical(link.label) == canonical(words)]
    if len(exact) == 1:
        return exact[0].page
    said = act(words)
    if said in OPTIONS and (link := link_of(turn, screen, said)):
        return link.page
    return None if said in ACTS else _named(turn, choices, words)


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


def _places(turn: Turn, words: str, options: int) -> tuple[int, ...]:
    """Return the places, from 0, of several options that are named by their letters or numbers: "A and C"; none
    where anything else is said.
    """
    told, found = manner(), []
    own = turn.say("ABCDEF").casefold()
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
    most = slips(max(len(word), len(other)))
    return word[:1] == other[:1] and OSA.distance(word, other, score_cutoff=most) <= most


def act(words: str) -> str:
    """Return what the words say in place of an answer; empty for any others."""
    typed, known = canonical(words), _acts()
    if typed in known or len(typed) <= ENOUGH:
        return known.get(typed, "")
    return next((name for one, name in known.items() if fuzz.ratio(typed, one) >= ONE_SLIP), "")


@cache
def _acts() -> dict[str, str]:
    """Return what is said in place of an answer, in the form in which words are compared, and what it means."""
    known: dict[str, str] = {}
    for name, utterances in manner().acts.items():
        for one in utterances:
            known.setdefault(canonical(one), name)
    return known


def link_of(turn: Turn, screen: Screen, said: str) -> Link | None:
    """Return the button of the screen that does what was said."""
    labels = {
        "hint": (turn.say("💡 Hint"), turn.say("Show me an idea")),
        "next": (
            turn.say("Next ▶"),
            turn.say("See how it went"),
            turn.say("How it went ▶"),
            turn.say("🔎 What was going on?"),
            turn.say("Finish ✓"),
            turn.say("▶ Go on"),
            turn.say("▶ Begin"),
            turn.say("➡ More"),
            turn.say("Next page ▶"),
            turn.say("💡 Another tip"),
        ),
        "back": (
            turn.say("◀ Back"),
            turn.say("◀ Back a page"),
            turn.say("◀ Another answer"),
            turn.say("⬆ Topics"),
            turn.say("⚙ Settings"),
            turn.say("🏫 Classes"),
        ),
        "stop": (turn.say("Stop here"), turn.say("✋ Leave"), turn.say("Leave the quiz")),
        "later": (turn.say("Later"), turn.say("Not now")),
        "sure": (turn.say("Sure"),),
        "unsure": (turn.say("Not quite sure"),),
        "doubt": (turn.say("Not quite sure"),),
        "nothing": (turn.say("👌 Nothing is odd"),),
    }.get(said, ())
    links = textmode.links(screen)
    return next((link for label in labels for link in links if link.label == label), None)


def _in_place_of_an_answer(turn: Turn, screen: Screen, place: Page, said: str) -> Meant | None:
    """Return how to go on for who does not answer: a hint, a way out, or kindly the same question."""
    match said:
        case "unsure":
            hint = link_of(turn, screen, "hint")
            words = turn.say("Not knowing is fine. A guess is welcome too: mistakes cost nothing here.")
            return Meant(hint.page if hint else place, words)
        case "hint":
            return Meant(place, turn.say("There is no other hint here. Just guess: mistakes cost nothing."))
        case "next":
            return Meant(place, turn.say("First choose an answer, any one. If you do not know, just guess."))
        case "back":
            return Meant(
                place, turn.say("There is no step back from here. “Stop” leaves, and your place is kept.")
            )
        case _:
            return None


def _on_the_way(screen: Screen, said: str) -> Meant | None:
    """Return how to go on where nothing is asked: to what the screen offers to read or play, back to the menu, or
    to the end for today.
    """
    match said:
        case "next":
            pages = [link.page for link in textmode.links(screen)]
            likeliest = (
                *(page for page in pages if ref_of(page)),
                *(page for page in pages if isinstance(page, menu_pages.Topics)),
            )
            return Meant(likeliest[0] if likeliest else menu_pages.Menu())
        case "back":
            return Meant(menu_pages.Menu())
        case "stop":
            return Meant(menu_pages.Enough())
        case _:
            return None
