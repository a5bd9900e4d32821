"""The form of the model: whose it is, how it talks, and for how much."""

from collections.abc import Mapping

from nicegui import ui

from app.words import model as words
from components import bits
from domain.agent.choosing import Chosen, ModelChoice, Provider

KOPECKS = 100


class ModelForm:
    """Fields over a choice; reads them back."""

    def __init__(self, choice: ModelChoice, *, is_key_lost: bool, has_whose: bool) -> None:
        """Draw it; without `has_whose` the environment says whose model it is."""
        self._choice = choice
        self._fields: dict[str, ui.input | ui.textarea | ui.number] = {}
        with bits.box("form"):
            with bits.box("form") as whose:
                self._draw_whose(is_key_lost)
            whose.set_visibility(has_whose)
            self._draw_manner()

    def read(self) -> Chosen:
        return Chosen(
            provider=Provider(self._provider.value),
            model=self._text("model"),
            folder=self._text("folder"),
            base=self._text("base"),
            prompt=self._text("prompt"),
            temperature=round(self._number("temperature") * 100),
            turns=round(self._number("turns")),
            cap=round(self._number("cap") * KOPECKS),
            price=round(self._number("price") * KOPECKS),
        )

    def read_key(self) -> str | None:
        """A new key; None when there is none."""
        return self._text("key").strip() or None

    def show_wrong(self, told: Mapping[str, str]) -> None:
        for key, field in self._fields.items():
            field.error = told.get(key)

    def _draw_whose(self, is_key_lost: bool) -> None:
        choice = self._choice
        label = words.FIELD["provider"]
        self._provider = ui.select(dict(words.PROVIDERS), label=label, value=choice.provider)
        self._provider.props("outlined").classes("field").mark("provider")
        self._draw("model", choice.model, hint=words.MODEL_HINT)
        folder = self._draw("folder", choice.folder)
        folder.bind_visibility_from(self._provider, "value", value=Provider.YANDEX)
        self._draw("base", choice.base)
        key_hint = words.KEY_LOST if is_key_lost else words.KEY_KEPT
        key = self._draw("key", "", hint=key_hint if choice.sealed_key else "")
        key.props("type=password autocomplete=off")

    def _draw_manner(self) -> None:
        choice = self._choice
        self._draw("prompt", choice.prompt, hint=words.PROMPT_HINT, lines=4)
        self._draw_number("temperature", choice.temperature / 100, step=0.1)
        self._draw_number("turns", choice.turns)
        self._draw_number("cap", choice.cap / KOPECKS, hint=words.CAP_HINT)
        self._draw_number("price", choice.price / KOPECKS, step=0.01)

    def _draw(
        self, key: str, value: str, *, hint: str = "", lines: int = 1
    ) -> ui.input | ui.textarea:
        field = bits.field(words.FIELD[key], value, hint=hint, lines=lines).mark(key)
        self._fields[key] = field
        return field

    def _draw_number(self, key: str, value: float, *, step: float = 1, hint: str = "") -> None:
        shown = int(value) if value == int(value) else value
        field = ui.number(words.FIELD[key], value=shown, min=0, step=step)
        field.props("outlined").classes("field").mark(key)
        if hint:
            field.props["hint"] = hint
        self._fields[key] = field

    def _text(self, key: str) -> str:
        return str(self._fields[key].value or "")

    def _number(self, key: str) -> float:
        return float(self._fields[key].value or 0)
