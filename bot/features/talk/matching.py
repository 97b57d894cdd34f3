"""Matching: which thing said a typed message is: in the same words, with a slot, mistyped, or in other words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.chat.typed import canonical, manner, on_other_keyboards, sound, stem
from bot.values.locales import in_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ALIKE = 86
"""Least likeness, of 100, of a whole message to an utterance."""

SHORT = 5
"""Letters from which on a message may be mistyped; below, it must be said just so."""

TWO_SLIPS = 10
"""Letters from which on two may be wrong."""

SLOT = "…"
SLOT_WORDS = 4
"""Most words in the place of `…`."""

COVERED = 0.75
"""Least share of a message's weight that an utterance must account for: rare words weigh most."""

SHARE = 0.6
"""Least share of an utterance's weight that a message must hold."""

LIGHT = 0.15
"""How much a light word ("you", "how") weighs beside any other."""

MESSAGE_WORDS = 12
"""More words are a story of one's own and no small talk."""

MASHED = 4
"""Letters from which on a word may be mashed keys."""

EMOJI, LETTERS = "{emoji}", "{letters}"
"""What stands in a list for a message of emoji alone, and for letters that are no word."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody may say: the words and whatever they mean."""

    words: str
    means: int


class Matcher:
    """Finds what is meant among utterances; the first of equal ones wins."""

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        self._exact: dict[str, int] = {}
        self._signs: dict[str, int] = {}
        self._slots: list[tuple[re.Pattern[str], int]] = []
        self._latin: dict[str, int] = {}
        for utterance in utterances:
            self._add(utterance)
        self._known = [*self._exact]
        self._by_size: dict[tuple[bool, int], list[str]] = defaultdict(list)
        for words in self._known:
            self._by_size[words.isascii(), len(words)].append(words)
        self._stem_of = {word: stem(word) for words in self._known for word in words.split()}
        self._spoken = {
            heard: words for words in reversed(self._known) if (heard := sound(words.replace(" ", "")))
        }
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
        """Return what the words mean; None when nothing is like them."""
        if not any(sign.isalnum() for sign in words):
            return self._of_signs(words)
        typed = canonical(words)
        found = self._said(typed)
        if found is None:
            found = self._by_ear(typed)
        if found is None:
            for other in on_other_keyboards(words):
                found = self._exact.get(canonical(other))
                if found is not None:
                    return found
            found = self._latin.get(typed) if typed.isascii() else None
        if found is None and LETTERS in self._signs and is_mashed(typed):
            return self._signs[LETTERS]
        return found

    def _add(self, utterance: Utterance) -> None:
        words = utterance.words.replace("...", SLOT)
        if not any(sign.isalnum() for sign in words) or words in (EMOJI, LETTERS):
            self._signs.setdefault(_bare(words), utterance.means)
        elif SLOT in words:
            parts = [re.escape(canonical(part)) for part in words.split(SLOT)]
            slot = rf"(?:\S+)(?: \S+){{0,{SLOT_WORDS - 1}}}"
            pattern = slot.join(f" {part} " if part else "" for part in parts)
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
        if exact is not None or len(typed) < SHORT or typed.count(" ") >= MESSAGE_WORDS:
            return exact
        slips = 1 if len(typed) < TWO_SLIPS else 2
        near = process.extractOne(typed, self._of_size(typed, slips), scorer=OSA.distance, score_cutoff=slips)
        if near is not None:
            return self._exact[near[0]]
        about = self._of_size(typed, len(typed) // 3)
        like = process.extractOne(typed, about, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if like is not None:
            return self._exact[like[0]]
        slotted = next((means for pattern, means in self._slots if pattern.fullmatch(typed)), None)
        return slotted if slotted is not None else self._in_other_words(typed)

    def _by_ear(self, typed: str) -> int | None:
        """Return what words mean that sound as a whole like a way of saying, or with those that nobody knows taken
        for known ones that sound like them.
        """
        whole = self._spoken.get(sound(typed.replace(" ", "")))
        if whole is not None:
            return self._exact[whole]
        words = typed.split()
        heard = [word if word in self._stem_of else self._sounds.get(sound(word), word) for word in words]
        return self._said(" ".join(heard)) if heard != words else None

    def _of_size(self, typed: str, more: int) -> list[str]:
        """Return what is said in the same letters and in about as many: nothing else can be so much alike."""
        sizes = range(len(typed) - more, len(typed) + more + 1)
        return [words for size in sizes for words in self._by_size.get((typed.isascii(), size), ())]

    def _in_other_words(self, typed: str) -> int | None:
        """Return the utterance that accounts for most of what a message says, whatever the order of its words."""
        words = typed.split()
        stems, light = {*map(self._stem, words)}, manner().light
        weights = {one: self._weight(one) for one in stems}
        whole = sum(weights.values())
        best, means = 0.0, None
        common: dict[int, float] = defaultdict(float)
        for one, weight in weights.items():
            for at in self._by_stem.get(one, ()):
                common[at] += weight
        for at, shared in common.items():
            covered, share = shared / whole, shared / self._whole[at]
            if covered < COVERED or share < SHARE or covered + share <= best:
                continue
            own = self._stems[at]
            if len(own) == 1 or own <= stems or len((own & stems) - light) > 1:
                # "I like my mum" is not "I am a mum": one word alone tells nothing but itself.
                best, means = covered + share, self._exact[self._known[at]]
        return means

    def _stem(self, word: str) -> str:
        return self._stem_of.get(word) or stem(word)

    def _weigh(self, known: Sequence[str]) -> dict[str, float]:
        counts = Counter(one for words in known for one in {*map(self._stem, words.split())})
        light = manner().light
        return {one: log(1 + len(known) / count) * (LIGHT if one in light else 1) for one, count in counts.items()}

    def _weight(self, one: str) -> float:
        found = self._weights.get(one)
        if found is None:
            found = log(1 + len(self._known)) * (LIGHT if one in manner().light else 1)
        return found


def _bare(words: str) -> str:
    """Return signs without spaces and without the marks that only change how an emoji looks."""
    return "".join(words.replace("\ufe0f", "").split())


def is_mashed(words: str) -> bool:
    """Whether a message is keys that were hit at random: along a row of some keyboard, or a few letters over and
    over.
    """
    letters = words.replace(" ", "")
    if len(letters) < MASHED or not letters.isalpha():
        return False
    pairs = [*pairwise(letters)]
    for keys in manner().keyboards:
        if all(sign in keys for sign in letters):
            along = sum(abs(keys.index(one) - keys.index(other)) <= 1 for one, other in pairs)
            return along >= 0.7 * len(pairs) or (len(letters) > MASHED and len({*letters}) <= 2)  # noqa: PLR2004 - "fgfgfg"
    return False
