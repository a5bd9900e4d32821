"""A section of the site as a form: texts, parts that can be added and moved, colours, pictures.

What each field takes is `domain.site_forms`; this only draws, and hands back what stands there.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nicegui import events, ui

from app.words import site_forms as words
from components import bits
from components.picture_field import picture_field
from domain.site_forms import SEVERAL_LINES, Field, Form, Kind, Parts

Keep = Callable[[str, bytes], Awaitable[str | None]]
"""Takes the field's key and a picture's bytes; gives its address, or None: refused, and said so."""


@dataclass(frozen=True)
class Choices:
    """What the form asks its page for."""

    fonts: Mapping[str, str]
    keep_image: Keep
    hints: Mapping[str, str]
    """What is said under an empty field, by the field's key."""
    on_change: Callable[[], None]


class SiteForm:
    """The form of one section, as it stands in one browser."""

    def __init__(
        self, section: str, form: Form, values: Mapping[str, Any], choices: Choices
    ) -> None:
        self._section = section
        self._form = form
        self._choices = choices
        self.values: dict[str, Any] = {
            field.key: _copied(values.get(field.key), field) for field in form
        }
        self._wrong: dict[str, str] = {}
        self._region = bits.box("form")
        self._draw()

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say under each field why it cannot be taken."""
        self._wrong = dict(wrong)
        self._draw()

    def _draw(self) -> None:
        self._region.clear()
        with self._region:
            colours = [f for f in self._form if isinstance(f, Field) and f.kind is Kind.COLOUR]
            if colours:
                self._draw_colours(colours)
            for field in self._form:
                if isinstance(field, Parts):
                    self._draw_parts(field)
                elif field.kind is not Kind.COLOUR:
                    self._draw_field(field, self.values, field.key, field.key)

    def _draw_field(self, field: Field, holder: dict[str, Any], path: str, name: str) -> None:
        """One field; `path` says where in the form it is, `name` how it is called in words."""
        label = words.FIELD[f"{self._section}.{name}"]
        if field.kind is Kind.IMAGE:
            self._draw_image(field, holder, label, path)
        elif field.kind is Kind.FONT:
            self._draw_font(field, holder, label)
        elif field.kind is Kind.CHOICE:
            self._draw_choice(field, holder, label, name)
        else:
            self._draw_text(field, holder, label, path)

    def _draw_text(self, field: Field, holder: dict[str, Any], label: str, path: str) -> None:
        lines = 2 if field.kind in SEVERAL_LINES else 1
        value = str(holder.get(field.key) or "")
        hint = self._choices.hints.get(field.key, "") if not value else ""
        made = bits.field(label, value, hint=hint, lines=lines).mark(path)
        self._show_error(made, path)

        def change(event: events.ValueChangeEventArguments[Any]) -> None:
            self._set(holder, field.key, event.value)

        made.on_value_change(change)

    def _draw_font(self, field: Field, holder: dict[str, Any], label: str) -> None:
        chosen = holder.get(field.key)
        made = ui.select(
            dict(self._choices.fonts),
            value=chosen if chosen in self._choices.fonts else "system",
            label=label,
            on_change=lambda event: self._set(holder, field.key, event.value),
        )
        made.props("outlined").classes("field")

    def _draw_choice(self, field: Field, holder: dict[str, Any], label: str, name: str) -> None:
        chosen = holder.get(field.key)
        made = ui.select(
            {one: words.CHOICE[f"{self._section}.{name}.{one}"] for one in field.choices},
            value=chosen if chosen in field.choices else field.choices[0],
            label=label,
            on_change=lambda event: self._set(holder, field.key, event.value),
        )
        made.props("outlined").classes("field").mark(name)

    def _draw_colours(self, fields: list[Field]) -> None:
        with bits.box("swatches"):
            for field in fields:
                self._draw_colour(field)

    def _draw_colour(self, field: Field) -> None:
        label = words.FIELD[f"{self._section}.{field.key}"]
        with ui.element("label").classes("swatch"):
            well = ui.element("input").mark(field.key)
            well.props["type"] = "color"
            well.props["value"] = self.values[field.key]
            bits.text(label, "small")
        well.on(
            "input",
            lambda event: self._set(self.values, field.key, str(event.args)),
            js_handler="(event) => emit(event.target.value)",
            throttle=0.15,
        )

    def _draw_image(self, field: Field, holder: dict[str, Any], label: str, path: str) -> None:
        address = str(holder.get(field.key) or "")

        async def keep(content: bytes) -> None:
            kept = await self._choices.keep_image(field.key, content)
            if kept is not None:
                self._set(holder, field.key, kept)
                self._draw()

        def remove() -> None:
            self._set(holder, field.key, "")
            self._draw()

        picture_field(label, address, on_upload=keep, on_remove=remove, marker=path)

    def _draw_parts(self, parts: Parts) -> None:
        items: list[dict[str, Any]] = self.values[parts.key]
        title = words.FIELD[f"{self._section}.{parts.key}"]
        bits.text(title, "label")
        for number in range(len(items)):
            self._draw_part(parts, items, number)
        if len(items) < parts.most:

            def add() -> None:
                items.append({field.key: "" for field in parts.fields})
                self._rearranged()

            bits.press(words.ADD_PART, add, look="soft", size="small")

    def _draw_part(self, parts: Parts, items: list[dict[str, Any]], number: int) -> None:
        def remove() -> None:
            del items[number]
            self._rearranged()

        def lift() -> None:
            items[number - 1], items[number] = items[number], items[number - 1]
            self._rearranged()

        with bits.box("part"):
            with bits.box("part-head"):
                bits.text(str(number + 1), "grow")
                if number:
                    bits.tool("up", words.MOVE_UP, lift)
                bits.tool("trash", words.REMOVE_PART, remove)
            for field in parts.fields:
                path = f"{parts.key}.{number}.{field.key}"
                self._draw_field(field, items[number], path, f"{parts.key}.{field.key}")

    def _rearranged(self) -> None:
        # Numbers of parts have changed, so what was wrong is somewhere else now.
        self._wrong = {}
        self._choices.on_change()
        self._draw()

    def _set(self, holder: dict[str, Any], key: str, value: Any) -> None:
        holder[key] = value
        self._choices.on_change()

    def _show_error(self, made: ui.input | ui.textarea, path: str) -> None:
        if path in self._wrong:
            made.error = self._wrong[path]


def _copied(value: Any, field: Field | Parts) -> Any:
    return [dict(item) for item in value or ()] if isinstance(field, Parts) else value
