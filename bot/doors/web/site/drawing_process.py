"""A process of its own, with limits, in which a feature draws screens of what nobody has checked yet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bot.doors.web.site.rendering import preview_of
from bot.packs.upload.sandbox import read_within_limits, run_child

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future
    from subprocess import Popen

    from bot.chat.browser_forms import Drawing
    from bot.packs.upload.sandbox import Limits

_DRAWN = ThreadPoolExecutor(2, "preview")
"""Previews that are drawn at once, each in a process of its own: an upload that is checked never waits for one."""


def draw_apart(
    drawing: Drawing, told: Mapping[str, Any], content: bytes, limits: Limits, children: set[Popen[bytes]]
) -> Future[dict[str, Any] | None]:
    """Let a function of a feature draw in a process of its own, which is in `children` meanwhile; return what it
    returned, None when it was broken off.
    """
    what = {"told": dict(told), "module": drawing.__module__, "name": drawing.__name__}
    return _DRAWN.submit(_drawn, what, content, limits, children)


def _drawn(
    what: dict[str, Any], content: bytes, limits: Limits, children: set[Popen[bytes]]
) -> dict[str, Any] | None:
    with tempfile.TemporaryDirectory(prefix="mayak-preview-") as folder:
        try:
            answer: dict[str, Any] = json.loads(run_child(__name__, folder, what, content, limits, children))
        except (subprocess.SubprocessError, OSError):
            return None
    return answer


def main() -> None:
    """Draw what stdin tells, and write what came of it to stdout, as JSON."""
    what, content = read_within_limits()
    drawing = getattr(import_module(what["module"]), what["name"])
    sys.stdout.buffer.write(json.dumps(drawing(what["told"], content, preview_of)).encode())
    sys.stdout.flush()
    os._exit(0)  # nothing to clear up: the folder is the parent's


if __name__ == "__main__":
    main()
