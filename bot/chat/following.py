"""Following: which follow-up of a help page typed words are, and whether they ask for a number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.keywords import has_keywords
from bot.chat.matching import Matcher, Utterance
from bot.chat.nearest import Nearest
from bot.chat.typed import plain_words
from bot.help.follow_up_book import compile_follow_ups, made_of, package_follow_ups
from bot.help.situations import URGENT, Situation, group_of, situation_named, spot_of
from bot.values.compiled import COMPILED, CompiledFile, mark_of

if TYPE_CHECKING:
    from bot.help.follow_up_book import FollowUpBook

NUMBER = "number"
"""The id of the follow-up of people who ask for a number."""

IN_PASSING = frozenset({"next", "there", "robot", "sure", "thanks", "never", "fine", "bad"})
"""Follow-ups in words that are said everywhere: they mean Help only while a screen of help was shown last."""

LIKE, APART = 0.12, 0.03
"""How much words must be like the ways of saying a follow-up, of 1, and by how much more than the next, where no
keywords tell. Chosen on 540 messages by those who wrote the follow-ups, of which .77 then get the fitting one."""

FEWEST = 2
"""Words from which on likeness counts."""

MUCH_LIKE = 0.2
"""The same for a follow-up in words that are said everywhere: it may let go of Help."""

GRAVEST = frozenset({Situation.DANGER, Situation.NO_WISH_TO_LIVE})
"""What always becomes what Help is about."""

ALIKE = frozenset(
    {
        *((Situation.BLACKMAIL, other) for other in (Situation.STRANGER, Situation.FAKE_PICTURE)),
        *((Situation.STRANGER, other) for other in (Situation.BLACKMAIL, Situation.FAKE_PICTURE)),
        *((Situation.FAKE_PICTURE, other) for other in (Situation.BLACKMAIL, Situation.BULLIED)),
        *((Situation.CODE, other) for other in (Situation.SCAM, Situation.ACCOUNT)),
        *((Situation.TASK, other) for other in (Situation.BLACKMAIL, Situation.SCAM, Situation.STRANGER)),
        (Situation.ADDRESS, Situation.STRANGER),
        (Situation.ADDRESS, Situation.BULLIED),
    }
)
"""What Help is about, and what a follow-up of it may sound like without being about anything else."""

_NAME = "followed.cache"
_FILE = CompiledFile("ways of asking on", Nearest, ())


@dataclass(frozen=True, slots=True)
class Followed:
    """The follow-up that words are. `own`: the page has it itself; `listed`: in these words, or with a slip."""

    card: str
    own: bool
    listed: bool


def followed(number: int, words: str) -> Followed | None:
    """Return the follow-up that words are at the help page with this number (0: at none); None for any others.
    First what is listed, the page's own before the common ones, then what is nearly so.
    """
    spot = spot_of(number)
    book = package_follow_ups()
    talks = [(True, _talk(book, spot.situation))] if spot else []
    talks.append((False, _talk(book, None)))
    for find in (_Talk.listed, _Talk.nearly_listed):
        for own, talk in talks:
            if (card := find(talk, words)) is not None:
                return Followed(card, own, listed=True)
    if asks_for_number(words):
        return Followed(NUMBER, own=False, listed=True)
    for own, talk in talks:
        if (card := talk.find(words)) is not None:
            return Followed(card, own, listed=False)
    return _most_like(book, spot.situation if spot else None, words)


def _most_like(book: FollowUpBook, about: Situation | None, words: str) -> Followed | None:
    """Return the follow-up that words are most like, learned from all ways of saying it at every page. A single
    word is like too much.
    """
    if len(plain_words(words)) < FEWEST:
        return None
    own = {f"{about.word}:{card}": card for card, _ in book.said(about)} if about else {}
    common = {card: card for card, _ in book.said(None)}
    group, like, apart = _nearest(book).likest(words, {*own, *common})
    card = own.get(group) or common.get(group)
    least = MUCH_LIKE if card in IN_PASSING else LIKE
    return (
        Followed(card, own=card in own.values(), listed=False)
        if card and like >= least and apart >= APART
        else None
    )


def prepare() -> None:
    """Read what every follow-up and every typed word needs, so that nobody waits for it; what a page needs alone
    takes 20 ms at first.
    """
    book = package_follow_ups()
    _numbers(book)
    _talk(book, None)
    _nearest(book)


def compile_following(folder: Path) -> None:
    """Keep the follow-ups of the package, and what is learned of them, as `compile_follow_ups` does."""
    compile_follow_ups(folder)
    _FILE.write(folder / _NAME, _mark(), _learned(package_follow_ups()))


def asks_for_number(words: str) -> bool:
    """Whether words ask for a number to call, at whatever place they are typed."""
    return _numbers(package_follow_ups()).nearly_listed(words) is not None


def stays(about: int, heard: Situation | None, found: Followed | None) -> bool:
    """Whether words that sound urgent are still about the same help page, and no worse."""
    spot = spot_of(about)
    if spot is None:
        return False
    if heard in {None, spot.situation}:
        return True
    if heard in GRAVEST or found is None:
        return False
    if heard in URGENT:
        return found.listed
    return spot.situation in URGENT or (spot.situation, heard) in ALIKE


def led_to(number: int, leads: str) -> int:
    """Return the number of the help page that a follow-up leads to; the same number where it leads to none."""
    spot, situation = spot_of(number), situation_named(leads)
    if situation is None:
        return number
    return replace(spot, situation=situation).number if spot else group_of(None) + situation


class _Talk:
    """The ways to say the follow-ups of one page, or the common ones, in every language."""

    def __init__(self, book: FollowUpBook, about: Situation | None) -> None:
        told = [(card, words) for card, one in book.said(about) for words in one.utterances]
        self._cards = [*dict.fromkeys(card for card, _ in told)]
        place = {card: at for at, card in enumerate(self._cards)}
        self._matcher = Matcher(Utterance(words, place[card]) for card, words in told)

    def listed(self, words: str) -> str | None:
        return self._card(self._matcher.listed(words))

    def nearly_listed(self, words: str) -> str | None:
        return self._card(self._matcher.nearly_listed(words))

    def find(self, words: str) -> str | None:
        return self._card(self._matcher.find(words))

    def _card(self, at: int | None) -> str | None:
        return None if at is None else self._cards[at]


@lru_cache(maxsize=1)
def _nearest(book: FollowUpBook) -> Nearest:
    """Return what is learned of all follow-ups, which takes a second where it is not compiled."""
    compiled = _FILE.load(COMPILED / _NAME, _mark()) if book is package_follow_ups() else None
    return compiled or _learned(book)


def _mark() -> bytes:
    """Return what changes whenever the follow-ups, or the code that learns of them, do."""
    return mark_of(sorted(Path(__file__).parent.glob("*.py")), made_of())


def _learned(book: FollowUpBook) -> Nearest:
    """Learn the follow-ups: the common ones from every page, a page's own ones by its name."""
    every = {card for card, _ in book.said(None)}
    return Nearest(
        (card if card in every or about is None else f"{about.word}:{card}", words)
        for about in (None, *Situation)
        for card, one in book.said(about)
        for words in one.utterances
        if not has_keywords(words)
    )


@lru_cache(maxsize=1)
def _numbers(book: FollowUpBook) -> Matcher:
    """Return what knows the ways of asking for a number that stand among the common follow-ups."""
    return Matcher(
        Utterance(words, 0) for card, one in book.said(None) for words in one.utterances if card == NUMBER
    )


@lru_cache(maxsize=2 * len(Situation))
def _talk(book: FollowUpBook, about: Situation | None) -> _Talk:
    return _Talk(book, about)
