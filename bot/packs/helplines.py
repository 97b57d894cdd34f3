"""Reads `helplines/<CC>.yml` into help lines, with their words in one locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.model import Helpline
from bot.packs.parser.head import Line, Lines
from bot.packs.parser.validate import validate
from bot.packs.parser.yaml import Document, read_yaml_file
from bot.values.locales import instead_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.parser.source import Report, Source


def read_helplines(source: Source, report: Report) -> tuple[Lines | None, Document]:
    """Read a file of help lines and the places of its values; None if it cannot be read."""
    document = read_yaml_file(source, report)
    return (validate(Lines, document, report), document) if document else (None, Document({}))


def helpline(country: str, line: Line, locale: str) -> Helpline:
    """Return a line with its words in `locale`, else in the source's, else in the first existing locale. Numbers
    and sources are the same in every locale.
    """
    return Helpline(
        country=country,
        id=line.id,
        kind=line.kind,
        name=_said(line.name, locale),
        phone=line.phone,
        audience=line.audience,
        topics=tuple(line.topics),
        hours=_said(line.hours, locale),
        sms=line.sms,
        chat=line.chat,
        url=line.url,
        languages=tuple(line.languages),
        cost=_said(line.cost, locale),
        verified_on=line.verified_on.isoformat() if line.verified_on else "",
        sources=tuple(line.sources),
        word=line.word,
        region=_said(line.region, locale),
        zone=line.zone,
        note=_said(line.note, locale),
        confidence=line.confidence,
        remark=line.remark,
    )


def _said(words: Mapping[str, str], locale: str) -> str:
    wanted = (locale, "", *instead_of(locale))
    return next(filter(None, map(words.get, wanted)), "") or next(iter(words.values()), "")
