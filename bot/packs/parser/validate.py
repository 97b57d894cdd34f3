"""Validates a YAML document against its model; mismatches become problems at the right line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from bot.packs.parser.head import (
    FORMAT,
    CampaignHead,
    DrillFront,
    LessonFront,
    Model,
    QuizFront,
    StoryFront,
    TranslationFront,
)
from bot.packs.parser.source import closest, did_you_mean, suggestion
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from bot.packs.parser.source import Report
    from bot.packs.parser.yaml import Document

M = TypeVar("M", bound=Model)

EXAMPLES = {
    "title": "title: Three random words",
    "tiers": 'tiers: ["9-11"]',
    "age_mark": "age_mark: 6+",
    "topics": "topics: [accounts]",
    "objective": "objective: what the reader can do afterwards",
    "asks": "asks: [how do I make a strong password]",
    "minutes": "minutes: 3",
    "status": "status: draft",
    "start": "start: the anchor of the first scene",
    "endings": "endings: {safe: good, lost: risky}",
    "sender": "sender: Leo",
    "twin": "twin: phishing/vote-ok/9-11",
    "translation": 'translation: {of: ru, hash: ""}',
    "format": f"format: {FORMAT}",
    "id": "id: my-pack",
    "version": "version: 1.0.0",
    "source_locale": "source_locale: ru",
    "locales": "locales: [ru, en]",
    "licence": "licence: CC-BY-SA-4.0",
    "partner": "partner: {name: Who gives the pack}",
    "maintainers": "maintainers: [{name: Who answers for it}]",
    "review": "review: {status: draft}",
    "valid_until": "valid_until: 2027-06-01",
    "next_review": "next_review: 2027-06-01",
    "verified_on": "verified_on: 2026-10-01",
    "on": "on: 2026-10-01",
    "phone": 'phone: "112"',
    "sources": 'sources: ["who says so"]',
    "lines": "lines: [{id: emergency, kind: emergency, …}]",
    "country": "country: RU",
    "countries": "countries: [RU, KZ]",
    "link_hosts": "link_hosts: [example.org]",
    "fallback": "fallback: {kk: [ru]}",
    "starts": "starts: 2027-02-08, or starts: joining",
    "until": "until: 2027-02-14",
    "hour": "hour: 16",
    "day": "day: 1",
    "window": "window: 60",
    "priority": "priority: 5",
    "goal": "goal: finished",
    "variants": "variants: {lesson: 50, story: 50}",
    "steps": "steps: [{id: first, day: 1, item: lesson:basics/phishing/9-11}]",
    "items": 'items: {"9-11": lesson:basics/phishing/9-11}',
}
"""A correct line for each field, shown as the fix."""

_CAMPAIGN = EXAMPLES | {"version": "version: 1", "id": "id: first"}
"""The same for a campaign.yml, where some fields have another meaning."""

_DRILL = EXAMPLES | {
    "endings": "endings: {kept: seen, gave: given}, of an honest twin {yes: trusted, no: refused}",
    "duel": "duel: [hello, code, hurt], two to five moments",
}
"""The same for a drill."""

_PASSING: dict[str, Any] = {
    "tiers": ["educator"],
    "age_mark": "0+",
    "topics": ["privacy"],
    "objective": "-",
    "minutes": 1,
    "status": "draft",
    "title": "-",
}
"""Defaults for missing fields of a head, so that the rest of the file can be checked."""

_FORMS = {
    "id": phrase("at most 16 of a–z, 0–9 and -"),
    "version": phrase("numbers and points such as 1.0.0"),
    "link_hosts": phrase("a host alone, such as example.org"),
    "country": phrase("two capital letters such as RU"),
    "countries": phrase("two capital letters such as RU"),
    "licence": phrase("an SPDX name such as CC-BY-SA-4.0"),
    "start": phrase("an anchor of this file: at most 11 of a–z, 0–9 and -"),
    "duel": phrase("anchors of this file: at most 11 of a–z, 0–9 and -"),
    "endings": phrase("anchors of this file: at most 11 of a–z, 0–9 and -"),
    "misconceptions": phrase("at most 20 of a–z, 0–9 and - before the colon"),
}
_HANDED_DOWN = {name for front in (LessonFront, QuizFront, StoryFront, DrillFront) for name in front.model_fields}
_QUOTES = "“”„‟‘’«»"


def validate(model: type[M], document: Document, report: Report) -> M | None:
    """Return the document as a `model`; report each mismatch.

    Missing and wrong values are replaced by defaults if possible, so that the other checks can run; the report
    then contains errors. Returns None if it is not possible.
    """
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        mistakes = error.errors(include_url=False)
    strange = [str(mistake["loc"][-1]) for mistake in mistakes if mistake["type"] == "extra_forbidden"]
    for mistake in mistakes:
        # # A misspelt key is one mistake: its missing field is not reported as well.
        misspelt = mistake["type"] == "missing" and closest(str(mistake["loc"][-1]), strange)
        if not misspelt:
            _report(model, mistake, document, report)
    bad = {str(mistake["loc"][0]) for mistake in mistakes if mistake["loc"]}
    kept = {key: value for key, value in document.value.items() if key not in bad}
    kept |= {key: value for key, value in _PASSING.items() if key in bad and key in model.model_fields}
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


def _report(model: type[M], mistake: ErrorDetails, document: Document, report: Report) -> None:
    path = tuple(part for part in mistake["loc"] if part != "[key]")
    place = document.place(path)
    field = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    top = str(path[0]) if path else ""
    examples = {CampaignHead: _CAMPAIGN, DrillFront: _DRILL}.get(model, EXAMPLES)
    example = examples.get(field) or examples.get(top, "see the template")
    kind = mistake["type"]
    if kind == "missing":
        report.add(
            "E006",
            place.line,
            phrase("'{field}' is missing", field=field),
            phrase("add `{example}`", example=example),
            place.column,
        )
    elif kind == "extra_forbidden" and model is TranslationFront and field in _HANDED_DOWN:
        what = phrase("a translation takes '{field}' from its source", field=field)
        report.add("E504", place.line, what, phrase("delete the line"), place.column)
    elif kind == "extra_forbidden":
        known = _known(model, path)
        fix = did_you_mean(field, known) or phrase("delete it; these are known: {names}", names=", ".join(known))
        report.add(
            "E005", place.line, phrase("'{field}' is no known key here", field=field[:40]), fix, place.column
        )
    else:
        what = phrase("'{value}' does not fit {field}", value=_shown(mistake["input"]), field=field)
        report.add("E007", place.line, what, _fix(mistake, field, top, example), place.column)


def _fix(mistake: ErrorDetails, field: str, top: str, example: str) -> str:
    given = str(mistake["input"])
    if any(mark in given for mark in _QUOTES) and mistake["type"] in ("enum", "literal_error", "int_parsing"):
        return phrase('use straight quotes ("): `{example}`', example=example)
    listed = re.findall(r"'([^']*)'", str(mistake.get("ctx", {}).get("expected", "")))
    if listed:
        return suggestion(given, [word for word in listed if word])
    if mistake["type"] == "string_pattern_mismatch":
        known = _FORMS.get(field) or _FORMS.get(top)
        return phrase("write {form}", form=known) if known else phrase("write it as in the template")
    if mistake["type"] == "string_too_long":
        return phrase(
            "make it shorter: at most {value} characters", value=mistake.get("ctx", {}).get("max_length")
        )
    return phrase("write `{example}`", example=example)


def _known(model: type[Model], path: tuple[int | str, ...]) -> list[str]:
    """Return the known keys at the level of `path`."""
    for part in path[:-1]:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        if field:
            inner = [kind for kind in _models(field.annotation) if issubclass(kind, Model)]
            model = inner[0] if inner else model
    return list(model.model_fields)


def _models(annotation: Any) -> list[type]:
    if isinstance(annotation, type) and not getattr(annotation, "__args__", None):
        return [annotation]
    return [found for inner in getattr(annotation, "__args__", ()) for found in _models(inner)]


def _shown(value: Any) -> str:
    shown = "nothing" if value is None else str(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"  # noqa: PLR2004 - fits on an author's screen
