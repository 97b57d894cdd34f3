"""Garbage: when Python looks for it: never while the house is built, where all stays; seldom later."""

from __future__ import annotations

import gc

_SELDOM = (20_000, 20, 50)
"""Thresholds that cost 0.42–0.77 × the CPU of the default ones with many updates in flight (performance.md)."""


def pause() -> None:
    """Look for no garbage until `resume`: importing and loading would spend a sixth of their time on that."""
    gc.disable()


def resume() -> None:
    """Pass over whatever is there now for good, and look through the rest seldom."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()
