"""Writes the templates of `new`, which authors fill in; every template passes the check unchanged."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.packs.check import USAGE, run_check
from bot.packs.lint.placeholders import FOLDER, KEEP
from bot.packs.model import Kind
from bot.packs.parser.reader import ITEM, head_of, read_pack
from bot.packs.parser.source import suggestion
from bot.packs.schedule import FILE as SCHEDULE
from bot.packs.topics import SENSITIVE, TOPICS
from bot.packs.upload.archive import pack_up
from bot.values.audience import Audience
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.values.phrases import Phrases

TEMPLATES = (
    "pack",
    *(Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL, Kind.TIPS, Kind.CAMPAIGN, Kind.TALK, Kind.ROUND, Kind.PATH),
)

LEADING = (Kind.CAMPAIGN, Kind.PATH)
"""Kinds that lead to other items, so that the pack must already have one."""

_KEEP = re.compile(rf" *(?:# )?{KEEP}")
_INHERITED = re.compile(
    r"^(?:tiers|age_mark|topics|minutes|status|shuffle|first|pick|weeks|start|endings|twin|honest|duel):.*\n",
    re.MULTILINE,
)


def write_template(kind: str, path: Path, reader: Phrases | None = None, source: str = "") -> tuple[int, str]:
    """Write the template of a pack, lesson, story, quiz, drill (with its honest twin beside it), tips, campaign,
    talk, round or path into the folder `path`, in all languages of the template; return the exit code and the text
    to print, in the language of `reader` (English by default). `source`: the source language of a pack.

    A folder named like a tier or topic (`phishing/9-11`) sets them in the head. Existing files are never
    overwritten: then, and for names that a pack cannot have, the code is 2 and nothing is written.
    """
    reader = reader or phrases_of(SOURCE_LOCALE)
    why_not = refusal(kind, path)
    if why_not:
        return USAGE, reader.retell(why_not)
    files = dict(_pack(path, source)) if kind == "pack" else dict(_item(kind, path))
    there = [str(file) for file in files if file.exists()]
    if there:
        return USAGE, reader.say("{file} exists already; nothing is written", file=there[0])
    for file, words in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8", newline="\n")
    code, problems = run_check([*files], stamp=True, reader=reader)
    following = reader.say("next: fill in, then check {path}", path=path)
    return code, "\n".join([reader.say("written:"), *map(str, files), *filter(None, [problems]), following])


@cache
def starter(locale: str = "") -> bytes:
    """Return a starter pack as .zip: a folder with a lesson on passwords for 9–11. `locale`: the author's
    language, used if the templates have it.
    """
    with TemporaryDirectory(prefix="mayak-starter-") as folder:
        root = Path(folder) / "my-pack"
        write_template("pack", root, source=locale if locale in written() else "")
        write_template(Kind.LESSON.value, root / "accounts" / "9-11")
        return pack_up({str(file.relative_to(folder)): file.read_bytes() for file in root.rglob("*.*")})


def refusal(kind: str, path: Path) -> str:
    """Return why this template cannot be written there; empty if it can."""
    if kind not in TEMPLATES:
        return phrase(
            "there is no template for '{kind}': {suggestion}", kind=kind, suggestion=suggestion(kind, TEMPLATES)
        )
    if kind == "pack":
        fits = re.fullmatch(r"[a-z0-9-]{1,16}", path.name)
        return (
            "" if fits else phrase("'{name}' cannot name a pack: use at most 16 of a–z, 0–9 and -", name=path.name)
        )
    pack = pack_around(path)
    if pack is None:
        return phrase("{path} stands in no pack: write one first with `new pack`", path=path)
    item = path.absolute().relative_to(pack.absolute()).as_posix()
    longest = _twin(path).absolute().relative_to(pack.absolute()).as_posix() if kind == Kind.DRILL else item
    if not ITEM.fullmatch(longest):
        return phrase(
            "'{longest}' cannot name an item: use folders of a–z, 0–9 and -, at most 24 characters in all",
            longest=longest,
        )
    if kind in LEADING and head_of(pack) and not _first_item(pack, path):
        return phrase(
            "a {kind} leads to lessons, stories and quizzes, and {pack} has none for its readers yet",
            kind=kind,
            pack=pack,
        )
    return "" if head_of(pack) else phrase("{pack}/pack.yml has errors: run `check {pack}` first", pack=pack)


def _first_item(folder: Path, path: Path) -> tuple[str, Audience] | None:
    """Return an item of the pack that a campaign can lead to, and its audience: the tier that the path names."""
    asked = {name for name in path.parts[-2:] if name in {audience.value for audience in Audience}}
    pack = read_pack(folder)
    name = pack.head.id if pack.head else folder.name
    for parsed in pack.files.values():
        fitting = [audience for audience in parsed.audiences if not asked or audience.value in asked]
        if parsed.kind in {Kind.LESSON, Kind.STORY, Kind.QUIZ} and fitting:
            return f"{parsed.kind}:{name}/{parsed.item}", fitting[0]
    return None


def pack_around(path: Path) -> Path | None:
    """Return the folder of the pack around `path`, None if there is none."""
    return next((folder for folder in path.absolute().parents if (folder / "pack.yml").exists()), None)


@cache
def written() -> tuple[str, ...]:
    """Return the languages of the templates, the new pack's first."""
    head = head_of(FOLDER)
    if head is None:
        raise ValueError(f"{FOLDER}/pack.yml has errors")
    return (head.source_locale, *(other for other in head.locales if other != head.source_locale))


def _read(name: str) -> str:
    """Return a template without the internal marks (`lint.placeholders`)."""
    return _KEEP.sub("", (FOLDER / name).read_text(encoding="utf-8"))


def _pack(path: Path, source: str = "") -> Iterator[tuple[Path, str]]:
    words, first = _read("pack.yml"), written()[0]
    source = source or first
    words = words.replace(f"source_locale: {first}", f"source_locale: {source}")
    yield path / "pack.yml", words.replace("id: my-pack", f"id: {path.name}")
    for locale in written():
        yield path / f"glossary.{locale}.md", _words("glossary", locale, source)


def new_pack(name: str, title: str, locale: str) -> str:
    """Return the pack.yml of a new pack in one language. `title`: as YAML writes it."""
    words = re.sub(
        r"^title:\n(?:  .*\n)+",
        f"title:\n  {locale}: {title}\n".replace("\\", r"\\"),
        _read("pack.yml"),
        flags=re.MULTILINE,
    )
    words = re.sub(r"^source_locale: \w+", f"source_locale: {locale}", words, flags=re.MULTILINE)
    words = re.sub(r"^locales: \[.*\]", f"locales: [{locale}]", words, flags=re.MULTILINE)
    return words.replace("id: my-pack", f"id: {name}")


def _item(kind: str, path: Path) -> Iterator[tuple[Path, str]]:
    pack = pack_around(path)
    head = head_of(pack) if pack else None
    if head is None:
        return
    source = head.source_locale
    found = _first_item(pack, path) if pack and kind in LEADING else None
    if found and kind == Kind.CAMPAIGN:
        words = _read(SCHEDULE).replace("ITEM", found[0])
        yield path / SCHEDULE, words.replace('"9-11"', f'"{found[1]}"')
    for locale in [source, *(other for other in written() if other in head.locales and other != source)]:
        words = for_reader(_words(kind, locale, source), path)
        if pack and kind == Kind.DRILL:
            twin = _twin(path)
            words = words.replace("twin: TWIN", f"twin: {twin.absolute().relative_to(pack.absolute()).as_posix()}")
            yield twin / f"{kind}.{locale}.md", for_reader(_words("twin", locale, source), path)
        if found:
            words = words.replace("ITEM", found[0]).replace('tiers: ["9-11"]', f'tiers: ["{found[1]}"]')
        yield path / f"{kind}.{locale}.md", words


def _twin(path: Path) -> Path:
    """Return the folder of the honest twin of a drill: `phishing/vote-ok/9-11` for `phishing/vote/9-11`."""
    if path.name in {audience.value for audience in Audience}:
        return path.parent.with_name(f"{path.parent.name}-ok") / path.name
    return path.with_name(f"{path.name}-ok")


def _words(kind: str, locale: str, source: str) -> str:
    """Return a template in a locale (else in the source language): with its whole head as a source, or with the
    head of a translation.
    """
    words = _read(f"{kind}.{locale if locale in written() else SOURCE_LOCALE}.md")
    if locale == source:
        return words
    # The head names no translator, because nobody has translated yet.
    translation = f'translation: {{of: {source}, hash: ""}}\n---\n'
    head, end, body = words.removeprefix("---\n").partition("---\n")
    return f"---\n{_INHERITED.sub('', head)}{translation}{body}" if end else words


_HEAD = """---
title: {title}
tiers: ["9-11"]
age_mark: 6+
topics: [accounts]
objective: {title}
minutes: {minutes}
status: draft
---
# {heading}

"""


def item_head(path: Path, title: str, heading: str, minutes: int) -> str:
    """Return the head of an item made from another program's file, including its heading (Markdown): a draft for
    the readers named by its folders `path`. The author writes the objective; minutes are 1 to 60.
    """
    words = json.dumps(title, ensure_ascii=False)
    return for_reader(_HEAD.format(title=words, heading=heading, minutes=max(1, min(60, minutes))), path)


def for_reader(words: str, path: Path) -> str:
    """Set tier, age mark and topic in a template's head from the names of its folders."""
    for name in path.parts[-2:]:
        if name in {audience.value for audience in Audience}:
            mark = Audience(name).youngest
            words = words.replace('tiers: ["9-11"]', f'tiers: ["{name}"]').replace(
                "age_mark: 6+", f"age_mark: {mark}+"
            )
        elif name in TOPICS:
            line = f"topics: [{name}]" + ("\nsensitive: true" if name in SENSITIVE else "")
            words = re.sub(r"^topics: \[\w+\]$", line, words, count=1, flags=re.MULTILINE)
    return words
