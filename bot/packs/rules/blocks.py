"""Rules E1xx on blocks: footnotes, links inside packs, empty cards; what stands in the wrong place is seen while
reading (`bot.packs.cards`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs import links
from bot.packs.model import Kind, Problem
from bot.packs.source import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.reader import Pack


def check_cards(draft: Draft) -> None:
    """Report an item without cards, and cards in which nothing stands."""
    report, split = draft.report, draft.split
    if not split.cards and not report.failed:
        report.add("E122", split.intro.line, "no card: nothing stands under a `##`", "write `## Title` and words")
    for parts in split.cards:
        says = parts.body or parts.callouts or parts.drawing
        asks = parts.boxes or parts.steps or parts.ways or parts.open
        if not says and not asks:
            report.add("E121", parts.line, "an empty card", "write its words, or delete the heading")


def check_footnotes(draft: Draft) -> None:
    """Report footnotes that are missing or that nothing refers to, and a lesson that names no source at all."""
    report, split = draft.report, draft.split
    parts = [split.intro, *split.cards]
    used = {name: line for part in parts for name, line in part.footnotes}
    for name, line in used.items():
        if name not in split.footnotes:
            fix = nearest(name, split.footnotes) or f"write at the end: [^{name}]: who says so, year"
            column = draft.source.find(f"[^{name}]", line, line)[1]
            report.add("E112", line, f"the footnote [^{name}] is given nowhere", fix, column)
    for name, line in split.footnote_lines.items():
        if name not in used:
            fix = f"write [^{name}] behind the fact, or delete it"
            report.add("W112", line, f"nothing refers to the footnote [^{name}]", fix)
    if draft.where.kind is Kind.LESSON and not used:
        what = "a lesson without a source"
        report.add(
            "W114", split.intro.line, what, "name one for a fact: [^id], and at the end [^id]: who says so, year"
        )


def check_aims(draft: Draft) -> None:
    """Report links that lead neither to a term nor to an https address."""
    for parts in (draft.split.intro, *draft.split.cards):
        for aim in parts.aims:
            if aim.url.startswith("#") or (":" not in aim.url and not links.term(aim.url)):
                what = f"the link leads to '{aim.url[:60]}', which cannot be tapped here"
                fix = "link to a term: ../../glossary.ru.md#anchor, or write it without a link"
                if draft.where.kind is Kind.STORY:
                    fix = "give each choice a line of its own: - [words](#scene)"
                draft.report.add("E124", aim.line, what, fix, aim.column)


def check_terms(pack: Pack) -> Iterator[Problem]:
    """Report links to terms that the pack's glossary does not have in that locale."""
    terms = {sheet.locale: sheet.ids for sheet in pack.sheets.values() if sheet.kind is Kind.GLOSSARY}
    for sheet in pack.sheets.values():
        for link in sheet.terms:
            known = terms.get(link.locale, [])
            if link.anchor not in known:
                what = f"the term '{link.anchor}' stands not in glossary.{link.locale}.md"
                fix = nearest(link.anchor, known) or "add it there, or write the word without a link"
                yield Problem(sheet.path, link.line, link.column, "E125", what, fix)
