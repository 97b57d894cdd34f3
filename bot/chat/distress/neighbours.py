"""Neighbours: entries of word classes whose words stand side by side, found in one walk over a message.

Nearly all entries of several words are such (`на крыше`, `end it`): thousands. A walk from each word looks
only at those that go on as the message does, so its time hardly grows with the lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.distress.vocabulary import Places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.distress.frames import Run

_LEAST = 2
"""Steps of the shortest entry that is kept here."""


After = dict[int, "Node"]
Node = tuple[Places, "After | None"]
"""What is filled when a row of places ends here, and the places that may stand next."""


class Neighbours:
    """Entries as a tree: by their first place, then by the second, and so on."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: After = {}

    @staticmethod
    def takes(run: Run) -> bool:
        """Whether a run is of words side by side, none of which may be left out."""
        return len(run) >= _LEAST and not any(step.gap or step.optional for step in run)

    def put(self, run: Run, fills: Places) -> None:
        """Keep an entry that `takes` allows."""
        after = self._entries
        for step in run[:-1]:
            here, more = after.get(step.place, ((), None))
            more = {} if more is None else more
            after[step.place] = here, more
            after = more
        here, more = after.get(run[-1].place, ((), None))
        after[run[-1].place] = (*here, *fills), more

    def keys(self) -> set[int]:
        """Return all places of the entries."""
        keys, todo = set[int](), [self._entries]
        while todo:
            after = todo.pop()
            keys.update(after)
            todo += [more for _, more in after.values() if more]
        return keys

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
            nodes = [self._entries[place] for place in starts & here]
            at = start
            while live := [after for _, after in nodes if after]:
                at += 1
                if at == len(keys) or sentence[at] != sentence[start] or not keys[at]:
                    break
                nodes = [after[place] for after in live for place in after.keys() & keys[at]]
                begun += [(at + 1 - start, fills) for fills, _ in nodes if fills]
        return found
