"""A method is asked once what it takes; what has no class is asked each time."""

import inspect

import pytest
from nicegui import helpers, ui
from nicegui.helpers import functions
from nicegui.testing import User

from pages import signatures


class Listener:
    def hears_all(self) -> None: ...

    def hears_what(self, _: object) -> None: ...


def test_a_method_is_asked_once_for_all_its_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def note(function: object) -> inspect.Signature:
        asked.append(function)
        return inspect.signature(function)  # type: ignore[arg-type]  # any callable will do

    signatures.ask_once()
    monkeypatch.setattr(functions, "signature", note)

    answers = [helpers.expects_arguments(Listener().hears_what) for _ in range(3)]

    assert answers == [True] * 3
    assert len(asked) == 1


def test_methods_of_one_class_are_told_apart() -> None:
    signatures.ask_once()
    assert not helpers.expects_arguments(Listener().hears_all)
    assert helpers.expects_arguments(Listener().hears_what)


def test_functions_of_the_moment_are_not_kept() -> None:
    signatures.ask_once()
    assert [helpers.expects_arguments(f) for f in (lambda: None, lambda x: x)] == [False, True]


async def test_an_element_still_tells_of_its_changes(user: User) -> None:
    signatures.ask_once()

    @ui.page("/")
    def page() -> None:
        label = ui.label("before")
        ui.button("press", on_click=lambda: label.set_text("after"))

    await user.open("/")
    user.find("press").click()

    await user.should_see("after")
