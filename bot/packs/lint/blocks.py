"""Rules E1xx on blocks: footnotes, links inside packs, empty cards.

Blocks in the wrong place are reported while the file is read (`bot.packs.parser.cards`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.kinds import asks
from bot.packs.lint.rules import alone, within
from bot.packs.model import Kind
from bot.packs.parser import links
from bot.packs.parser.head import LessonFront
from bot.packs.parser.source import did_you_mean
from bot.packs.problem import Problem
from bot.values.audience import Audience
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.pack import Pack


@alone
def check_cards(draft: Draft) -> None:
    """Report an item without cards, and empty cards."""
    report, split = draft.report, draft.split
    if not split.cards and not report.failed:
        report.add(
            "E122",
            split.intro.line,
            phrase("no card: nothing stands under a `##`"),
            phrase("write `## Title` and words"),
        )
    for parts in split.cards:
        says = parts.body or parts.callouts or parts.drawing or parts.block_line
        if not says and not parts.choices and not asks(parts):
            report.add(
                "E121", parts.line, phrase("an empty card"), phrase("write its words, or delete the heading")
            )


@alone
def check_footnotes(draft: Draft) -> None:
    """Report footnotes that are missing or unused, and a lesson that names no source."""
    report, split = draft.report, draft.split
    parts = [split.intro, *split.cards]
    used = {name: line for part in parts for name, line in part.footnotes}
    for name, line in used.items():
        if name not in split.footnotes:
            fix = did_you_mean(name, split.footnotes) or phrase(
                "write at the end: [^{name}]: who says so, year", name=name
            )
            column = draft.source.find(f"[^{name}]", line, line)[1]
            report.add("E112", line, phrase("the footnote [^{name}] is given nowhere", name=name), fix, column)
    for name, line in split.footnote_lines.items():
        if name not in used:
            fix = phrase("write [^{name}] behind the fact, or delete it", name=name)
            report.add("W112", line, phrase("nothing refers to the footnote [^{name}]", name=name), fix)
    # A newcomer's first lesson is one case to judge, and texts for 6–8 are tales: neither needs a fact. A
    # translation has its source's.
    tale = draft.audiences == (Audience.TIER_6_8,)
    if isinstance(draft.front, LessonFront) and not draft.front.first and not tale and not used:
        what = phrase("a lesson without a source")
        report.add(
            "W114",
            split.intro.line,
            what,
            phrase("name one for a fact: [^id], and at the end [^id]: who says so, year"),
        )


@alone
def check_link_targets(draft: Draft) -> None:
    """Report links that lead neither to a term nor to an https address."""
    for parts in (draft.split.intro, *draft.split.cards):
        for aim in parts.link_targets:
            if aim.url.startswith("#") or (":" not in aim.url and not links.term(aim.url)):
                what = phrase("the link leads to '{url}', which cannot be tapped here", url=aim.url[:60])
                fix = phrase("link to a term: ../../glossary.ru.md#anchor, or write it without a link")
                if draft.context.kind is Kind.STORY:
                    fix = phrase("give each choice a line of its own: - [words](#scene)")
                draft.report.add("E124", aim.line, what, fix, aim.column)


@within
def check_terms(pack: Pack) -> Iterator[Problem]:
    """Report links to terms that the pack's glossary does not have in that locale."""
    terms = {parsed.locale: parsed.ids for parsed in pack.files.values() if parsed.kind is Kind.GLOSSARY}
    for parsed in pack.files.values():
        for link in parsed.terms:
            known = terms.get(link.locale, [])
            if link.anchor not in known:
                what = phrase(
                    "the term '{anchor}' stands not in glossary.{locale}.md",
                    anchor=link.anchor,
                    locale=link.locale,
                )
                fix = did_you_mean(link.anchor, known) or phrase("add it there, or write the word without a link")
                yield Problem(parsed.path, link.line, link.column, "E125", what, fix)
