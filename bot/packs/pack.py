"""A parsed pack: its head, its files, its help lines, and all their problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.packs.parser.source import Report

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.parser.head import Lines, PackHead, Services
    from bot.packs.parser.parsed_file import ParsedFile
    from bot.packs.problem import Problem
    from bot.packs.schedule import Schedule


@dataclass(slots=True)
class Pack:
    """A parsed pack. `head` is None if pack.yml cannot be used; then nothing else is read. `shown`: its folder as
    its author named it.
    """

    folder: Path
    shown: str
    head: PackHead | None = None
    files: dict[str, ParsedFile] = field(default_factory=dict)
    helplines: dict[str, Lines] = field(default_factory=dict)
    """By country."""
    services: dict[str, Services] = field(default_factory=dict)
    """By country, `001` for the whole world."""
    schedules: dict[str, Schedule] = field(default_factory=dict)
    """The campaign.yml of each item."""
    recordings: list[str] = field(default_factory=list)
    """The cards' recordings, by their paths in the pack."""
    problems: list[Problem] = field(default_factory=list)
    """Problems outside of parsed files: of pack.yml, of help lines, of the pack as a whole."""

    def source_of(self, name: str) -> ParsedFile | None:
        """Return the source of the translation `name`, or the file itself if it is one; None if there is none."""
        return self.files.get(self.source_name(name))

    def source_name(self, name: str) -> str:
        """Return the name of the source of the file `name`; empty without a valid pack.yml."""
        if self.head is None:
            return ""
        folder, slash, file = name.rpartition("/")
        return f"{folder}{slash}{file.partition('.')[0]}.{self.head.source_locale}.md"

    def text_of(self, name: str) -> str:
        """Return the text of the file `name` in this pack, with uniform line ends."""
        return (self.folder / name).read_text(encoding="utf-8-sig")

    def problem(self, name: str, code: str, what: str, fix: str, line: int = 1) -> None:
        """Note a problem of the file `name` in this pack."""
        report = Report(f"{self.shown}/{name}".rstrip("/"))
        report.add(code, line, what, fix)
        self.problems += report.problems
