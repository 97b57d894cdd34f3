"""Rules on recordings: they belong to cards, their reader is named, they match the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint.rules import alone, style, within
from bot.packs.parser.source import did_you_mean
from bot.packs.problem import Problem
from bot.packs.voices import NAME, READ_ALOUD, characters_to_read, voice_name
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.pack import Pack

SLOWEST, FASTEST = 4, 24
"""Characters per second: readers for small children say about 10 to 15; beyond these limits the words differ."""


@alone
def check_reader(draft: Draft) -> None:
    """Report languages with recordings but without a reader in pack.yml."""
    if draft.context.locale not in draft.context.pack.voices:
        first = next((card for card in draft.item.cards if card.voice), None)
        if first:
            what = phrase(
                "recordings in {locale}, and pack.yml names nobody who read them", locale=draft.context.locale
            )
            fix = phrase(
                "write in pack.yml: `voices: {{{locale}: {{reader: …, licence: …}}}}`", locale=draft.context.locale
            )
            draft.report.add("E022", first.line, what, fix)


@style
def check_reading(draft: Draft) -> None:
    """Warn of cards without a recording beside cards with one, and of recordings of the wrong length for their
    words.
    """
    if draft.context.kind not in READ_ALOUD:
        return
    cards = draft.item.cards
    silent = [card for card in cards if card.voice is None]
    if silent and len(silent) < len(cards):
        what = phrase(
            "{count} of {total} cards have no recording in {locale}",
            count=len(silent),
            total=len(cards),
            locale=draft.context.locale,
        )
        fix = phrase("record them all: the first is {id}", id=voice_name(silent[0].id, draft.context.locale))
        draft.report.add("W132", silent[0].line, what, fix)
    for card in cards:
        if card.voice:
            pace = characters_to_read(card) / card.voice.seconds
            if not SLOWEST <= pace <= FASTEST:
                what = phrase(
                    "its recording lasts {seconds} s, {pace} characters a second",
                    seconds=card.voice.seconds,
                    pace=f"{pace:.0f}",
                )
                fix = phrase("read this card as it is written now (`python -m bot voice sheet`)")
                draft.report.add("W133", card.line, what, fix)


@within
def check_recordings(pack: Pack) -> Iterator[Problem]:
    """Report recordings that belong to no card."""
    for path in pack.recordings:
        folder, _, name = path.rpartition("/")
        found = NAME.fullmatch(name)
        shown = f"{pack.shown}/{path}"
        if found is None:
            fix = phrase("name it after the card's id and its language, such as door.ru.ogg")
            yield Problem(shown, 1, 1, "E132", phrase("the recording's name tells no card and language"), fix)
            continue
        texts = [pack.files.get(f"{folder}/{kind.value}.{found['locale']}.md") for kind in READ_ALOUD]
        ids = [card for text in texts if text for card in text.ids]
        if ids.count(found["card"]) > 1:
            what = phrase("a lesson and a story here both have a card '{found}'", found=found["card"])
            yield Problem(
                shown, 1, 1, "E132", what, phrase("put the lesson and the story into folders of their own")
            )
        elif found["card"] not in ids:
            what = phrase(
                "no lesson or story in {found} here has a card '{card}'",
                found=found["locale"],
                card=found["card"],
            )
            fix = did_you_mean(found["card"], ids) or phrase("rename the recording, or delete it")
            yield Problem(shown, 1, 1, "E132", what, fix)
