"""Reading packs aloud: the sheet for people who record, and machine-made stand-ins."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from array import array
from typing import TYPE_CHECKING, NamedTuple

from bot.commands.loudness import TARGET, loudness
from bot.packs.upload.voice_file import SECONDS
from bot.packs.voices import READ_ALOUD, characters_to_read, lines_to_read, voice_name
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.packs.model import Card
    from bot.packs.pack import Pack

PACE = 12
"""Characters per second of somebody who reads calmly to a small child; only a guideline."""

ENGINE = "espeak-ng"
"""One program for all our languages, without a list of voices (docs/decisions/0033)."""

PROGRAMS = (ENGINE, "opusenc")

_SPEED, _GAP, _VOLUME = "130", "3", "80"
"""Words per minute, pause between words in hundredths of a second, volume in percent: slower than the engine's
defaults, and less loud, because those clip.
"""

_WAV_HEAD, _WAV_RATE = 44, 22_050
"""The engine's output: bytes before the samples, and the rate; one channel of 16 bits."""

_PEAK = round(10 ** (-1 / 20) * 32767)
"""The highest sample of a recording: 1 dB below full scale, as EBU R 128 asks; the engine's few peaks are cut."""

_UNREAD = re.compile(r"[^\w\s.,:;!?…«»“”\"'()–—-]")
"""Characters that a machine would read by name: emoji, bullets, arrows."""


_VOICES = re.compile(r"^voices:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
"""The field of pack.yml, with the lines that are indented below it."""


class SpokenCard(NamedTuple):
    """A card to be read aloud: file and title of its item, the card, and the path of its recording in the pack."""

    file: str
    title: str
    locale: str
    card: Card
    recording: str


def spoken_cards(pack: Pack, locale: str = "", audience: Audience = Audience.TIER_6_8) -> Iterator[SpokenCard]:
    """Yield the cards of lessons and stories for these readers; only those in `locale`, if it is given."""
    for name, file in sorted(pack.files.items()):
        source = pack.source_of(name)
        readers = source.audiences if source else ()
        if file.kind not in READ_ALOUD or audience not in readers or locale not in {"", file.locale}:
            continue
        folder = name.rpartition("/")[0]
        for card in file.get().cards:
            yield SpokenCard(name, file.title, file.locale, card, f"{folder}/{voice_name(card.id, file.locale)}")


def recording_sheet(packs: Iterable[Pack], locale: str, audience: Audience) -> str:
    """Return what to read, the file for each recording, and the approximate duration, as Markdown to print."""
    lines = ["# To be read aloud", "", f"Mono, one file a card, {SECONDS} seconds at most, no music."]
    for pack in packs:
        file = ""
        for spoken in spoken_cards(pack, locale, audience):
            if spoken.file != file:
                file = spoken.file
                lines += ["", f"## {spoken.title} ({pack.shown}/{file})"]
            seconds = max(1, round(characters_to_read(spoken.card) / PACE))
            done = f", recorded: {spoken.card.voice.seconds} s" if spoken.card.voice else ""
            lines += ["", f"### {spoken.recording} (about {seconds} s{done})", ""]
            lines += [f"{line}  " for line in lines_to_read(spoken.card)]
    return "\n".join(lines)


def missing_programs() -> list[str]:
    """Return the programs that stand-ins need and this machine lacks."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def make_stand_ins(pack: Pack, target: Path) -> int:
    """Copy a pack to the new folder `target`, with a machine's recording of each card for children of 6 to 8;
    return how many were made. Languages with a human reader stay as they are.

    Errors: OSError if `target` exists; subprocess.CalledProcessError if a program fails.
    """
    assert pack.head  # noqa: S101 - only packs with a head are read aloud
    shutil.copytree(pack.folder, target, symlinks=True, ignore=shutil.ignore_patterns(".*"))
    made: dict[str, int] = {}
    for spoken in spoken_cards(pack):
        if spoken.locale not in pack.head.voices:
            _speak(spoken.locale, lines_to_read(spoken.card), target / spoken.recording)
            made[spoken.locale] = made.get(spoken.locale, 0) + 1
    if made:
        voices = {locale: one.model_dump() for locale, one in pack.head.voices.items()}
        for locale in made:
            voices[locale] = {"reader": ENGINE, "licence": pack.head.licence, "synthetic": True}
        words = _VOICES.sub("", pack.text_of("pack.yml")).rstrip("\n")
        told = json.dumps(voices, ensure_ascii=False)  # YAML can read it too
        (target / "pack.yml").write_text(f"{words}\nvoices: {told}\n", encoding="utf-8")
    return sum(made.values())


def _speak(locale: str, lines: list[str], file: Path) -> None:
    words = "\n\n".join(_UNREAD.sub(" ", line) for line in lines)  # one paragraph each, which makes a pause
    engine = [ENGINE, "-v", locale, "-s", _SPEED, "-g", _GAP, "-a", _VOLUME, "--stdin", "--stdout"]
    sound = subprocess.run(engine, input=words.encode(), stdout=subprocess.PIPE, check=True)  # noqa: S603 - no shell, words by stdin
    samples = array("h", sound.stdout[_WAV_HEAD:])
    louder = 10 ** ((TARGET - loudness(samples, _WAV_RATE)) / 20)
    loud = array("h", (max(-_PEAK, min(_PEAK, round(sample * louder))) for sample in samples))
    wave = ["--raw", "--raw-rate", str(_WAV_RATE), "--raw-chan", "1"]
    encoder = ["opusenc", "--quiet", *wave, "--bitrate", "24", "-", str(file)]
    subprocess.run(encoder, input=loud.tobytes(), check=True)  # noqa: S603 - no shell; the system's program
