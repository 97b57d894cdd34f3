"""Matching: which known utterance a typed message is: the same words, with a slip or a slot, by keywords."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.chat.keywords import Keywords, has_keywords
from bot.chat.typed import canonical, manner, on_other_keyboards, plain_words, slips, sound, stem
from bot.values.locales import in_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ALIKE = 86
"""Least likeness, of 100, of a whole message to an utterance."""

SHORT = 5
"""Letters from which on a message may be mistyped; below, it must be said just so."""

SLOT = "…"
SLOT_WORDS = 4
"""Most words in the place of `…`."""

NEAREST = 3
"""Ways of saying that are looked at of those that are alike."""

COVERED = 0.75
"""Least share of a message's weight that an utterance must account for: rare words weigh most."""

SHARE = 0.6
"""Least share of an utterance's weight that a message must hold."""

LIGHT = 0.3
"""How much a light word ("you", "how") weighs; others weigh from about one for frequent to seven for rare ones."""

MESSAGE_WORDS = 12
"""More words are a story of one's own and no small talk."""

SLIP_WORD = 4
"""Letters from which on a word may be mistyped for another: shorter ones are all alike."""

WORD_ALIKE = 70
"""Least likeness, of 100, of a mistyped word to the one that was meant."""

MENDED = 6
"""Letters from which on a single word that nobody knows is taken for a known one with a slip."""

PARTS_WORDS = 30
"""Most words of a message whose sentences are understood one by one."""

REST = 1 / 3
"""Most of the words of such a message that may stand in sentences that mean nothing."""

MASHED = 4
"""Letters from which on a word may be mashed keys."""

EMOJI, LETTERS, NUMBER = "{emoji}", "{letters}", "{number}"
"""Marks in a list for a message of emoji alone, of letters that make no word, and of a number of two digits."""

_NUMBER_WORD = "0number0"
_PARTS = re.compile(r"[.,;:!?…()\n]+")


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody may say: the words and their meaning."""

    words: str
    means: int


class Matcher:
    """Finds the meaning among utterances; the first of equal ones wins."""

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        self._exact: dict[str, int] = {}
        self._signs: dict[str, int] = {}
        self._slots: list[tuple[re.Pattern[str], int]] = []
        self._latin: dict[str, int] = {}
        self._keywords = Keywords()
        for utterance in utterances:
            self._add(utterance)
        self._known = [*self._exact]
        self._by_size = {
            latin: sorted((words for words in self._known if words.isascii() == latin), key=len)
            for latin in (False, True)
        }
        self._stem_of = {word: stem(word) for words in self._known for word in words.split()}
        self._spoken = {
            heard: words for words in reversed(self._known) if (heard := sound(words.replace(" ", "")))
        }
        self._vocabulary = {*self._stem_of, *self._stem_of.values(), *self._keywords.words()}
        self._like: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._vocabulary):
            self._like[word[0], len(word)].append(word)
        self._sounds = {sound(word): word for word in reversed(self._stem_of) if sound(word)}
        self._weights = self._weigh(self._known)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._stems: list[frozenset[str]] = []
        self._whole: list[float] = []
        for at, words in enumerate(self._known):
            stems = frozenset(self._stem(word) for word in words.split())
            self._stems.append(stems)
            self._whole.append(sum(self._weight(one) for one in stems))
            for one in stems:
                self._by_stem[one].append(at)

    def find(self, words: str) -> int | None:
        """Return what the words mean; None if no utterance is like them."""
        if not any(sign.isalnum() for sign in words):
            return self._of_signs(words)
        typed = canonical(words)
        found = self._said_or_heard(typed)
        if found is None:
            found = self._in_parts(words)
        if found is None:
            for other in on_other_keyboards(words):
                found = self._exact.get(canonical(other))
                if found is not None:
                    return found
            found = self._latin.get(typed) if typed.isascii() else None
        if found is None and LETTERS in self._signs and is_mashed(typed):
            return self._signs[LETTERS]
        return found

    def lists(self, words: str) -> bool:
        """Whether somebody has listed these very words."""
        return canonical(words) in self._exact

    def listed(self, words: str) -> int | None:
        """Return what the words mean if they are an utterance, word for word; None for any others."""
        return self._exact.get(canonical(words)) if any(sign.isalnum() for sign in words) else None

    def nearly_listed(self, words: str) -> int | None:
        """Return what the words mean if they are an utterance with a slip or two at most; None for any others."""
        typed = canonical(words)
        return self._exact.get(typed) if len(typed) < SHORT else self._slipped(typed)

    def _add(self, utterance: Utterance) -> None:
        words = utterance.words.replace("...", SLOT)
        if not any(sign.isalnum() for sign in words) or words in (EMOJI, LETTERS):
            self._signs.setdefault(_bare(words), utterance.means)
        elif has_keywords(words):
            self._keywords.add(words, utterance.means)
        elif SLOT in words or NUMBER in words:
            words = words.replace(NUMBER, f" {_NUMBER_WORD} ")
            parts = [re.escape(canonical(part)) for part in words.split(SLOT)]
            slot = rf"(?:\S+)(?: \S+){{0,{SLOT_WORDS - 1}}}"
            pattern = slot.join(f" {part} " if part else "" for part in parts).replace(_NUMBER_WORD, r"\d{1,2}")
            self._slots.append((re.compile(pattern.strip().replace("  ", " ")), utterance.means))
        else:
            typed = canonical(words)
            self._exact.setdefault(typed, utterance.means)
            if not typed.isascii():
                self._latin.setdefault(canonical(in_latin(typed)), utterance.means)

    def _of_signs(self, words: str) -> int | None:
        sign = _bare(words)
        for known in (sign, sign[:1]):
            if known in self._signs:
                return self._signs[known]
        return self._signs.get(EMOJI) if sign and not sign.isascii() else None

    def _said(self, typed: str) -> int | None:
        exact = self._exact.get(typed)
        if exact is not None or len(typed) < SHORT:
            return exact
        if typed.count(" ") >= MESSAGE_WORDS:
            return self._keywords.find(typed.split())
        slipped = self._slipped(typed)
        if slipped is not None:
            return slipped
        slotted = next((means for pattern, means in self._slots if pattern.fullmatch(typed)), None)
        if slotted is not None:
            return slotted
        told = self._keywords.find(typed.split())
        return told if told is not None else self._in_other_words(typed)

    def _slipped(self, typed: str) -> int | None:
        """Return the meaning of the utterance that is nearly these words."""
        most = slips(len(typed))
        near = process.extract(
            typed, self._of_size(typed, most), scorer=OSA.distance, score_cutoff=most, limit=NEAREST
        )
        about = self._of_size(typed, len(typed) // 3)
        like = process.extract(typed, about, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=NEAREST)
        found = (self._exact[known] for known, _, _ in (*near, *like) if self._is_a_slip(typed, known))
        return next(found, None)

    def _is_a_slip(self, typed: str, known: str) -> bool:
        """Whether the difference is a slip and not another word: known words and short words are taken as
        typed.
        """
        pairs = [*zip(typed.split(), known.split(), strict=False)]
        if typed.count(" ") != known.count(" "):
            return True
        return all(
            one == other
            or (
                min(len(one), len(other)) >= SLIP_WORD
                and one not in self._stem_of
                and fuzz.ratio(one, other) >= WORD_ALIKE
            )
            for one, other in pairs
        )

    def _in_parts(self, words: str) -> int | None:
        """Return the meaning of the longest sentence that has one, if most of the other sentences have one too."""
        if len(plain_words(words)) > PARTS_WORDS:
            return None
        parts = [typed for part in _PARTS.split(words) if (typed := canonical(part))]
        if len(parts) == 1:
            return None
        found = [(len(part.split()), self._said_or_heard(part)) for part in sorted(parts, key=len, reverse=True)]
        lost = sum(size for size, means in found if means is None)
        if lost > REST * sum(size for size, _ in found):
            return None
        return next((means for _, means in found if means is not None), None)

    def _said_or_heard(self, typed: str) -> int | None:
        found = self._said(typed)
        return found if found is not None else self._by_ear(typed)

    def _by_ear(self, typed: str) -> int | None:
        """Return the meaning of words that sound like a way of saying: as a whole, or with unknown words
        replaced by known ones that sound like them.
        """
        whole = self._spoken.get(sound(typed.replace(" ", "")))
        if whole is not None:
            return self._exact[whole]
        words = typed.split()
        heard = [self._meant(word) for word in words]
        return self._said(" ".join(heard)) if heard != words else None

    def _meant(self, word: str) -> str:
        return word if self._knows(word) else self._sounds.get(sound(word)) or self._mended(word)

    def _knows(self, word: str) -> bool:
        return word in self._stem_of or stem(word) in self._by_stem or self._keywords.knows(word)

    def _mended(self, word: str) -> str:
        """Return the known word that an unknown one is a slip of: it begins with the same letter."""
        if len(word) < MENDED:
            return word
        most = slips(len(word))
        sizes = range(len(word) - most, len(word) + most + 1)
        there = [one for size in sizes for one in self._like.get((word[0], size), ())]
        near = process.extractOne(word, there, scorer=OSA.distance, score_cutoff=most)
        return near[0] if near else word

    def _of_size(self, typed: str, more: int) -> list[str]:
        """Return utterances with the same letters and about as many of them: nothing else can be so similar."""
        known, size = self._by_size[typed.isascii()], len(typed)
        return known[bisect_left(known, size - more, key=len) : bisect_right(known, size + more, key=len)]

    def _in_other_words(self, typed: str) -> int | None:
        """Return the utterance that accounts for most of a message, in any order of its words."""
        words = typed.split()
        stems, light = {*map(self._stem, words)}, manner().light
        weights = {one: self._weight(one) for one in stems}
        whole = sum(weights.values())
        best, means = 0.0, None
        for at in self._with_enough(weights, COVERED * whole):
            own = self._stems[at]
            both = own & stems
            shared = sum(map(weights.__getitem__, both))
            covered, share = shared / whole, shared / self._whole[at]
            if covered < COVERED or share < SHARE or covered + share <= best:
                continue
            if len(own) == 1 or own <= stems or len(both - light) > 1:
                # "I like my mum" is not "I am a mum": a single word proves only itself.
                best, means = covered + share, self._exact[self._known[at]]
        return means

    def _with_enough(self, weights: Mapping[str, float], least: float) -> list[int]:
        """Return the utterances that may hold stems of this weight, in order: those with none of the heaviest
        stems cannot.
        """
        found: set[int] = set()
        left = sum(weights.values())
        for one in sorted(weights, key=weights.__getitem__, reverse=True):
            if left < least:
                break
            found.update(self._by_stem.get(one, ()))
            left -= weights[one]
        return sorted(found)

    def _stem(self, word: str) -> str:
        return self._stem_of.get(word) or stem(word)

    def _weigh(self, known: Sequence[str]) -> dict[str, float]:
        counts = Counter(one for words in known for one in {*map(self._stem, words.split())})
        light = manner().light
        return {one: LIGHT if one in light else log(1 + len(known) / count) for one, count in counts.items()}

    def _weight(self, one: str) -> float:
        found = self._weights.get(one)
        if found is None:
            found = LIGHT if one in manner().light else log(1 + len(self._known))
        return found


def _bare(words: str) -> str:
    """Return signs without spaces and without the marks that only change how an emoji looks."""
    return "".join(words.replace("\ufe0f", "").split())


def is_mashed(words: str) -> bool:
    """Whether a message is keys hit at random: along a row of some keyboard, or a few letters over and over."""
    letters = words.replace(" ", "")
    if len(letters) < MASHED or not letters.isalpha():
        return False
    pairs = [*pairwise(letters)]
    for keys in manner().keyboards:
        if all(sign in keys for sign in letters):
            along = sum(abs(keys.index(one) - keys.index(other)) <= 1 for one, other in pairs)
            return along >= 0.7 * len(pairs) or (len(letters) > MASHED and len({*letters}) <= 2)  # noqa: PLR2004 - "fgfgfg"
    return False
