"""Faces: the two eyes and the mouth that everybody in Mayak's world shares, in different moods."""

from __future__ import annotations

from pictures.shapes import BRICK, CORAL, CREAM, INK, Point, at, circle, line, oval, pale, shape

MOODS = {
    "happy": ("open", "smile", ""),
    "glad": ("arc", "grin", ""),
    "grin": ("open", "grin", ""),
    "calm": ("open", "small", ""),
    "asleep": ("shut", "small", ""),
    "wow": ("wide", "o", "up"),
    "think": ("open", "flat", "one"),
    "worry": ("open", "wobble", "worried"),
    "kind": ("open", "smile", "worried"),
    "wink": ("wink", "smile", ""),
    "sly": ("half", "smirk", "stern"),
    "firm": ("open", "flat", "stern"),
    "tired": ("half", "wobble", ""),
}
"""Eyes, mouth and brows of each mood."""

_MOUTHS = {
    "smile": line("M-13,18Q0,31 13,18", INK, 4.5),
    "small": line("M-7,20Q0,26 7,20", INK, 4.5),
    "flat": line("M-8,23L9,21", INK, 4.5),
    "wobble": line("M-11,25Q-5,18 0,23T11,22", INK, 4.5),
    "smirk": line("M-11,20Q4,29 16,15", INK, 4.5),
    "grin": shape("M-15,15Q0,20 15,15Q14,35 0,35Q-14,35 -15,15Z", INK)
    + shape("M-8,31Q0,22 8,31Q0,37 -8,31Z", CORAL),
    "o": oval((0, 25), 7, 9, INK) + oval((0, 29), 4, 4, BRICK),
}
_BROWS = {
    "": ("", ""),
    "up": ("M-9,-19Q0,-25 8,-20", "M-8,-20Q0,-25 9,-19"),
    "one": ("M-9,-14L8,-14", "M-8,-20Q0,-27 9,-20"),
    "worried": ("M-9,-14Q-1,-17 8,-20", "M-8,-20Q1,-17 9,-14"),
    "stern": ("M-9,-18L8,-15", "M-8,-15L9,-18"),
}


def _eye(kind: str) -> str:
    if kind == "arc":
        return line("M-8,3Q0,-9 8,3", INK, 4.5)
    if kind == "shut":
        return line("M-8,-1Q0,8 8,-1", INK, 4.5)
    if kind == "half":
        return shape("M-7,-1L7,-1Q7,8 0,8Q-7,8 -7,-1Z", INK) + line("M-9,-2L9,-2", INK, 4)
    if kind == "wide":
        return circle(0, 0, 11, CREAM) + oval((0, 0), 6.5, 7.5, INK) + circle(-2, -3, 2.4, CREAM)
    return oval((0, 0), 6, 7.5, INK) + circle(-2, -3, 2.3, CREAM)


def face(mood: str, *, gap: float = 21, look: Point = (0, 0), drop: float | None = 0, cheeks: str = CORAL) -> str:
    """Return a face whose eyes stand `gap` left and right of the origin and whose mouth lies `drop` lower than
    usual; `look` moves it all towards what it looks at; None draws no mouth, for beaks. About 70 wide, 60 high.
    """
    eyes, mouth, brows = MOODS[mood]
    left, right = ("open", "arc") if eyes == "wink" else (eyes, eyes)
    parts = [at(-gap, 0, _eye(left)), at(gap, 0, _eye(right)), "" if drop is None else at(0, drop, _MOUTHS[mouth])]
    for side, brow in zip((-gap, gap), _BROWS[brows], strict=True):
        if brow:
            parts.append(at(side, 0, line(brow, INK, 4.5)))
    if cheeks:
        blush = [oval((side * (gap + 13), 14 + (drop or 0) / 2), 9, 6.5, cheeks) for side in (-1, 1)]
        parts.insert(0, pale(0.45, *blush))
    return at(look[0], look[1], *parts)
