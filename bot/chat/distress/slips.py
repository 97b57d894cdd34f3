"""Slips: how hurried fingers change words: look-alikes, digits for letters, Latin Russian, the wrong layout."""

from __future__ import annotations

import re

TO_CYRILLIC = str.maketrans("abcehkmnoprtuxyiїіє", "авсенкмпоргтихуииие")
"""Latin (and Ukrainian) letters that look like Russian ones, small or capital, printed or by hand."""

TO_LATIN = str.maketrans("авсенкмортхуії", "abcehkmoptxyii")
"""Cyrillic letters that look like Latin ones."""

DIGITS_LATIN = str.maketrans("0134578$@!|", "oieastbsail")
DIGITS_CYRILLIC = str.maketrans("0134568$@!|", "оизчсбвсаил")
"""Digits and signs for letters ("leet")."""

_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_JCUKEN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
OTHER_LAYOUT = str.maketrans(_QWERTY + _JCUKEN, _JCUKEN + _QWERTY)
"""What was typed with the keyboard left in the other language."""

_SOUNDS = (
    ("tsya", "ца"), ("tsa", "ца"),
    ("shch", "ш"), ("sch", "ш"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("ya", "я"), ("ja", "я"), ("yu", "ю"), ("ju", "ю"), ("yo", "е"), ("jo", "е"), ("ye", "е"), ("je", "е"),
    ("ia", "я"), ("iu", "ю"), ("iy", "и"), ("ij", "и"), ("yy", "ы"), ("ii", "и"),
    ("a", "а"), ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"),
    ("j", "ж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "ш"), ("x", "х"), ("y", "ы"), ("z", "з"),
    ("4", "ч"), ("6", "ш"),
)  # fmt: skip
"""Russian written in Latin letters, the usual ways of young people; the longest first."""

_SOUND = re.compile("|".join(latin for latin, _ in _SOUNDS))
_SPOKEN = dict(_SOUNDS)

_VOWELS = "аеиоуыэюя"
_SKELETON = str.maketrans("дбгвзжщсйcqz", "тпкфсшшсиsks", "аеиоуыэюяёйьъaeiouyhw'")
"""Voiced and unvoiced letters as one, no vowels: what misspelled words keep."""


def is_cyrillic(word: str) -> bool:
    """Whether a word has a Cyrillic letter."""
    return any("Ѐ" <= letter <= "ӿ" for letter in word)


def is_latin(word: str) -> bool:
    """Whether a word has a basic Latin letter."""
    return any("a" <= letter <= "z" for letter in word)


def folded(word: str) -> str:
    """Return a word without what hurried writers leave out: double letters, soft and hard signs, short й.

    Two words that sound alike here may differ in meaning, so only long words are looked up this way.
    """
    if is_cyrillic(word):
        word = re.sub(r"т(?:ь?с)я", "ца", word)
        word = word.translate(FOLDS)
    return re.sub(r"(.)\1+", r"\1", word)


FOLDS = str.maketrans({"ь": "", "ъ": "", "й": "и", "щ": "ш", "э": "е", "ё": "е"})


def spoken(word: str) -> str:
    """Return a word of Latin letters as Russian, folded: `xochu`, `hochu` and `khochu` become `хочу`."""
    plain = _SOUND.sub(lambda sound: _SPOKEN[sound.group()], word)
    plain = re.sub(rf"([{_VOWELS}])ы", r"\1и", plain)
    return folded(plain)


def skeleton(word: str) -> str:
    """Return what a misspelled word keeps: its consonants, voiced and unvoiced as one, no doubles."""
    return re.sub(r"(.)\1+", r"\1", word.translate(_SKELETON))
