"""aiogram without the schemas it builds while it is imported: each is built when first used.

Import this before aiogram. Building all of them takes 110 MB and a second and a half, and a bot
uses a few dozen. Of aiogram 3.31 (pinned), whose `types` rebuild every model at the end of their
import, once the names they share across modules are known.
"""

import sys
from typing import Any

from pydantic import BaseModel

_WHOLE: Any = BaseModel.__dict__["model_rebuild"]


def _load() -> None:
    setattr(BaseModel, "model_rebuild", classmethod(_put_off))  # noqa: B010 - it is a method's name
    try:
        import aiogram.types
        from aiogram.methods.base import Response, TelegramMethod
    finally:
        setattr(BaseModel, "model_rebuild", _WHOLE)  # noqa: B010
    names = {name: getattr(aiogram.types, name) for name in aiogram.types.__all__}

    def rebuild(cls: type[BaseModel], /, **asked: Any) -> bool | None:
        """Pydantic asks for it when a model is first used."""
        built: bool | None = _WHOLE.__func__(cls, **asked | {"_types_namespace": names})
        return built

    for base in (aiogram.types.TelegramObject, TelegramMethod, Response):
        setattr(base, "model_rebuild", classmethod(rebuild))  # noqa: B010


def _put_off(cls: type[BaseModel], /, **asked: Any) -> None:
    """Stands for `model_rebuild` while aiogram is imported."""


if "aiogram" not in sys.modules:
    _load()
