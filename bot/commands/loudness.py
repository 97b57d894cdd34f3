"""Measures the loudness of recordings and warns if they are too quiet or too loud for a phone."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from array import array
from statistics import fmean
from typing import TYPE_CHECKING

from bot.packs.problem import Problem, Severity
from bot.packs.upload.voice_file import SUFFIX, VOICE_BYTES, voice_flaw
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

DECODER = "opusdec"
"""The program that decodes recordings; on Debian part of opus-tools, like `opusenc`, which makes them."""

QUIETEST, TARGET, LOUDEST = -20, -18, -16
"""Loudness in LUFS. Sound for phones should stay within these limits (AES TD1004.1.15-10); speech belongs in the
middle (AES TD1008).
"""

RATE = 16_000
"""Measured samples per second. A voice hardly goes above half of this; Opus has three times as many."""

_STEP = 0.1
"""Seconds from the beginning of one block to the next; a block has four steps (ITU-R BS.1770-4)."""

_SILENT, _PAUSE = -70, -10
"""Blocks below this loudness in LUFS, or this much below the rest in LU, do not count (ITU-R BS.1770-4)."""

_SECONDS = 30
"""Longest time that the decoder gets for one recording."""


def recordings(paths: Iterable[Path]) -> list[Path]:
    """Return the playable recordings at or below `paths`; rules report the faults of others."""
    files = {file for path in paths for file in ([path] if path.suffix == SUFFIX else path.rglob(f"*{SUFFIX}"))}
    return [file for file in sorted(files) if _playable(file)]


def has_decoder() -> bool:
    """Whether this machine can decode recordings."""
    return shutil.which(DECODER) is not None


def check_loudness(files: Iterable[Path]) -> list[Problem]:
    """Return a warning for each recording that is too quiet or loud, an error for one that cannot be decoded."""
    return [problem for file in files if (problem := _heard(file))]


def _heard(file: Path) -> Problem | None:
    try:
        loud = loudness(_samples(file))
    except subprocess.SubprocessError:
        what = phrase("{decoder} cannot decode the recording", decoder=DECODER)
        return Problem(
            str(file),
            1,
            1,
            "E128",
            what,
            phrase("save it anew: `opusenc --downmix-mono --bitrate 24 in.wav out.ogg`"),
        )
    if QUIETEST <= round(loud, 1) <= LOUDEST:
        return None
    what = (
        phrase(
            "it has {loud} LUFS, outside of {quietest} to {loudest}",
            loud=f"{loud:.1f}",
            quietest=QUIETEST,
            loudest=LOUDEST,
        )
        if loud > _SILENT
        else phrase("it is silent")
    )
    fix = phrase(
        "bring it to {target} LUFS before you save it, or record it anew; docs/editors tells how", target=TARGET
    )
    return Problem(str(file), 1, 1, "W134", what, fix, Severity.WARNING)


def loudness(samples: Sequence[int], rate: int = RATE) -> float:
    """Return the loudness in LUFS of 16-bit samples, `rate` per second, integrated over the whole as in EBU R 128;
    minus infinity for silence. One channel counts twice, because both ears hear it; Audacity ("treat mono as
    dual-mono") and ffmpeg (its option dualmono) do the same.
    """
    steps = _powers(samples, rate)
    blocks = [fmean(steps[at : at + 4]) for at in range(len(steps) - 3)]
    heard = [power for power in blocks if _lufs(power) > _SILENT]
    if not heard:
        return -math.inf
    gate = _lufs(fmean(heard)) + _PAUSE
    return _lufs(fmean(power for power in heard if _lufs(power) > gate))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(2 * power) if power else -math.inf


def _powers(samples: Sequence[int], rate: int) -> list[float]:
    """Return the power of each step after the K-weighting of BS.1770: a shelf for the listener's head, then a
    high-pass. 1 is the power of full scale.
    """
    b0, b1, b2, a1, a2 = _shelf(rate)
    c1, c2 = _high_pass(rate)
    s1 = s2 = t1 = t2 = 0.0
    powers = []
    step = round(_STEP * rate)
    for begin in range(0, len(samples) - step + 1, step):
        total = 0.0
        for sample in samples[begin : begin + step]:
            shelved = b0 * sample + s1
            s1 = b1 * sample - a1 * shelved + s2
            s2 = b2 * sample - a2 * shelved
            passed = shelved + t1
            t1 = t2 - 2 * shelved - c1 * passed
            t2 = shelved - c2 * passed
            total += passed * passed
        powers.append(total / step / 2**30)
    return powers


def _shelf(rate: int) -> tuple[float, float, float, float, float]:
    """Return the coefficients of BS.1770's first filter for a rate. The standard gives numbers for 48 kHz only;
    these come from the analogue filter behind them, as in libebur128.
    """
    gain, quality, tangent = 10 ** (3.999843853973347 / 20), 0.7071752369554196, _tangent(1681.974450955533, rate)
    middle, square, slope = gain**0.4996667741545416, tangent**2, tangent / quality
    norm = 1 + slope + square
    b0, b1, b2 = gain + middle * slope + square, 2 * (square - gain), gain - middle * slope + square
    return b0 / norm, b1 / norm, b2 / norm, 2 * (square - 1) / norm, (1 - slope + square) / norm


def _high_pass(rate: int) -> tuple[float, float]:
    """Return the feedback coefficients of the second filter; its feed-forward ones are 1, -2, 1."""
    tangent = _tangent(38.13547087602444, rate)
    square, slope = tangent**2, tangent / 0.5003270373238773
    norm = 1 + slope + square
    return 2 * (square - 1) / norm, (1 - slope + square) / norm


def _tangent(hertz: float, rate: int) -> float:
    return math.tan(math.pi * hertz / rate)


def _playable(file: Path) -> bool:
    """Whether a file is a recording that is safe to decode: small, complete, and nothing else (decision 33)."""
    plain = file.is_file() and not file.is_symlink() and file.stat().st_size <= VOICE_BYTES
    return plain and voice_flaw(file.read_bytes()) is None


def _samples(file: Path) -> array[int]:
    command = [DECODER, "--quiet", "--no-dither", "--rate", str(RATE), str(file.absolute()), "-"]
    decoded = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=_SECONDS)  # noqa: S603 - no shell; a file that was looked through
    samples = array("h", decoded.stdout)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples
