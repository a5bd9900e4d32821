"""aiogram without the schemas it builds while it is imported: each is built when first used.

Building all of them takes 106 MB and a second, and a bot uses a few dozen. Of aiogram 3.31
(pinned), whose `types` rebuild every model at the end of their import, once the names that they
share across modules are known.
"""

import sys
import threading
from importlib import import_module
from types import ModuleType
from typing import Any

from pydantic import BaseModel

_WHOLE: Any = BaseModel.__dict__["model_rebuild"]
_loading = threading.Lock()


def bring_in(room: str) -> ModuleType:
    """Import a module of ours that needs aiogram; it takes a while, so call it in a thread."""
    with _loading:
        if "aiogram" not in sys.modules:
            _load()
    return import_module(room)


def _load() -> None:
    model: Any = BaseModel
    model.model_rebuild = classmethod(_put_off)
    try:
        import aiogram.types
        from aiogram.methods.base import Response, TelegramMethod
    finally:
        model.model_rebuild = _WHOLE
    names = {name: getattr(aiogram.types, name) for name in aiogram.types.__all__}

    def rebuild(cls: type[BaseModel], /, **asked: Any) -> bool | None:
        """Pydantic asks for it when a model is first used."""
        built: bool | None = _WHOLE.__func__(cls, **asked | {"_types_namespace": names})
        return built

    bases: tuple[Any, ...] = (aiogram.types.TelegramObject, TelegramMethod, Response)
    for base in bases:
        base.model_rebuild = classmethod(rebuild)


def _put_off(cls: type[BaseModel], /, **asked: Any) -> bool | None:
    """`model_rebuild` meanwhile: other threads go on building models that are not aiogram's."""
    if cls.__module__.partition(".")[0] == "aiogram":
        return None
    depth = asked.pop("_parent_namespace_depth", 2) + 1
    built: bool | None = _WHOLE.__func__(cls, _parent_namespace_depth=depth, **asked)
    return built
