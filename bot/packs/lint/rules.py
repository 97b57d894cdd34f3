"""Rules: what the modules of this folder check, found by their decorators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.hook import Hook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.packs.draft import Draft
    from bot.packs.pack import Pack
    from bot.packs.problem import Problem

alone: Hook[[Draft], None] = Hook()
"""Rules that need only one file."""

style: Hook[[Draft], None] = Hook()
"""Rules for one file that only warn; the bot itself does not need them."""

within: Hook[[Pack], Iterator[Problem]] = Hook()
"""Rules that need several files of one pack."""

across: Hook[[Sequence[Pack]], Iterator[Problem]] = Hook()
"""Rules that need several packs."""
