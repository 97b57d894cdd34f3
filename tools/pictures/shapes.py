"""Shapes: the few colours of Mayak's world and the pieces of SVG that every picture is built from.

Lengths are pixels of the finished picture, y grows downwards, angles are degrees. A drawing is a string of SVG.
"""

from __future__ import annotations

import math
import re

INK = "#14273c"
NIGHT = "#17334f"
DUSK = "#204869"
SEA = "#2d6891"
SHALLOW = "#5ea4c6"
MIST = "#bcdeea"
LAMP = "#ffcc55"
GLOW = "#ffe8a8"
CREAM = "#fff6e4"
SAND = "#f1dfbb"
CORAL = "#f0735c"
BRICK = "#cc5443"
BLUSH = "#f7b2a1"
MOSS = "#83bd9a"
FERN = "#4f937a"
BARK = "#8d6048"
COCOA = "#66432f"
STONE = "#8fa0b3"

Point = tuple[float, float]


def _attributes(values: dict[str, object]) -> str:
    named = {key.rstrip("_").replace("_", "-"): value for key, value in values.items() if value is not None}
    return "".join(f' {key}="{round(v, 1) if isinstance(v, float) else v}"' for key, v in named.items())


def tag(name: str, inside: str = "", /, **values: object) -> str:
    """Return one SVG element; `stroke_width=3` becomes stroke-width, None leaves an attribute out."""
    body = f">{inside}</{name}>" if inside else "/>"
    return f"<{name}{_attributes(values)}{body}"


def circle(x: float, y: float, r: float, fill: str, **more: object) -> str:
    """Return a disc."""
    return tag("circle", cx=x, cy=y, r=r, fill=fill, **more)


def oval(centre: Point, rx: float, ry: float, fill: str, **more: object) -> str:
    """Return an ellipse."""
    return tag("ellipse", cx=centre[0], cy=centre[1], rx=rx, ry=ry, fill=fill, **more)


def box(corner: Point, size: Point, fill: str, r: float = 0, **more: object) -> str:
    """Return a rectangle from its upper left corner, its corners rounded by `r`."""
    (x, y), (width, height) = corner, size
    return tag("rect", x=x, y=y, width=width, height=height, rx=r or None, fill=fill, **more)


def shape(d: str, fill: str, **more: object) -> str:
    """Return a filled path."""
    return tag("path", d=d, fill=fill, **more)


def soft(d: str, fill: str, by: float = 8, **more: object) -> str:
    """Return a filled path whose corners are rounded by a line of its own colour, `by` pixels wide."""
    return tag("path", d=d, fill=fill, stroke=fill, stroke_width=by, stroke_linejoin="round", **more)


def line(d: str, colour: str, width: float = 6, **more: object) -> str:
    """Return a drawn line with round ends."""
    style = {"stroke_linecap": "round", "stroke_linejoin": "round", **more}
    return tag("path", d=d, fill="none", stroke=colour, stroke_width=width, **style)


def at(x: float, y: float, *parts: str, size: float = 1, turn: float = 0, flip: bool = False) -> str:
    """Return parts moved so that their origin lies at (x, y), then turned, enlarged and mirrored."""
    moves = f"translate({x:g} {y:g})"
    if turn:
        moves += f" rotate({turn:g})"
    if size != 1 or flip:
        moves += f" scale({-size if flip else size:g} {size:g})"
    return tag("g", "".join(parts), transform=moves)


def pale(opacity: float, *parts: str) -> str:
    """Return parts that let the ground shine through."""
    return tag("g", "".join(parts), opacity=opacity)


def star_path(centre: Point, outer: Point, inner: float, points: int, start: float = -90) -> str:
    """Return the path of a star: `outer` are its half axes, `inner` the share of them where the notches lie."""
    (x, y), (rx, ry) = centre, outer
    corners = []
    for step in range(points * 2):
        angle = math.radians(start + step * 180 / points)
        share = inner if step % 2 else 1
        corners.append(f"{x + rx * share * math.cos(angle):.1f},{y + ry * share * math.sin(angle):.1f}")
    return "M" + "L".join(corners) + "Z"


def limb(start: Point, end: Point, bend: float, colour: str, width: float) -> str:
    """Return an arm or leg: a thick line that bends `bend` pixels to its left, seen from start to end."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1) or 1
    cx = (x1 + x2) / 2 + (y2 - y1) / length * bend
    cy = (y1 + y2) / 2 - (x2 - x1) / length * bend
    return line(f"M{x1:g},{y1:g}Q{cx:.1f},{cy:.1f} {x2:g},{y2:g}", colour, width)


def picture(width: int, height: int, *parts: str) -> str:
    """Return a whole SVG document."""
    space = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}"}
    return tag("svg", "\n".join(parts), **space, width=width, height=height) + "\n"


def cut_out(name: str, corner: Point, size: Point, r: float, *inside: str) -> str:
    """Return `inside` cut to a rounded rectangle; `name` must differ within one picture."""
    frame = box(corner, size, "#000", r)
    return f'<clipPath id="{name}">{frame}</clipPath><g clip-path="url(#{name})">{"".join(inside)}</g>'


def silhouette(drawing: str, colour: str, grow: float) -> str:
    """Return a drawing in one colour, `grow` pixels wider all round: a sticker's edge or a hole."""
    one = re.sub(r'(fill|stroke)="#[0-9a-f]+"', rf'\1="{colour}"', drawing)
    one = re.sub(r' opacity="[0-9.]+"', "", one)
    one = re.sub(r'stroke-width="([0-9.]+)"', lambda found: f'stroke-width="{float(found[1]) + grow * 2:g}"', one)
    return tag("g", one, stroke=colour, stroke_width=grow * 2, stroke_linejoin="round", stroke_linecap="round")
