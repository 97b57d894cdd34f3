"""Link icons: the pictures by which family links are told apart, in place of names."""

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
"""The icons, by the word that stands for each in a path. No animal whose name children use as an insult."""
