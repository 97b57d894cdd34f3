"""Neighbours: entries of word classes whose words stand side by side, found in one walk over a message.

Nearly all entries of several words are such (`end it`): thousands. A walk from each word looks
only at those that go on as the message does, so its time hardly grows with the lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.help.distress.vocabulary import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.features.help.distress.frames import Run

_LEAST = 2
"""Steps of the shortest entry that is kept here."""


Node = tuple[Places, "After"]
"""What is filled when a row of places ends here, and the places that may stand next."""

After = dict[int, "Node"] | tuple[int, "Node"] | None
"""Places and what follows each; most often there is only one, and a pair takes a quarter of the room."""


class Neighbours:
    """Entries as a tree: by their first place, then by the second, and so on."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Iterable[tuple[Run, Places]] = ()) -> None:
        """Take in entries that `takes` allows, each with the places that it fills."""
        tree: _Tree = ({}, [])
        for run, fills in entries:
            here = tree
            for step in run:
                here = here[0].setdefault(step.place, ({}, []))
            here[1].append(fills)
        self._entries: dict[int, Node] = dict(_packed(tree[0], {}))

    @staticmethod
    def takes(run: Run) -> bool:
        """Whether a run is of words side by side, none of which may be left out."""
        return len(run) >= _LEAST and not any(step.gap or step.optional for step in run)

    def rows(self) -> Iterator[tuple[Places, Places]]:
        """Yield every entry: its places, and what it fills."""
        todo: list[tuple[Places, After]] = [((), self._entries)]
        while todo:
            before, after = todo.pop()
            for place, (fills, more) in [after] if isinstance(after, tuple) else (after or {}).items():
                if fills:
                    yield (*before, place), fills
                todo.append(((*before, place), more))

    def keys(self) -> set[int]:
        """Return all places of the entries."""
        return {place for row, _ in self.rows() for place in row}

    def found(self, keys: Sequence[frozenset[int]], sentence: Sequence[int]) -> list[list[tuple[int, Places]]]:
        """Return for each word of a message the entries that begin with it: how many words they are, and what they
        fill; `keys`: the places of each word, no others than those of entries are needed.
        """
        starts = self._entries.keys()
        found: list[list[tuple[int, Places]]] = []
        for start, here in enumerate(keys):
            begun: list[tuple[int, Places]] = []
            found.append(begun)
            if starts.isdisjoint(here):
                continue
            live = [self._entries[place][1] for place in starts & here]
            at = start
            while live:
                at += 1
                if at == len(keys) or sentence[at] != sentence[start] or not keys[at]:
                    break
                onward: list[After] = []
                for after in live:
                    if isinstance(after, tuple):
                        nodes = [after[1]] if after[0] in keys[at] else []
                    else:
                        nodes = [after[place] for place in after.keys() & keys[at]] if after else []
                    for fills, more in nodes:
                        if fills:
                            begun.append((at + 1 - start, fills))
                        if more:
                            onward.append(more)
                live = onward
        return found


_Tree = tuple[dict[int, "_Tree"], list[Places]]
"""A tree while it grows."""


def _packed(tree: dict[int, _Tree], ends: dict[Places, Node]) -> Iterator[tuple[int, Node]]:
    """Yield the places of a tree in their final form; equal ends are one object."""
    for place, (after, fills) in tree.items():
        filled = fills[0] if len(fills) == 1 else tuple({one: None for each in fills for one in each})
        if not after:
            yield place, ends.setdefault(filled, (filled, None))
            continue
        more = list(_packed(after, ends))
        yield place, (filled, more[0] if len(more) == 1 else dict(more))
