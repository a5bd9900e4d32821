"""NiceGUI asks each function once what it takes, instead of each element's own copy of it.

Every element binds three listeners and NiceGUI reads the signature of each: measured, two fifths of
drawing a list of thirty people. Only that question is kept here.
"""

from collections.abc import Callable
from functools import wraps
from types import FunctionType, MethodType
from typing import Any

from nicegui import helpers


def ask_once() -> None:
    """Keep the answers for methods; a second call changes nothing."""
    ask: Callable[[Callable[..., Any]], bool] = helpers.expects_arguments
    if hasattr(ask, "__wrapped__"):
        return
    # By the function in its class: there are as many as NiceGUI and we have written.
    known: dict[FunctionType, bool] = {}

    @wraps(ask)
    def expects_arguments(func: Callable[..., Any]) -> bool:
        if not isinstance(func, MethodType) or not isinstance(func.__func__, FunctionType):
            return ask(func)
        if (function := func.__func__) not in known:
            known[function] = ask(func)
        return known[function]

    helpers.expects_arguments = expects_arguments
