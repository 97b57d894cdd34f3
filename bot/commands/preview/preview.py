"""Draws the last saved item as the bot shows it: in two locales side by side, to each of its audiences, with the
problems that `check` reports beside the lines of its file.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from bot.chat.item_screens import is_drawn, screens
from bot.chat.items import page_of
from bot.chat.links import is_shared, payload_of
from bot.chat.stage import stage
from bot.commands.preview.bundle import item_of, static_card
from bot.commands.preview.page import picture_of, recording_of
from bot.doors.web.markup import html_of
from bot.packs.check import read_checked
from bot.packs.model import Ref
from bot.packs.parser.reader import read_pack, scan
from bot.values.audience import Audience
from bot.values.screen import Address, Copy, Link

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.chat.browser_forms import Seen
    from bot.chat.stage import Stage
    from bot.packs.model import Item
    from bot.packs.pack import Pack
    from bot.packs.problem import Problem
    from bot.values.screen import Button, Screen

COLUMNS = 2
"""Locales side by side."""

_STATUS = re.compile(r"^status: *(?:draft|in_review) *$", re.MULTILINE)
_REVIEW = re.compile(r"(?<=status: )(?:draft|in_review)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the simulator's people are led: the payload of the link to an item, the locales, the audiences."""

    payload: str
    locales: tuple[str, ...]
    audiences: tuple[Audience, ...]


@dataclass(slots=True)
class Preview:
    """The preview of one pack. `good`: the last screens of each file without errors, shown while the next mistake
    is corrected.
    """

    folder: Path
    good: dict[str, str] = field(default_factory=dict)

    def stamp(self) -> str:
        """Return a value that changes with every save: the newest time of a file, and the number of files."""
        entries = [entry for entry in scan(self.folder) if not entry.odd]
        return f"{max((entry.modified for entry in entries), default=0)}-{len(entries)}"

    def place(self) -> Place | None:
        """Return the place of the last saved item; None if no link leads to it."""
        pack = read_pack(self.folder)
        name = self._latest(pack)
        item = item_of(pack, name) if name else None
        payload = _payload(item.ref) if item else ""
        return Place(payload, _locales(pack), _audiences(item)) if item and payload else None

    def _latest(self, pack: Pack) -> str:
        entries = [entry for entry in scan(self.folder) if entry.name in pack.files]
        return max(entries, key=lambda entry: (entry.modified, entry.name)).name if entries else ""

    def draw(self, now: datetime, name: str = "") -> str:
        """Return the preview of the file `name`, or of the last saved one, as HTML."""
        pack, problems = read_checked(self.folder, now.date())
        name = name if name in pack.files else self._latest(pack)
        if pack.head is None or not name:
            return _listed(problems) or "<p>No item yet: <code>python -m bot new lesson …</code></p>"
        folder, slash, file = name.rpartition("/")
        kind = file.partition(".")[0]
        names = [f"{folder}{slash}{kind}.{locale}.md" for locale in _locales(pack)]
        with stage([pack], now) as opened:
            columns = [self._column(opened, pack, name, problems) for name in names]
        mine = [problem for problem in problems if any(problem.path.endswith(f"/{one}") for one in names)]
        others = [problem for problem in problems if problem not in mine]
        rest = f"<details><summary>{len(others)} problems elsewhere</summary>{_listed(others)}</details>"
        payload = _payload(Ref(pack.files[name].kind, pack.head.id, pack.files[name].item))
        link = f"<p><code>/start {escape(payload)}</code></p>" if payload else ""
        return (
            f"<h1>{escape(kind)}: {escape(folder)}</h1>{link}"
            f'<div class="columns">{"".join(columns)}</div>{rest if others else ""}'
        )

    def _column(self, opened: Stage, pack: Pack, name: str, problems: Sequence[Problem]) -> str:
        file = self.folder / name
        locale = name.split(".")[-2]
        head = f'<div class="column" lang="{escape(locale)}"><h2>{escape(name)}</h2>'
        if not file.exists():
            return f'{head}<p class="problem">There is no such file yet.</p></div>'
        mine = [problem for problem in problems if problem.path.endswith(f"/{name}")]
        lines = _lines(file.read_text("utf-8", "replace").split("\n"), mine)
        item = item_of(pack, name)
        if item:
            self.good[name] = "".join(_readers(opened, item))
            return f"{head}{lines}{self.good[name]}</div>"
        told = '<p class="problem">Mend the errors first. Below is the last state without any.</p>'
        return f'{head}{lines}{told}<div class="old">{self.good.get(name, "")}</div></div>'


def _locales(pack: Pack) -> tuple[str, ...]:
    """Return the locales that stand side by side: the source's, then the others in the pack's order."""
    if pack.head is None:
        return ()
    source = pack.head.source_locale
    return (source, *(locale for locale in pack.head.locales if locale != source))[:COLUMNS]


def _audiences(item: Item) -> tuple[Audience, ...]:
    """Return an item's readers; an educator reads along, notes for adults included."""
    return (*(audience for audience in item.audiences if audience is not Audience.EDUCATOR), Audience.EDUCATOR)


def _payload(ref: Ref) -> str:
    """Return the payload of the link to an item; empty if its kind has no links."""
    page = page_of(ref)
    return payload_of(page) if page and is_shared(page) else ""


def _lines(lines: Sequence[str], problems: Sequence[Problem]) -> str:
    """Return a file with its problems below their lines; folded if there are none."""
    rows = []
    for number, line in enumerate(lines, start=1):
        rows.append(f'<div class="line"><i>{number}</i>{escape(line)}</div>')
        rows += [_told(problem) for problem in problems if problem.line == number]
    state = " open" if problems else ""
    count = f"{len(problems)} problems" if problems else "✔"
    return f'<details class="file"{state}><summary>{count}</summary>{"".join(rows)}</details>'


def _told(problem: Problem) -> str:
    words = f"{escape(problem.what)} — {escape(problem.fix)}"
    return f'<div class="problem {problem.severity}"><b>{problem.code}</b> {words}</div>'


def _listed(problems: Sequence[Problem]) -> str:
    return "".join(f"<p>{escape(problem.path)}:{problem.line}</p>{_told(problem)}" for problem in problems)


def _readers(opened: Stage, item: Item) -> list[str]:
    told = []
    for audience in _audiences(item):
        told.append(f"<h3>{escape(audience.value)}</h3>")
        if is_drawn(item.ref.kind):
            told += map(_seen, screens(opened, item, audience))
        else:
            told += [f'<div class="bubble">{static_card(item, card)}</div>' for card in item.cards]
    return told


def _seen(seen: Seen) -> str:
    """Return a screen; results of answers and choices are folded under their words."""
    bubble = _bubble(seen.screen)
    return f"<details><summary>{escape(seen.tapped)}</summary>{bubble}</details>" if seen.tapped else bubble


def _bubble(screen: Screen) -> str:
    voice = recording_of(screen.voice) if screen.voice else ""
    picture = picture_of(screen.picture) if screen.picture else ""
    rows = "".join(f'<div class="row">{"".join(map(_button, row))}</div>' for row in screen.rows)
    return f'<div class="bubble">{voice}{picture}<p class="say">{html_of(screen.text)}</p>{rows}</div>'


def _button(button: Button) -> str:
    match button:
        case Link(label, page):
            return f'<span class="key" title="{escape(page.path)}">{escape(label)}</span>'
        case Address(label, url):
            return f'<span class="key" title="{escape(url)}">{escape(label)}</span>'
        case Copy(label, words):
            return f'<span class="key" title="{escape(words)}">{escape(label)}</span>'


def approved_copy(folder: Path, target: Path) -> None:
    """Copy a pack for the demo as if its drafts were approved; the pack itself is not changed."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder, fresh, symlinks=True, ignore=shutil.ignore_patterns(".*"))
    for file in (*fresh.rglob("*.md"), *fresh.rglob("campaign.yml")):
        if not file.is_symlink():
            _rewritten(file, _STATUS, "status: approved")
    _rewritten(fresh / "pack.yml", _REVIEW, "approved")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def _rewritten(file: Path, what: re.Pattern[str], words: str) -> None:
    content = file.read_bytes() if file.is_file() else b""
    text = content.decode("utf-8", "replace")
    changed = what.sub(words, text, count=1)
    if changed != text:
        file.write_text(changed, "utf-8", newline="\n")
