"""Distress: hears in typed words whether somebody may need help. Other modules need only `Detector` and its
result, `Heard` (docs/help-protocol.md tells what it can do, docs/distress-lexicon.md how phrases are written).
"""

from bot.features.help.distress.detector import Detector, Heard, Level, package_detector

__all__ = ["Detector", "Heard", "Level", "package_detector"]
