"""Profile pictures: they tell apart the people who share one phone, also on the buttons of their screens."""

from __future__ import annotations

PICTURES = {
    "fox": "🦊",
    "owl": "🦉",
    "turtle": "🐢",
    "whale": "🐳",
    "bee": "🐝",
    "panda": "🐼",
    "frog": "🐸",
    "penguin": "🐧",
    "octopus": "🐙",
    "hedgehog": "🦔",
    "dragon": "🐲",
    "butterfly": "🦋",
}
"""Each picture by the word that stands for it in a path and in the store."""

MOST = 4
"""The most people on one phone."""

KEY_ICONS = ("⭐", "⚽", "🍎", "⛵", "🪁", "🌳", "🥁", "🌙", "🌸")
"""The icons of a key, by the digits 1 to 9."""

KEY_LENGTH = 3
"""Icons of a key: 729 keys, a light lock that the youngest can remember."""

NOBODY = "nobody"
"""Stands in place of a picture while nobody has said who is here."""

_MARKS = dict(zip(PICTURES, "!$&'()*,;=@~", strict=True))
"""A sign for each picture; no path has these signs. It replaces a slash, because a path may fill all 64 bytes."""
_PICTURE_OF = {sign: picture for picture, sign in _MARKS.items()}


def marked(path: str, picture: str) -> str:
    """Return the data of a button on a screen that was drawn for this picture: the path with the picture's sign in
    place of its first slash, or at its end if it has no slash. Without a picture, the path unchanged.
    """
    if not picture:
        return path
    word, _, rest = path.partition("/")
    return f"{word}{_MARKS[picture]}{rest}" if rest else path + _MARKS[picture]


def unmarked(data: str) -> tuple[str, str]:
    """Return the path of a button, and the picture of the person that its screen was drawn for (empty if none)."""
    for place, letter in enumerate(data):
        if letter in _PICTURE_OF:
            rest = data[place + 1 :]
            return data[:place] + ("/" + rest if rest else ""), _PICTURE_OF[letter]
    return data, ""


def icons_of(taps: str) -> str:
    """Return the icons of a key, given its digits."""
    return " ".join(KEY_ICONS[int(digit) - 1] for digit in taps)
