"""Writes a pack as one HTML file that a reviewer opens without a server, for every tier and locale."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.preview.page import language, picture_of, recording_of, whole
from bot.doors.web.markup import html_of
from bot.features.library.reading_aloud import voice_message
from bot.packs.check import check
from bot.packs.drills import ACTS, told
from bot.packs.inherit import inherit
from bot.packs.model import Kind
from bot.packs.parser.parsed_file import is_stale
from bot.packs.parser.reader import read_pack
from bot.packs.rounds import read_verdict
from bot.values.audience import Audience
from bot.values.phrases import phrases_of
from bot.values.screen_block import letter
from bot.values.text import bold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.packs.drills import Sort
    from bot.packs.model import Card, Item
    from bot.packs.pack import Pack
    from bot.packs.problem import Problem
    from bot.packs.question import Question
    from bot.values.text import Text


def bundle(folder: Path, today: date) -> str:
    """Return a pack as one HTML document. Files with errors are left out; the first page shows the report of
    `check`.

    Errors: ValueError if pack.yml cannot be used.
    """
    pack = read_pack(folder)
    if pack.head is None:
        raise ValueError(f"{folder}/pack.yml has errors: run `check {folder}`")
    items = _items(pack)
    locales = [locale for locale in pack.head.locales if any(item.locale == locale for item in items)]
    sections = [_contents(pack, locale, locales, items, number == 0) for number, locale in enumerate(locales)]
    sections.append(_problems(check([folder], today=today), pack.head.source_locale))
    sections += [section for item in items for section in _pages(item)]
    title = next(iter(pack.head.title.values()))
    style = (Path(__file__).parent / "bundle.css").read_text(encoding="utf-8")
    return whole(title, pack.head.source_locale, style, "\n".join(sections))


def _items(pack: Pack) -> list[Item]:
    return [item for name in pack.files if (item := item_of(pack, name))]


def item_of(pack: Pack, name: str) -> Item | None:
    """Return the item of a file in a pack, completed from its source; None if one of them has errors."""
    parsed, source = pack.files.get(name), pack.source_of(name)
    if parsed is None or source is None or parsed.failed or source.failed or parsed.skeleton != source.skeleton:
        return None
    item = parsed.get()
    if parsed is not source:
        item = inherit(item, source.get(), stale=is_stale(parsed, source))
    return replace(item, unreviewed=item.sensitive)


def _say(locale: str) -> Callable[[str], str]:
    """Return a function that says phrases in a pack's language, or in the source language."""
    return phrases_of(locale).say


def _id(item: Item, card: str = "") -> str:
    return escape(f"{item.locale}.{item.ref.kind}.{item.ref.item}.{card}")


def _contents(pack: Pack, locale: str, locales: Sequence[str], items: Sequence[Item], first: bool) -> str:  # noqa: FBT001 - a place in a row
    assert pack.head is not None  # noqa: S101 - the caller has seen it
    title = pack.head.title.get(locale) or next(iter(pack.head.title.values()))
    links = " ".join(f'<a href="#contents.{escape(other)}">{escape(other)}</a>' for other in locales)
    say = _say(locale)
    problems = escape(say("What `check` says"))
    parts = [f'<nav>{links} <a href="#problems">{problems}</a></nav><h1>{escape(title)}</h1>']
    groups = [(audience.value, audience.value) for audience in Audience] + [("", say("everyone"))]
    for audience, heading in groups:
        mine = [
            item
            for item in items
            if item.locale == locale
            and (audience in {who.value for who in item.audiences} if audience else not item.audiences)
        ]
        if mine:
            rows = "".join(
                f'<li><a href="#{_id(item)}">{escape(item.title)}</a> <span class="facts">{escape(_facts(item))}'
                "</span></li>"
                for item in sorted(mine, key=lambda item: (item.topics, item.ref.item, item.ref.kind))
            )
            parts.append(f"<h2>{escape(heading)}</h2><ul>{rows}</ul>")
    style = ' class="first"' if first else ""
    return f'<section id="contents.{escape(locale)}"{style} {language(locale)}>{"".join(parts)}</section>'


def _facts(item: Item) -> str:
    say = _say(item.locale)
    facts = [item.ref.kind.value, *([say("honest twin")] if item.honest else []), *item.topics]
    facts += [say("sensitive: a specialist has to look")] if item.unreviewed else []
    facts += [say("older than its source")] if item.stale else []
    return " · ".join(facts)


def _problems(problems: Sequence[Problem], locale: str) -> str:
    rows = "".join(
        f'<p class="problem"><b>{problem.code}</b> {escape(problem.path)}:{problem.line} {escape(problem.what)} — '
        f"{escape(problem.fix)}</p>"
        for problem in problems
    )
    say = _say(locale)
    home, heading = escape(say("All of it")), escape(say("What `check` says"))
    back = f'<nav><a href="#contents.{escape(locale)}">{home}</a></nav>'
    return f'<section id="problems">{back}<h1>{heading}</h1>{rows or "<p>✔</p>"}</section>'


def _pages(item: Item) -> list[str]:
    say = _say(item.locale)
    whole_of_it, on = escape(say("All of it")), escape(say("On ▶"))
    home = f'<a href="#contents.{escape(item.locale)}">{whole_of_it}</a>'
    begin = item.start or (item.cards[0].id if item.cards else "")
    about = (
        f'<section id="{_id(item)}" {language(item.locale)}><nav>{home}</nav><h1>{escape(item.title)}</h1>'
        f'<p class="facts">{escape(_facts(item))}</p><p class="say">{html_of(item.description)}</p>'
        f'<a class="button" href="#{_id(item, begin)}">{on}</a></section>'
    )
    return [about, *(_card(item, card, place, home) for place, card in enumerate(item.cards))]


def _card(item: Item, card: Card, place: int, home: str) -> str:
    say = _say(item.locale)
    where = f'<span class="place">{escape(item.title)} · {place + 1}/{len(item.cards)}</span>'
    row = item.ref.kind not in {Kind.STORY, Kind.DRILL}
    ways = [(place - 1, say("◀ Back"))] if place and row else []
    if row and place + 1 < len(item.cards):
        ways.append((place + 1, say("On ▶")))
    links = " ".join(f'<a href="#{_id(item, item.cards[to].id)}">{escape(label)}</a>' for to, label in ways)
    inside = f"<nav>{home} {where}</nav>{static_card(item, card)}<nav>{links}</nav>"
    return f'<section id="{_id(item, card.id)}" {language(item.locale)}>{inside}</section>'


def static_card(item: Item, card: Card) -> str:
    """Return the words and question of a card; the consequences of answers and choices are folded."""
    say = _say(item.locale)
    voice = voice_message(say, card)
    parts = [
        recording_of(voice) if voice else "",
        f"<h2>{escape(card.title)}</h2>",
        picture_of(card.picture) if card.picture else "",
        _judged(item, card, say) if item.ref.kind is Kind.ROUND else _say_all(card.body),
    ]
    callouts = (
        (say("Hint"), card.hint),
        (say("Remember"), card.remember),
        (say("With the button “I need help”"), card.warning),
        (say("Only adults read this"), card.adult_note),
    )
    parts += [_call(label, html_of(text)) for label, text in callouts if text]
    if card.question:
        parts.append(_question(card.question, say))
    go_on = say("On ▶")
    for choice in card.choices:
        after = f'<p class="say">{html_of(choice.consequence)}</p>' if choice.consequence else ""
        on = f'<a class="button" href="#{_id(item, choice.scene)}">{escape(go_on)}</a>'
        sign = f"{ACTS[choice.act]} " if choice.act else ""
        parts.append(f"<details><summary>{sign}{html_of(choice.text)}</summary>{after}{on}</details>")
    sort: Sort = "sign" if item.honest else "technique"
    named = [told(sort, mark.name, item.locale) for mark in card.every_mark]
    parts += [_call(say("The debrief names"), escape(f"{one.name}: {one.why}")) for one in named]
    parts += [_call(say("Afterwards everybody reads"), html_of(card.note))] if card.note else []
    if card.sources:
        parts.append(_call(say("Sources"), "<br>".join(map(html_of, card.sources))))
    return "".join(parts)


def _say_all(text: Text) -> str:
    return f'<p class="say">{html_of(text)}</p>' if text else ""


def _judged(item: Item, card: Card, say: Callable[[str], str]) -> str:
    """Return the verdict on a screen of a round with reasons; folded, so that a reviewer can play it."""
    verdict = read_verdict(card.body)
    if verdict is None:
        return _say_all(card.body)
    signs = ", ".join(letter(item.locale, spot) for spot in verdict.odd)
    told = say("A trap: {letters}").format(letters=signs) if verdict.odd else say("Honest")
    spots = "".join(
        _say_all(bold(f"{letter(item.locale, spot)}. ") + words) for spot, words in verdict.spots.items()
    )
    asked = escape(say("What is odd here?"))
    return (
        f"<details><summary>{asked}</summary><p><b>{escape(told)}</b></p>{_say_all(verdict.why)}{spots}</details>"
    )


def _call(label: str, inside: str) -> str:
    return f'<div class="call say"><b class="label">{escape(label)}</b>\n{inside}</div>'


def _question(question: Question, say: Callable[[str], str]) -> str:
    """Return the options, each with its feedback; for kinds judged as a whole, with the answer folded."""
    if question.own_words:
        own_words = say("In one's own words; nothing is kept")
        return f'<p class="facts">{escape(own_words)}</p>'
    if not question.judged:
        shown = "".join(f"<li>{html_of(text)}</li>" for text in question.said())
        head, answer = escape(say("The right answer")), _say_all(question.solution())
        return f"<ul>{shown}</ul><details><summary>{head}</summary>{answer}</details>"
    no_answer = say("No right answer")
    told = [] if question.counted else [f'<p class="facts">{escape(no_answer)}</p>']
    for option in question.judged:
        sign = (say("Right") if option.right else say("Not quite")) if question.counted else ""
        style = "right" if option.right else "wrong"
        verdict = f'<p class="{style}">{escape(sign)}</p>' if sign else ""
        feedback = f'<p class="say">{html_of(option.feedback)}</p>' if option.feedback else ""
        told.append(f"<details><summary>{html_of(option.text)}</summary>{verdict}{feedback}</details>")
    return "".join(told)
