"""Distress: hears in typed words whether somebody may need help; `Detector` and what it says, `Heard`, are all
of it that others need (docs/help-protocol.md tells what it can do, docs/distress-lexicon.md how they are written).
"""

from bot.features.help.distress.detector import Detector, Heard, Level, package_detector

__all__ = ["Detector", "Heard", "Level", "package_detector"]
