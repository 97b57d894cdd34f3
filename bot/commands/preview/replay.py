"""Replays the transcripts beside a pack's items, and reports choices that no transcript takes."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.chat.stage import stage
from bot.commands.preview import transcripts
from bot.features.library import pages as library_pages
from bot.features.practice import domain
from bot.features.practice import pages as practice_pages
from bot.packs.model import Kind, Ref
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.parser.source import FILE_BYTES, did_you_mean, suggestion
from bot.packs.problem import Problem, Severity
from bot.values.audience import Audience
from bot.values.page import parse
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.chat.stage import Stage, Visitor
    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile
    from bot.values.page import Page

_NAME = re.compile(r"(?P<kind>[a-z]+)\.(?P<locale>[a-z]{2,3})(?:\.[a-z0-9-]+)?\.chat\.md")
_WHO = re.compile(r"\(([\w-]+),")
Taken = dict[tuple[Kind, str], set[tuple[str, int]]]
"""By story or drill: the choices that were taken, each as scene and number."""


def replay(paths: Sequence[Path], now: datetime) -> list[Problem]:
    """Play the transcripts under `paths` at a given time; return the differences from the files (E130, E131), and
    the choices that no transcript of their story or drill takes (W130).
    """
    files = sorted({file for path in paths for file in _under(path)})
    if not files:
        return []
    folders = {around for file in files if (around := _around(file))}
    packs = [read_pack(folder, _shown(folder, files)) for folder in find_packs(sorted(folders))]
    problems: list[Problem] = []
    with stage(packs, now) as opened:
        for pack in packs:
            taken: Taken = defaultdict(set)
            for file in files:
                if _around(file) == pack.folder and pack.head:
                    problems += _play(opened, pack, file, taken)
            problems += _untaken(pack, taken)
    return problems


def _under(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return (file for file in path.rglob("*.chat.md") if _around(file))
    return [path] if path.name.endswith(".chat.md") and path.exists() else []


def _around(file: Path) -> Path | None:
    return next((folder for folder in file.parents if (folder / "pack.yml").exists()), None)


def _shown(folder: Path, files: Sequence[Path]) -> str:
    return str(next(parent for file in files for parent in file.parents if parent == folder))


def _play(opened: Stage, pack: Pack, file: Path, taken: Taken) -> list[Problem]:
    found = _NAME.fullmatch(file.name)
    folder = file.parent.relative_to(pack.folder).as_posix()
    parsed = pack.files.get(f"{folder}/{found['kind']}.{found['locale']}.md") if found else None
    source = pack.source_of(f"{folder}/{found['kind']}.{found['locale']}.md") if found else None
    if parsed is None or source is None or parsed.failed or pack.head is None:
        fix = phrase("name it after its item and locale: story.ru.chat.md, beside story.ru.md")
        return [Problem(str(file), 1, 1, "E130", phrase("a transcript beside no item that can be shown"), fix)]
    if file.stat().st_size > FILE_BYTES:
        return [Problem(str(file), 1, 1, "E306", phrase("the file is larger than 64 KiB"), phrase("split it"))]
    head, steps = transcripts.read(file.read_text(encoding="utf-8"))
    who = _WHO.search(head)
    named = who[1] if who and who[1] in set(Audience) else ""
    visitor = opened.visitor(named or (source.audiences[0] if source.audiences else "9-11"), parsed.locale)
    _open(opened, visitor, Ref(parsed.kind, pack.head.id, parsed.item))
    for step in steps:
        try:
            screen, path = transcripts.act(visitor, step.act)
        except transcripts.NoButton as gone:
            fix = suggestion(str(gone), gone.labels)
            return [
                Problem(
                    str(file), step.line, 3, "E130", phrase("there is no button [{gone}] here", gone=gone), fix
                )
            ]
        if chosen := _chosen(opened, parsed, parse(path) if path else None):
            taken[parsed.kind, parsed.item].add(chosen)
        wrong = transcripts.missing(step, screen)
        if wrong:
            lines = [line.strip() for line in transcripts.as_lines(screen).split("\n")]
            fix = did_you_mean(wrong[1], lines, 0.4) or phrase(
                "the bot says: {names}", names=" ".join(screen.text.plain.split())[:80]
            )
            return [
                Problem(
                    str(file),
                    wrong[0],
                    1,
                    "E131",
                    phrase("the bot does not say: {words}", words=wrong[1][:60]),
                    fix,
                )
            ]
    return []


def _open(opened: Stage, visitor: Visitor, ref: Ref) -> None:
    """Open an item where its transcript begins; a drill at the first moment of this twin, not of the other."""
    item = opened.library.find(ref.kind, ref.pack, ref.item, visitor.locale)
    if item is None or ref.kind is not Kind.DRILL:
        visitor.visits(f"{ref.kind}/{ref.pack}/{ref.item}")
        return
    pair = opened.library.pair(ref)
    drawn = domain.draw_of(pair, b"transcript", honest=item.honest)
    visitor.visits(practice_pages.Moment(pair.pack, pair.item, drawn, "").path)


def _chosen(opened: Stage, parsed: ParsedFile, page: Page | None) -> tuple[str, int] | None:
    """Return the choice whose consequence a page shows; None if it shows none."""
    if isinstance(page, library_pages.Choice):
        return page.card, page.choice
    if not isinstance(page, practice_pages.Moment) or not page.steps:
        return None
    ref = parsed.get().ref
    item = opened.library.find(ref.kind, ref.pack, ref.item, parsed.locale)
    walk = domain.walk(item, page.steps[:-1]) if item else None
    if walk is None or domain.is_honest(opened.library.pair(ref), page.draw) is not walk.item.honest:
        return None
    return walk.moment.id, int(page.steps[-1])


def _untaken(pack: Pack, taken: Taken) -> Iterable[Problem]:
    """Report the choices that no transcript takes, for stories and drills that have one."""
    for name, parsed in pack.files.items():
        branches = parsed.kind in {Kind.STORY, Kind.DRILL}
        if branches and (parsed.kind, parsed.item) in taken and pack.source_of(name) is parsed:
            yield from _untaken_in(parsed, taken[parsed.kind, parsed.item])


def _untaken_in(parsed: ParsedFile, taken: set[tuple[str, int]]) -> Iterable[Problem]:
    for card in parsed.get().cards:
        for number, choice in enumerate(card.choices):
            if (card.id, number) not in taken:
                what = phrase(
                    "choice {value} of '{id}' is never taken: {plain}",
                    value=chr(ord("A") + number),
                    id=card.id,
                    plain=choice.text.plain[:40],
                )
                fix = phrase("take it in a transcript beside the {kind}", kind=parsed.kind)
                yield Problem(parsed.path, card.line, 1, "W130", what, fix, Severity.WARNING)


def written(file: Path, now: datetime) -> str:
    """Return a transcript with the steps of this file and the bot's present words.

    Errors: NoButton if a step taps a missing button; ValueError if the file is not beside an item.
    """
    around, found = _around(file), _NAME.fullmatch(file.name)
    pack = read_pack(around) if around and found else None
    if pack is None or found is None or pack.head is None:
        raise ValueError(f"{file}: name it after its item and locale: story.ru.chat.md, beside story.ru.md")
    folder = file.parent.relative_to(pack.folder).as_posix()
    source = pack.source_of(f"{folder}/{found['kind']}.{found['locale']}.md")
    head, steps = transcripts.read(file.read_text(encoding="utf-8"))
    who = _WHO.search(head)
    with stage([pack], now) as opened:
        named = who[1] if who and who[1] in set(Audience) else ""
        audience = named or (source.audiences[0] if source and source.audiences else "9-11")
        visitor = opened.visitor(audience, found["locale"])
        if source is not None:
            _open(opened, visitor, Ref(source.kind, pack.head.id, folder))
        acts = [transcripts.OPENING, *(step.act for step in steps if step.act != transcripts.OPENING)]
        return f"{head}\n\n{transcripts.plays(visitor, acts)}"
