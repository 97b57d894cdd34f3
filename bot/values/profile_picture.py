"""Profile pictures: they tell those apart who share one phone, also on the buttons of each one's screens."""

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
"""People on one phone."""

KEY_ICONS = ("⭐", "⚽", "🍎", "⛵", "🪁", "🌳", "🥁", "🌙", "🌸")
"""What a key is made of, by the digits 1 to 9."""

KEY_LENGTH = 3
"""Icons of a key: 729 keys, a light lock that the youngest can remember."""

NOBODY = "nobody"
"""In the place of a picture: it is not said yet who is here now."""

_MARKS = dict(zip(PICTURES, "!$&'()*,;=@~", strict=True))
"""A sign for each picture that stands in no path. It takes the place of a slash: a path may fill all 64 bytes."""
_PICTURE_OF = {sign: picture for picture, sign in _MARKS.items()}


def marked(path: str, picture: str) -> str:
    """Return a path as the button of a screen that was drawn for this picture carries it: the sign in the place of
    the first slash, or at the end of a path with nothing behind it. Without a picture the path stays as it is.
    """
    if not picture:
        return path
    word, _, rest = path.partition("/")
    return f"{word}{_MARKS[picture]}{rest}" if rest else path + _MARKS[picture]


def unmarked(data: str) -> tuple[str, str]:
    """Return the path that a button carries, and the picture for whom its screen was drawn, empty for none."""
    for place, letter in enumerate(data):
        if letter in _PICTURE_OF:
            rest = data[place + 1 :]
            return data[:place] + ("/" + rest if rest else ""), _PICTURE_OF[letter]
    return data, ""


def icons_of(taps: str) -> str:
    """Return the icons of the digits of a key."""
    return " ".join(KEY_ICONS[int(digit) - 1] for digit in taps)
