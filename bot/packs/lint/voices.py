"""Rules on recordings: they belong to cards, somebody is named who read them, they fit the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.model import Problem
from bot.packs.parser.source import did_you_mean
from bot.packs.voices import NAME, READ_ALOUD, characters_to_read, voice_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.parser.reader import Pack

SLOWEST, FASTEST = 4, 24
"""Characters a second: a reader for small children says about 10 to 15; outside of this, other words were read."""


def check_reader(draft: Draft) -> None:
    """Report recordings of a language for which pack.yml names nobody."""
    if draft.context.locale not in draft.context.pack.voices:
        first = next((card for card in draft.item.cards if card.voice), None)
        if first:
            what = f"recordings in {draft.context.locale}, and pack.yml names nobody who read them"
            fix = f"write in pack.yml: `voices: {{{draft.context.locale}: {{reader: …, licence: …}}}}`"
            draft.report.add("E022", first.line, what, fix)


def check_reading(draft: Draft) -> None:
    """Warn of cards without a recording beside cards with one, and of recordings that cannot fit their words."""
    if draft.context.kind not in READ_ALOUD:
        return
    cards = draft.item.cards
    silent = [card for card in cards if card.voice is None]
    if silent and len(silent) < len(cards):
        what = f"{len(silent)} of {len(cards)} cards have no recording in {draft.context.locale}"
        fix = f"record them all: the first is {voice_name(silent[0].id, draft.context.locale)}"
        draft.report.add("W132", silent[0].line, what, fix)
    for card in cards:
        if card.voice:
            pace = characters_to_read(card) / card.voice.seconds
            if not SLOWEST <= pace <= FASTEST:
                what = f"its recording lasts {card.voice.seconds} s, {pace:.0f} characters a second"
                fix = "read this card as it is written now (`python -m bot voice sheet`)"
                draft.report.add("W133", card.line, what, fix)


def check_recordings(pack: Pack) -> Iterator[Problem]:
    """Report recordings that are no card's."""
    for path in pack.recordings:
        folder, _, name = path.rpartition("/")
        found = NAME.fullmatch(name)
        shown = f"{pack.shown}/{path}"
        if found is None:
            fix = "name it after the card's id and its language, such as door.ru.ogg"
            yield Problem(shown, 1, 1, "E132", "the recording's name tells no card and language", fix)
            continue
        texts = [pack.files.get(f"{folder}/{kind.value}.{found['locale']}.md") for kind in READ_ALOUD]
        ids = [card for text in texts if text for card in text.ids]
        if ids.count(found["card"]) > 1:
            what = f"a lesson and a story here both have a card '{found['card']}'"
            yield Problem(shown, 1, 1, "E132", what, "put the lesson and the story into folders of their own")
        elif found["card"] not in ids:
            what = f"no lesson or story in {found['locale']} here has a card '{found['card']}'"
            fix = did_you_mean(found["card"], ids) or "rename the recording, or delete it"
            yield Problem(shown, 1, 1, "E132", what, fix)
