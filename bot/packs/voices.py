"""Finds the recording of a card in a locale, and the words to read for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.packs.digest import file_key
from bot.packs.model import Kind
from bot.packs.upload.voice_file import SUFFIX, VOICE_BYTES, voice_flaw, voice_seconds
from bot.values.phrases import phrase
from bot.values.screen import Voice

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.model import Card
    from bot.packs.parser.source import Report

READ_ALOUD = frozenset({Kind.LESSON, Kind.STORY})
"""Kinds of items whose cards may have recordings."""

NAME = re.compile(r"(?P<card>[a-z0-9-]{1,11})\.(?P<locale>[a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.ogg")


def voice_name(card: str, locale: str) -> str:
    """Return the file name of a card's recording, which is beside the item's text."""
    return f"{card}.{locale}{SUFFIX}"


def find_voice(card: Card, folder: Path, locale: str, report: Report, *, synthetic: bool) -> Voice | None:
    """Return the recording of a card in `folder`, the item's folder; None if there is no playable one."""
    file = folder / voice_name(card.id, locale)
    if not card.id or not file.exists():
        return None
    if file.is_symlink() or not file.is_file():
        what = phrase("the recording '{name}' is a link or something else that is no plain file", name=file.name)
        report.add("E311", card.line, what, phrase("put the file itself there"))
    elif file.stat().st_size > VOICE_BYTES:
        what = phrase(
            "the recording '{name}' is larger than {most} KiB",
            name=file.name,
            most=VOICE_BYTES // 2**10,
        )
        report.add(
            "E313", card.line, what, phrase("save it with 24 kbit/s: `opusenc --bitrate 24 in.wav out.ogg`")
        )
    else:
        content = file.read_bytes()
        flaw = voice_flaw(content)
        if flaw is None:
            key = file_key(content)
            return Voice(file, key, voice_seconds(content), synthetic=synthetic)
        report.add(
            flaw.code, card.line, phrase("the recording '{name}' {what}", name=file.name, what=flaw.what), flaw.fix
        )
    return None


def lines_to_read(card: Card) -> list[str]:
    """Return the lines to read aloud for a card, in the order shown, without sources and notes for adults."""
    said = [card.title, card.body.plain]
    if card.question is None:
        said += [card.note.plain, card.hint.plain]
    else:
        said += [card.hint.plain, *(text.plain for text in card.question.said())]
    said += [choice.text.plain for choice in card.choices]
    said += [card.remember.plain, card.warning.plain]
    return [line for words in said for line in words.splitlines() if line.strip()]


def characters_to_read(card: Card) -> int:
    """Return how many letters, digits and spaces between words are read aloud for the card."""
    return len(" ".join(" ".join(re.findall(r"\w+", line)) for line in lines_to_read(card)))
