"""A review in a list, and as a form."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from nicegui import events, ui

from app.words import reviews as words
from components import bits
from components.bits import Handler, Tone
from components.picture_field import picture_field
from domain.reviews import Draft, Review

OnSave = Callable[[Draft], Awaitable[None]]
OnSwitch = Callable[[bool], Awaitable[None]]
KeepPhoto = Callable[[bytes], Awaitable[str | None]]
"""Its address, or None when it was refused and said so."""


def review_row(review: Review, *, on_edit: Handler, on_switch: OnSwitch) -> None:
    """Who said what, and whether visitors see it."""

    async def change(event: events.ValueChangeEventArguments[Any]) -> None:
        await on_switch(bool(event.value))

    with bits.box("stage-row").mark("review"):
        with bits.box("row-main"):
            bits.text(review.name, "row-title")
            bits.text(review.text, "row-sub")
            label, tone = _state(review)
            bits.mark(label, tone)
        if review.consent_on and not review.withdrawn_at:
            shown = ui.switch(value=review.is_shown, on_change=change).mark("show")
            shown.props["aria-label"] = words.SHOW
        bits.tool("pencil", f"{words.EDIT}: {review.name}", on_edit)


def _state(review: Review) -> tuple[str, Tone]:
    if review.withdrawn_at:
        return words.WITHDRAWN, "warn"
    if not review.consent_on or not review.consent_note:
        return words.NO_CONSENT, "warn"
    return (words.SHOWN, "good") if review.is_shown else (words.HIDDEN, "plain")


class ReviewForm:
    """The fields of one review, new or known."""

    def __init__(self, review: Review | None, on_save: OnSave, keep_photo: KeepPhoto) -> None:
        self._on_save, self._keep_photo = on_save, keep_photo
        self._photo = review.photo if review else ""
        self._fields: dict[str, ui.input | ui.textarea] = {}
        self._add("name", review.name if review else "")
        self._add("text", review.text if review else "", lines=4)
        with bits.box("form-pair"):
            self._add_day("said_on", review.said_on if review else None)
            self._add("source", review.source if review else "")
        self._picture = bits.box()
        self._draw_picture()
        bits.text(words.NOTE, "soft small")
        with bits.box("form-pair"):
            self._add_day("consent_on", review.consent_on if review else None)
            self._add("consent_note", review.consent_note if review else "")
        bits.text(words.HEALTH, "soft small")
        with bits.box("paper-foot"):
            bits.press(words.SAVE, self._save)

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say under each field why it cannot be taken."""
        for key, made in self._fields.items():
            made.error = wrong.get(key)

    def _add(self, key: str, value: str, *, lines: int = 1) -> ui.input | ui.textarea:
        made = bits.field(words.FIELD[key], value, lines=lines).mark(key)
        self._fields[key] = made
        return made

    def _add_day(self, key: str, day: object) -> None:
        self._add(key, str(day or "")).props("type=date stack-label")

    def _draw_picture(self) -> None:
        async def keep(content: bytes) -> None:
            kept = await self._keep_photo(content)
            if kept is not None:
                self._put(kept)

        self._picture.clear()
        with self._picture:
            picture_field(
                words.FIELD["photo"],
                self._photo,
                on_upload=keep,
                on_remove=lambda: self._put(""),
                marker="photo",
            )

    def _put(self, address: str) -> None:
        self._photo = address
        self._draw_picture()

    async def _save(self) -> None:
        typed = {key: str(made.value or "") for key, made in self._fields.items()}
        await self._on_save(Draft(photo=self._photo, **typed))
