"""Programs of other people that tests ask; without one a test is left out, but never in CI."""

from __future__ import annotations

import os
import shutil

import pytest


def program(name: str) -> str:
    """Where a program lies; a test without it is left out, but never in CI."""
    found = shutil.which(name)
    if not found:
        assert not os.environ.get("CI"), f"{name} is missing: .ci/run installs it"
        pytest.skip(f"{name} is not on this machine")
    return found
