"""Bundle: a pack as one HTML file that a reviewer opens and plays without a server, for every tier and locale."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs.check import check
from bot.packs.inherit import inherit
from bot.packs.model import Kind, QuestionKind
from bot.packs.reader import read_pack
from bot.packs.sheet import is_stale
from bot.values.audience import Audience
from bot.workshop.page import html_of, picture_of, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.packs.model import Card, Item, Problem, Question
    from bot.packs.reader import Pack

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "contents": "All of it",
        "next": "On ▶",
        "back": "◀ Back",
        "right": "Right",
        "wrong": "Not quite",
        "note": "Afterwards everybody reads",
        "hint": "Hint",
        "remember": "Remember",
        "warning": "With the button “I need help”",
        "adults": "Only adults read this",
        "sources": "Sources",
        "order": "The right order",
        "own": "In one's own words; nothing is kept",
        "poll": "No right answer",
        "sensitive": "sensitive: a specialist has to look",
        "stale": "older than its source",
        "problems": "What `check` says",
        "everyone": "everyone",
    },
    "ru": {
        "contents": "Всё содержание",
        "next": "Дальше ▶",
        "back": "◀ Назад",
        "right": "Верно",
        "wrong": "Не совсем",
        "note": "После ответа читают все",
        "hint": "Подсказка",
        "remember": "Запомнить",
        "warning": "С кнопкой «Нужна помощь»",
        "adults": "Это читают только взрослые",
        "sources": "Источники",
        "order": "Верный порядок",
        "own": "Своими словами; ничего не хранится",
        "poll": "Верного ответа нет",
        "sensitive": "чувствительная тема: нужен взгляд специалиста",
        "stale": "старше исходного текста",
        "problems": "Что говорит `check`",
        "everyone": "все",
    },
}


def bundle(folder: Path, today: date) -> str:
    """Return a pack as one HTML document. Files with errors are left out; what `check` says stands on the first
    page.

    Errors: ValueError when pack.yml cannot be used.
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
    return [item for name in pack.sheets if (item := item_of(pack, name))]


def item_of(pack: Pack, name: str) -> Item | None:
    """Return the item of a file in a pack, completed from its source; None when either has errors."""
    sheet, source = pack.sheets.get(name), pack.source_of(name)
    if sheet is None or source is None or sheet.failed or source.failed or sheet.skeleton != source.skeleton:
        return None
    item = sheet.get()
    if sheet is not source:
        item = inherit(item, source.get(), stale=is_stale(sheet, source))
    return replace(item, unreviewed=item.sensitive)


def _said(locale: str) -> Mapping[str, str]:
    return WORDS.get(locale, WORDS["en"])


def _id(item: Item, card: str = "") -> str:
    return escape(f"{item.locale}.{item.ref.kind}.{item.ref.item}.{card}")


def _contents(pack: Pack, locale: str, locales: Sequence[str], items: Sequence[Item], first: bool) -> str:  # noqa: FBT001 - a place in a row
    """Return the page of one locale: its items by audience."""
    assert pack.head is not None  # noqa: S101 - the caller has seen it
    title = pack.head.title.get(locale) or next(iter(pack.head.title.values()))
    links = " ".join(f'<a href="#contents.{escape(other)}">{escape(other)}</a>' for other in locales)
    problems = escape(_said(locale)["problems"])
    parts = [f'<nav>{links} <a href="#problems">{problems}</a></nav><h1>{escape(title)}</h1>']
    groups = [(audience.value, audience.value) for audience in Audience] + [("", _said(locale)["everyone"])]
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
    return f'<section id="contents.{escape(locale)}"{style} lang="{escape(locale)}">{"".join(parts)}</section>'


def _facts(item: Item) -> str:
    words = _said(item.locale)
    facts = [item.ref.kind.value, *item.topics]
    facts += [words["sensitive"]] if item.unreviewed else []
    facts += [words["stale"]] if item.stale else []
    return " · ".join(facts)


def _problems(problems: Sequence[Problem], locale: str) -> str:
    rows = "".join(
        f'<p class="problem"><b>{problem.code}</b> {escape(problem.path)}:{problem.line} {escape(problem.what)} — '
        f"{escape(problem.fix)}</p>"
        for problem in problems
    )
    words = _said(locale)
    back = f'<nav><a href="#contents.{escape(locale)}">{escape(words["contents"])}</a></nav>'
    title = f"<h1>{escape(words['problems'])}</h1>"
    return f'<section id="problems">{back}{title}{rows or "<p>✔</p>"}</section>'


def _pages(item: Item) -> list[str]:
    """Return the sections of an item: what it is about, then each card."""
    words = _said(item.locale)
    home = f'<a href="#contents.{escape(item.locale)}">{escape(words["contents"])}</a>'
    begin = item.start or (item.cards[0].id if item.cards else "")
    about = (
        f'<section id="{_id(item)}" lang="{escape(item.locale)}"><nav>{home}</nav><h1>{escape(item.title)}</h1>'
        f'<p class="facts">{escape(_facts(item))}</p><p class="say">{html_of(item.description)}</p>'
        f'<a class="button" href="#{_id(item, begin)}">{escape(words["next"])}</a></section>'
    )
    return [about, *(_card(item, card, place, home) for place, card in enumerate(item.cards))]


def _card(item: Item, card: Card, place: int, home: str) -> str:
    words = _said(item.locale)
    where = f'<span class="place">{escape(item.title)} · {place + 1}/{len(item.cards)}</span>'
    ways = [(place - 1, words["back"])] if place and item.ref.kind is not Kind.STORY else []
    if item.ref.kind is not Kind.STORY and place + 1 < len(item.cards):
        ways.append((place + 1, words["next"]))
    links = " ".join(f'<a href="#{_id(item, item.cards[to].id)}">{escape(label)}</a>' for to, label in ways)
    inside = f"<nav>{home} {where}</nav>{static_card(item, card)}<nav>{links}</nav>"
    return f'<section id="{_id(item, card.id)}" lang="{escape(item.locale)}">{inside}</section>'


def static_card(item: Item, card: Card) -> str:
    """Return all that a card says and asks; what comes of an answer or a choice is folded away."""
    words = _said(item.locale)
    parts = [
        f"<h2>{escape(card.title)}</h2>",
        picture_of(card.picture) if card.picture else "",
        f'<p class="say">{html_of(card.body)}</p>' if card.body else "",
    ]
    callouts = {"hint": card.hint, "remember": card.remember, "warning": card.warning, "adults": card.adult_note}
    parts += [_call(words[name], html_of(text)) for name, text in callouts.items() if text]
    if card.question:
        parts.append(_question(card.question, words))
    for choice in card.choices:
        after = f'<p class="say">{html_of(choice.consequence)}</p>' if choice.consequence else ""
        on = f'<a class="button" href="#{_id(item, choice.scene)}">{escape(words["next"])}</a>'
        parts.append(f"<details><summary>{html_of(choice.text)}</summary>{after}{on}</details>")
    parts += [_call(words["note"], html_of(card.note))] if card.note else []
    if card.sources:
        parts.append(_call(words["sources"], "<br>".join(map(html_of, card.sources))))
    return "".join(parts)


def _call(label: str, inside: str) -> str:
    return f'<div class="call say"><b class="label">{escape(label)}</b>\n{inside}</div>'


def _question(question: Question, words: Mapping[str, str]) -> str:
    """Return the options, each with what is said to who taps it; an order with its answer folded away."""
    if question.kind is QuestionKind.OPEN:
        return f'<p class="facts">{escape(words["own"])}</p>'
    if question.kind is QuestionKind.ORDER:
        steps = "".join(f"<li>{html_of(option.text)}</li>" for option in question.options)
        return f"<details><summary>{escape(words['order'])}</summary><ol>{steps}</ol></details>"
    poll = question.kind is QuestionKind.POLL
    told = [f'<p class="facts">{escape(words["poll"])}</p>'] if poll else []
    for option in question.options:
        sign = "" if poll else words["right"] if option.right else words["wrong"]
        style = "right" if option.right else "wrong"
        verdict = f'<p class="{style}">{escape(sign)}</p>' if sign else ""
        feedback = f'<p class="say">{html_of(option.feedback)}</p>' if option.feedback else ""
        told.append(f"<details><summary>{html_of(option.text)}</summary>{verdict}{feedback}</details>")
    return "".join(told)
