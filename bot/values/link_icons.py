"""Icons of family links: each is known by one, in place of a name."""

from __future__ import annotations

LINK_ICONS = {
    "fox": "🦊",
    "owl": "🦉",
    "turtle": "🐢",
    "whale": "🐳",
    "bee": "🐝",
    "star": "⭐",
    "boat": "⛵",
    "kite": "🪁",
    "tree": "🌳",
    "apple": "🍎",
    "drum": "🥁",
    "ball": "⚽",
}
"""Each icon by the word that stands for it in a path. No animal that children are called in mockery."""
