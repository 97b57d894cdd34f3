"""What `check` finds in phrase lists, and how many of their phrases it says are heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.commands.language_table import missing_letters
from bot.features.help.distress.proofs import PACKAGE_LISTS, check_lists
from bot.features.help.distress.trying import try_lists

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.packs.problem import Problem
    from bot.values.phrases import Phrases


def lists_tried(lists: Sequence[Path], reader: Phrases) -> list[Problem]:
    """Return the mistakes in phrase lists. Those of languages that no model has learned are tried too: how many
    phrases are heard is said, and each that is not is a problem.
    """
    found = try_lists(lists)
    for one in found:
        told = reader.say(
            "{language}: of {phrases} listed phrases {alone} are heard alone, {inside} inside ten other words",
            language=one.language,
            phrases=one.phrases,
            alone=one.alone,
            inside=one.inside,
        )
        typer.echo(told, err=True)
    for line in missing_letters(reader) if PACKAGE_LISTS in lists else ():
        typer.echo(line, err=True)
    unheard = [problem for one in found for problem in one.unheard]
    return [*check_lists(lists), *unheard]
