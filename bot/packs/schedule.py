"""A parsed `campaign.yml`: its head, and the lines for checks across files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.packs.parser.head import CampaignHead
from bot.packs.parser.source import Report
from bot.packs.parser.validate import validate
from bot.packs.parser.yaml import Document, read_yaml_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.parser.source import Source

FILE = "campaign.yml"


@dataclass(slots=True)
class Schedule:
    """One campaign.yml. `item`: its folder in the pack; `words`: its values as written."""

    path: str
    item: str
    head: CampaignHead
    words: Mapping[str, Any] = field(repr=False)
    lines: Mapping[str, int] = field(repr=False)
    """The line of a value, by its dotted path: `steps.2.items.9-11`."""

    def line(self, *path: str | int) -> int:
        """Return the line of a value, or of the closest value that contains it."""
        for length in range(len(path), 0, -1):
            found = self.lines.get(".".join(map(str, path[:length])))
            if found:
                return found
        return 1


def read_schedule(source: Source, item: str) -> tuple[Schedule | None, Document, Report]:
    """Read a campaign.yml; no schedule if it does not fit its model, with the reasons in the report."""
    report = Report(source.path)
    document = read_yaml_file(source, report)
    if document is None:
        return None, Document({}), report
    head = validate(CampaignHead, document, report)
    if head is None or report.failed:
        return None, document, report
    places = {**document.values, **document.keys}
    lines = {".".join(map(str, path)): place.line for path, place in places.items()}
    return Schedule(source.path, item, head, document.value, lines), document, report


def restored(path: str, item: str, words: Mapping[str, Any], lines: Mapping[str, int]) -> Schedule:
    """Return a schedule from the cache. Errors: ValueError when it no longer fits the model."""
    return Schedule(path, item, CampaignHead.model_validate(words), words, lines)
