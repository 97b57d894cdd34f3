"""Builds aiogram's models when they are first used: all at once take 105 MiB and most of a start.

aiogram asks pydantic to build its models later, but builds all of them when it is imported, since
only there the names in their annotations are known. Here each model is built by its first value, with those names.
"""

from __future__ import annotations

import sys
import typing
from typing import Any

from pydantic import BaseModel


def build_when_used() -> None:
    """Import aiogram without building its models. Nothing is done where it was imported before."""
    if "aiogram" in sys.modules:
        return
    base: Any = BaseModel
    build = base.model_rebuild.__func__
    base.model_rebuild = classmethod(_not_yet)
    try:
        from aiogram import methods, types  # noqa: PLC0415 - here first, so that nothing is built
        from aiogram.client.default import Default  # noqa: PLC0415 - the same
    finally:
        base.model_rebuild = classmethod(build)
    names = {**vars(typing), **vars(types), "List": list, "Default": Default}

    def build_it(model: type[BaseModel], /, **how: Any) -> bool | None:
        built: bool | None = build(model, **{**how, "_types_namespace": names})
        return built

    late: Any
    for late in (types.TelegramObject, methods.TelegramMethod, methods.Request, methods.Response):
        late.model_rebuild = classmethod(build_it)
    first: tuple[type[BaseModel], ...] = (
        *(types.Update, types.Message, types.InlineKeyboardButton, types.KeyboardButton, types.InputMediaPhoto),
        *(methods.SendMessage, methods.EditMessageText, methods.SendPhoto, methods.EditMessageMedia),
    )
    for model in first:  # the first taps, of which there may be hundreds at once, shall not wait for these
        model.model_rebuild()


def _not_yet(_model: type[BaseModel], /, **_how: Any) -> None:
    """Build nothing."""
