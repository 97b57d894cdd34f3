"""Messages of the tests: the detector that hears them, and how hurried fingers change them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.talk import the_detector

if TYPE_CHECKING:
    from collections.abc import Callable

detector = the_detector()


def share(right: int, all_: int) -> float:
    """Return a share, 1 for nothing."""
    return right / all_ if all_ else 1.0


_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфы", "abvgdeziyklmnoprstufy", strict=True)),
    "ё": "e",
    "ж": "zh",
    "х": "h",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ъ": "",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
}
_LOOKS = {"ru": str.maketrans("аеорсх", "aeopcx"), "en": str.maketrans("aeopcx", "аеорсх")}
_LEET = {"ru": str.maketrans("озб", "036"), "en": str.maketrans("oea", "034")}


def _doubled(words: str) -> str:
    """Repeat one letter of the longest word."""
    longest = max(words.split(), key=len)
    middle = len(longest) // 2
    return words.replace(longest, longest[:middle] + longest[middle] * 3 + longest[middle:], 1)


def _mistyped(words: str) -> str:
    """Swap two inner letters of the longest word."""
    longest = max(words.split(), key=len)
    chance = random.Random(words)  # noqa: S311 - the same slip in every run, no secret
    at = chance.randrange(1, len(longest) - 2)
    return words.replace(longest, longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :], 1)


def variants(words: str, language: str) -> dict[str, str]:
    """Return a statement as hurried fingers write it, by the kind of change."""
    changes: dict[str, Callable[[str], str]] = {
        "as it is": str,
        "capitals": str.upper,
        "first capital": str.capitalize,
        "exclaimed": lambda text: text + "!!!",
        "dotted": lambda text: text.replace(" ", "... "),
        "repeated letters": _doubled,
        "look-alikes": lambda text: text.translate(_LOOKS[language]),
        "zero width": lambda text: text.replace("а", "а\u200b").replace("e", "e\u200b"),
        "emoji": lambda text: "😭😭 " + text.replace(" ", " 😭 ", 1),
        "spaces": lambda text: f"  {text.replace(' ', '   ')}\n",
        "greeting": lambda text: ("привет, " if language == "ru" else "hi, ") + text,
        "afterthought": lambda text: (
            text + (" и не знаю что делать" if language == "ru" else " and i don't know what to do")
        ),
    }
    if language == "ru":
        changes["yo"] = lambda text: text.replace("бьет", "бьёт").replace("зовет", "зовёт").replace("идет", "идёт")
        changes["Latin letters"] = lambda text: "".join(_LATIN.get(letter, letter) for letter in text)
    else:
        changes["no apostrophe"] = lambda text: text.replace("'", "")
        changes["curly apostrophe"] = lambda text: text.replace("'", "\u2019")
    return {name: change(words) for name, change in changes.items()}


def slipped(words: str) -> str:
    """Return a statement with two letters swapped."""
    return _mistyped(words)


def digits(words: str, language: str) -> str:
    """Return a statement with digits for some letters."""
    return words.translate(_LEET[language])
