"""aiogram's models are built when they are used, and each of them can be."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.talk import ROOT

PROGRAM = """
import bot.doors.telegram
from aiogram import methods, types
rare = types.StarTransactions
assert not rare.__pydantic_complete__, "built before anybody used it"
for first in (types.Update, methods.SendMessage, methods.EditMessageText, types.InlineKeyboardButton):
    assert first.__pydantic_complete__, "the first taps shall not wait for it"
value = {"transactions": [{"id": "1", "amount": 5, "date": 0, "source": {"type": "fragment"}}]}
assert rare.model_validate(value).transactions[0].source.type == "fragment"
models = [getattr(part, name) for part in (types, methods) for name in part.__all__]
models = [model for model in models if hasattr(model, "model_rebuild")]
assert len(models) > 400
for model in models:
    assert model.model_rebuild() is not False, model
    assert model.__pydantic_complete__, model
"""


@pytest.mark.slow
def test_each_model_is_built_when_it_is_used() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, check=True, timeout=120)
