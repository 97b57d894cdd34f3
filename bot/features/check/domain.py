"""Domain of the check: which signs a message has, where, and what speaks for it. Nothing of it is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from bot.chat.typed import manner, stem
from bot.features.check.learned import LISTED, weighed
from bot.features.check.links import Services, is_cheap
from bot.features.check.reading import Found, Reading
from bot.features.check.tokens import Token, cleaned, plain, tokens
from bot.packs.model import Kind
from bot.packs.signs import EXACTLY, Sign, Wording, read_sign, read_wording
from bot.values.signs import OF_LINKS, SIGNS, SPEAKS_FOR, WEIGHTIEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.features.check.learned import Learned
    from bot.features.check.links import Seen
    from bot.packs.library import Library

    _Address = tuple[Seen, str]
    """An address, and how it is pointed at."""

GAP_WORDS = 4
"""Most words that may stand in place of `…`."""

DENIED_WITHIN = 3
"""Words before an expression within which a word that denies turns it round: "never give anybody the code"."""

QUOTE = 70
"""Longest quotation in characters: as much as shows where to look."""

BEGINNING = 3
"""Letters of a word's beginning by which expressions are found."""

ENOUGH = 3
"""Words from which on a message says something."""

BESIDE = {"messenger": "offchannel", "form": "personal-data"}
"""What an address of this kind is a sign of where another stands beside it."""

CERTAIN = 3
"""How certain a message must be to have a sign: the sum over its different signs. Where something speaks for it,
one more.
"""

CERTAINTY = (CERTAIN, 1, 0)
"""How certain an expression is without a doubt, with one, with two."""

OF_ADDRESS, BESIDE_ADDRESS = 5, 1
"""How likely the sign of an address is that is odd by itself, and of one that stands beside other signs."""

CALM = "asks-nothing"
"""Its words are those of everyday life: nothing is pointed at, they only make a message less suspicious."""

NOWHERE = (-1, -1)

NEAR = 1.5
"""Log odds below those of a trap from which on an unknown address is a sign all the same."""

SURE = 2.5
"""Log odds below those of a trap from which on the model is sure enough to say what speaks for a message. Chosen
on real job baits: of those that are missed hardly any is further below."""

ADDRESSES = 20
"""Most addresses behind words that are looked at."""


class _Part(NamedTuple):
    """What may stand in one place of an expression."""

    forms: frozenset[str]
    stems: frozenset[str]
    beginnings: tuple[str, ...]
    kinds: frozenset[str]
    keys: frozenset[str]
    """The forms, stems and kinds."""
    begun: frozenset[str]
    """How the beginnings begin."""

    def matches(self, token: Token) -> bool:
        if token.kind != "word":
            return token.kind in self.kinds
        return (
            token.stem in self.stems
            or token.form in self.forms
            or (bool(self.beginnings) and token.form.startswith(self.beginnings))
        )


class _Expression(NamedTuple):
    """A wording of a sign, ready to be matched."""

    sign: str
    parts: tuple[_Part, ...]
    gaps: frozenset[int]
    doubts: int
    without: _Part | None
    anchor: int = 0
    """The part by which it is found: its rarest."""
    other: int = 0
    """The next rarest, which a message must have as well."""


class _Match(NamedTuple):
    sign: str
    first: int
    last: int
    doubts: int


class Checker:
    """What one library teaches the bot to see in a message, in any language of the message."""

    def __init__(self, library: Library) -> None:
        self._by_word: dict[str, list[_Expression]] = defaultdict(list)
        self._by_beginning: dict[str, list[_Expression]] = defaultdict(list)
        self._denials = _denials()
        self._services = Services(library.services())
        expressions = [
            _expression(card.id, wording)
            for item in library.in_all_locales(Kind.SIGNS)
            for card in item.cards
            for words in read_sign(card).words
            if (wording := read_wording(words))
        ]
        common = Counter(key for one in expressions for part in one.parts for key in part.keys | part.begun)
        for one in expressions:
            self._add(one, common)

    def _add(self, expression: _Expression, common: Counter[str]) -> None:
        """Add an expression under the words of its rarest part, because few messages have those."""
        weights = [sum(common[key] for key in part.keys | part.begun) for part in expression.parts]
        anchor, other, *_ = [*sorted(range(len(weights)), key=weights.__getitem__), 0]
        anchored = expression._replace(anchor=anchor, other=other)
        rarest = expression.parts[anchored.anchor]
        for key in rarest.keys:
            self._by_word[key].append(anchored)
        for beginning in rarest.begun:
            self._by_beginning[beginning].append(anchored)

    def read(self, message: str, links: Sequence[str] = ()) -> Reading:
        """Return what can be seen in a message. `links`: addresses behind its words."""
        said = cleaned(message)
        found = tokens(said)
        addresses = [
            (self._services.see(token.form), _quoted(said, token.start, token.end))
            for token in found
            if token.kind == "link"
        ]
        behind = [(seen, seen.host) for seen in map(self._services.see, links[:ADDRESSES])]
        words = [token.form for token in found if token.kind == "word"]
        matches = sorted(self._matches(found), key=lambda match: (match.doubts, match.first - match.last))
        of_addresses = self._of_addresses(addresses, behind, words)
        certain = {match.sign: CERTAINTY[match.doubts] for match in reversed(matches) if match.sign in SIGNS}
        certain |= {one.sign: CERTAIN for one in of_addresses}
        if any(seen.name and not seen.own for seen, _ in (*addresses, *behind)):
            certain.setdefault("link", 1)
        speaks: dict[str, Found] = {}
        for match in matches:
            if match.sign not in SIGNS and match.sign != CALM:
                speaks.setdefault(match.sign, Found(match.sign, _pointed(said, found, match.first, match.last)))
        calm = any(match.sign in SPEAKS_FOR for match in matches)
        points = sum(certain.values())
        learned = weighed(found) if len(words) >= ENOUGH else None
        odds = learned.trap_odds(points, is_spoken_for=calm) if learned else float(points - CERTAIN - calm)
        every = (*addresses, *behind)
        unknown = [(seen, quote) for seen, quote in every if seen.name and not seen.own and not seen.signs]
        signs = {one.sign: one for one in self._in_words(said, found, matches, learned)} if odds >= 0 else {}
        beside = self._beside(every) if odds >= 0 else ()
        near = unknown if odds >= -NEAR and not calm else ()
        for one in (*of_addresses, *beside, *(_leading(seen, quote) for seen, quote in near)):
            signs.setdefault(one.sign, one)
        if odds >= 0 and not signs and learned and (likeliest := learned.likeliest()):
            sign, place, score = likeliest
            signs[sign] = Found(sign, _pointed(said, found, *place), score)
        sure = not learned or odds <= -SURE
        if every:
            own = next((seen for seen, _ in every if seen.own and (sure or seen.kind not in BESIDE)), None)
            if own is not None and all(seen.own for seen, _ in every if seen.name):
                speaks["own-host"] = Found("own-host", own.host)
        elif not speaks and points < CERTAIN and sure and all(token.kind != "phone" for token in found):
            speaks[CALM] = Found(CALM, "")
        by_order = sorted(signs.values(), key=lambda one: (-one.score, WEIGHTIEST.index(one.sign)))
        enough = bool(every or signs) or len(words) >= ENOUGH
        return Reading(
            tuple(by_order),
            () if signs else tuple(one for one in speaks.values() if sure or one.sign == "own-host"),
            enough,
            points,
            calm,
            odds,
            tuple(dict.fromkeys(seen.name for seen, _ in unknown)),
        )

    @staticmethod
    def _in_words(
        said: str, found: list[Token], matches: list[_Match], learned: Learned | None
    ) -> Iterator[Found]:
        """Yield the signs in the words of a trap, each once: those of listed expressions, the surest of each,
        then the learned ones. Without a model every listed one counts.
        """
        listed: dict[str, _Match] = {}
        for match in matches:
            if match.sign in SIGNS:
                listed.setdefault(match.sign, match)
        for sign, match in listed.items():
            score = learned.scores.get(sign, 0) + LISTED[match.doubts] if learned else -match.doubts
            if score >= 0 or not learned:
                yield Found(sign, _pointed(said, found, match.first, match.last), score)
        for sign, score in learned.scores.items() if learned else ():
            if score >= 0 and sign in SIGNS and sign not in listed and sign not in OF_LINKS:
                place = learned.where(sign) if learned else None
                if place:
                    yield Found(sign, _pointed(said, found, *place), score)

    def _of_addresses(self, addresses: list[_Address], behind: list[_Address], words: list[str]) -> list[Found]:
        """Return what is odd about the addresses themselves."""
        every = [*addresses, *behind]
        odd = [
            Found(sign, quote, OF_ADDRESS, seen.name or seen.host) for seen, quote in every for sign in seen.signs
        ]
        shown = {seen.name for seen, _ in addresses}
        odd += [
            Found("link", quote, OF_ADDRESS, seen.name)
            for seen, quote in behind
            if shown and seen.name not in shown
        ]
        named = bool(self._services.named(words)) if every else False
        return odd + [
            Found("link", quote, OF_ADDRESS, seen.name)
            for seen, quote in every
            if seen.name
            and not seen.own
            and not seen.signs
            and "-" in seen.name
            and (named or is_cheap(seen.name))
        ]

    @staticmethod
    def _beside(every: Sequence[_Address]) -> Iterator[Found]:
        """Yield the meaning of ordinary addresses beside something else: an unknown one leads elsewhere, an
        invitation leads to another chat.
        """
        for seen, quote in every:
            if seen.name and not seen.signs:
                if not seen.own:
                    yield _leading(seen, quote)
                if seen.kind in BESIDE:
                    yield Found(BESIDE[seen.kind], quote, BESIDE_ADDRESS, seen.name)

    def _is_denied(self, found: list[Token], at: int) -> bool:
        """Whether a word shortly before denies the following words, in the same clause."""
        return any(
            token.form in self._denials and token.clause == found[at].clause
            for token in found[max(0, at - DENIED_WITHIN) : at]
        )

    def _matches(self, found: list[Token]) -> list[_Match]:
        matches: list[_Match] = []
        there = {token.form for token in found} | {token.stem for token in found} | {token.kind for token in found}
        begun = {token.form[:BEGINNING] for token in found if token.kind == "word"}

        for at, token in enumerate(found):
            for expression in self._candidates(token):
                other = expression.parts[expression.other]
                if not other.keys.isdisjoint(there) or not other.begun.isdisjoint(begun):
                    self._try(expression, found, at, matches)
        return matches

    def _candidates(self, token: Token) -> Sequence[_Expression]:
        """Return the expressions whose anchor may be this token."""
        if token.kind != "word":
            return self._by_word.get(token.kind, ())
        named = self._by_word.get(token.form, ())
        stemmed = self._by_word.get(token.stem, ()) if token.stem != token.form else ()
        return [*named, *stemmed, *self._by_beginning.get(token.form[:BEGINNING], ())]

    def _try(self, expression: _Expression, found: list[Token], at: int, matches: list[_Match]) -> None:
        """Add a match where the expression stands round its anchor at this place, undenied."""
        first, last = _match(expression, found, at)
        if last >= 0 and not self._is_denied(found, first) and not _is_without(expression, found, at):
            matches.append(_Match(expression.sign, first, last, expression.doubts))


def _leading(seen: Seen, quote: str) -> Found:
    return Found("link", quote, BESIDE_ADDRESS, seen.name)


def _match(expression: _Expression, found: list[Token], at: int) -> tuple[int, int]:
    """Return the places of the first and the last word of an expression whose anchor is at this place; -1 for
    both if it does not match.
    """
    parts, anchor = expression.parts, expression.anchor
    if not parts[anchor].matches(found[at]):
        return NOWHERE
    first = last = at
    for number in range(anchor - 1, -1, -1):
        first = _next(parts[number], found, first, -1, _reach(expression, number + 1))
        if first < 0:
            return NOWHERE
    for number in range(anchor + 1, len(parts)):
        last = _next(parts[number], found, last, 1, _reach(expression, number))
        if last < 0:
            return NOWHERE
    return first, last


def _reach(expression: _Expression, number: int) -> int:
    """Return how far the part with this number may be from the previous one."""
    return GAP_WORDS + 1 if number in expression.gaps else 1


def _next(part: _Part, found: list[Token], place: int, step: int, reach: int) -> int:
    """Return the nearest place of a part, in one direction and in the same sentence; -1 for none."""
    sentence = found[place].sentence
    for _ in range(reach):
        place += step
        if not 0 <= place < len(found) or found[place].sentence != sentence:
            return -1
        if part.matches(found[place]):
            return place
    return -1


def _is_without(expression: _Expression, found: list[Token], at: int) -> bool:
    """Whether the sentence has a word that excludes the expression."""
    without, sentence = expression.without, found[at].sentence
    return without is not None and any(token.sentence == sentence and without.matches(token) for token in found)


def _denials() -> frozenset[str]:
    """Return the words that deny, in all languages, short forms included."""
    told = manner()
    return told.denials | {
        short for short, whole in told.short.items() if not told.denials.isdisjoint(whole) and " " not in short
    }


def _expression(sign: str, wording: Wording) -> _Expression:
    without = _part(wording.without) if wording.without else None
    return _Expression(sign, tuple(_part(part) for part in wording.parts), wording.gaps, wording.doubts, without)


def _part(either: Sequence[str]) -> _Part:
    exact = [plain(word[1:]) for word in either if word.startswith(EXACTLY)]
    words = [plain(word) for word in either if not word.startswith(("{", EXACTLY)) and not word.endswith("*")]
    beginnings = tuple(plain(word[:-1]) for word in either if word.endswith("*"))
    kinds = frozenset(word.strip("{}") for word in either if word.startswith("{"))
    forms, stems = frozenset([*words, *exact]), frozenset(map(stem, words))
    begun = frozenset(beginning[:BEGINNING] for beginning in beginnings)
    return _Part(forms, stems, beginnings, kinds, forms | stems | kinds, begun)


def _pointed(said: str, found: list[Token], first: int, last: int) -> str:
    """Return the words of a message from one token to another."""
    return _quoted(said, found[first].start, found[last].end)


def _quoted(said: str, start: int, end: int) -> str:
    """Return the words of a message between two places, on one line and not longer than a quotation may be."""
    words = " ".join(said[start:end].split())
    return words if len(words) <= QUOTE else words[: QUOTE - 1].rstrip() + "…"


def sign_of(library: Library, name: str, locale: str) -> Sign | None:
    """Return a sign by its id, in a language; None if no pack has it."""
    for item in library.in_all_locales(Kind.SIGNS):
        found = library.find(Kind.SIGNS, item.ref.pack, item.ref.item, locale)
        card = found.card(name) if found else None
        if card:
            return read_sign(card)
    return None


_KEPT: WeakKeyDictionary[Library, Checker] = WeakKeyDictionary()


def checker_of(library: Library) -> Checker:
    """Return what a library teaches the bot to see. Made once."""
    if library not in _KEPT:
        _KEPT[library] = Checker(library)
    return _KEPT[library]
