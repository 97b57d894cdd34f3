"""How tests read packs: the fixture packs, copies of them to break, and single files around a few words."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs.draft import Draft, FileContext, read_draft
from bot.packs.lint import check_draft
from bot.packs.model import Kind
from bot.packs.parser.head import PackHead
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.parser.source import Source
from bot.packs.visibility import open_library

if TYPE_CHECKING:
    from bot.packs.library import Library
    from bot.packs.model import Item

FIXTURES = Path(__file__).parents[1] / "fixtures" / "packs"
TODAY = date(2026, 11, 1)

PACK = """format: 1
id: demo
version: 1.0.0
title: {en: Demo}
source_locale: en
locales: [en]
licence: CC-BY-SA-4.0
partner: {name: Demo partner}
maintainers: [{name: Demo desk}]
min_bot_version: "0.1"
link_hosts: [good.example]
review: {status: approved}
"""
"""The pack.yml of a pack with one language."""

HEAD = """---
title: Title
tiers: ["9-11"]
age_mark: 6+
topics: [accounts]
objective: Do one thing.
minutes: 2
status: approved
---
# Title

What it is about.

"""


def pack_head(**fields: object) -> PackHead:
    """Return a pack's head with these fields changed."""
    whole = {
        "format": 1,
        "id": "demo",
        "version": "1.0.0",
        "title": {"en": "Demo"},
        "source_locale": "en",
        "locales": ["en", "ru"],
        "licence": "CC-BY-SA-4.0",
        "partner": {"name": "Demo partner"},
        "maintainers": [{"name": "Demo desk"}],
        "link_hosts": ["good.example"],
        "review": {"status": "approved"},
    }
    return PackHead.model_validate(whole | fields)


def draft(
    cards: str, kind: Kind = Kind.LESSON, *, style: bool = False, locale: str = "en", tier: str = "9-11"
) -> Draft:
    """Read the words of cards as an item of a kind for a tier, checked."""
    context = FileContext(pack_head(source_locale=locale), kind, f"topic/{tier}", locale, FIXTURES)
    found = read_draft(Source("demo.md", HEAD.replace("9-11", tier) + cards), context)
    check_draft(found, in_style=style)
    return found


def codes(found: Draft) -> set[str]:
    """Return the codes of a draft's problems."""
    return {problem.code for problem in found.report.problems}


def fixture_library(*, allow_unreviewed: bool = False) -> Library:
    """Return the library of the fixture packs."""
    packs = [read_pack(folder) for folder in find_packs([FIXTURES])]
    return open_library(packs, TODAY, allow_unreviewed=allow_unreviewed)


def copied(to: Path, *packs: str) -> Path:
    """Copy fixture packs into a root of their own, to be changed."""
    for pack in packs or ("lamp", "lamp-sets"):
        shutil.copytree(FIXTURES / pack, to / pack)
    return to


def edit(file: Path, old: str, new: str) -> None:
    """Change a file's words, each time they stand there; they must."""
    words = file.read_text("utf-8")
    assert old in words, f"{file.name} does not say {old!r}"
    file.write_text(words.replace(old, new), "utf-8")


def the_lesson(library: Library, locale: str = "ru") -> Item:
    """Return the lesson of the lamp."""
    item = library.find(Kind.LESSON, "lamp", "light/9-11", locale)
    assert item
    return item
