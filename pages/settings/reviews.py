"""/settings/reviews: what people said of the trainer, and which of it visitors see."""

import asyncio
from functools import partial
from uuid import UUID

from nicegui import ui

from app import uploads
from app.runtime import Runtime
from app.words import errors
from app.words import reviews as words
from components import bits
from components.review_form import ReviewForm, review_row
from domain import reviews
from domain.errors import Refused
from domain.reviews import Draft, Review, ReviewChanged
from pages.live import redraw_on
from pages.settings.desk import desk
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/settings/reviews")
    async def reviews_page() -> None:
        with desk(runtime, words.TITLE, "site", back="/settings/site"):
            await _Screen(runtime).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        self._region = bits.box("stack")
        self._papers = bits.box()
        with bits.box("line is-wrap"):
            bits.press(words.ADD, partial(self._edit, None), icon_name="plus").mark("add")
            bits.go(words.HEADING, "/settings/site/reviews")
        await self._draw()
        redraw_on(self._runtime, ReviewChanged, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            rows = await reviews.list_reviews(session)
        self._region.clear()
        with self._region, bits.sheet():
            if not rows:
                bits.empty("chat", words.EMPTY_TITLE, words.EMPTY)
            for review in rows:
                review_row(
                    review,
                    on_edit=partial(self._edit, review),
                    on_switch=partial(self._switch, review.id),
                )

    def _edit(self, review: Review | None) -> None:
        self._papers.clear()
        title = review.name if review else words.NEW
        with self._papers, bits.paper(title, words.CLOSE) as dialog:

            async def save(draft: Draft) -> None:
                with told_in_words():
                    await self._save(review.id if review else None, draft, form)
                    dialog.close()

            with bits.box("stack"):
                form = ReviewForm(review, save, self._keep_photo)
                if review is not None:
                    self._draw_ends(review, dialog)
        dialog.open()

    def _draw_ends(self, review: Review, dialog: ui.dialog) -> None:
        async def withdraw() -> None:
            dialog.close()
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    await reviews.withdraw(session, review.id)
                ui.notify(words.WITHDRAW_DONE)

        async def remove() -> None:
            dialog.close()
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    await reviews.remove(session, review.id)
                ui.notify(words.REMOVED)

        with bits.box("line is-wrap"):
            if review.consent_on and not review.withdrawn_at:
                bits.press(words.WITHDRAW, withdraw, look="quiet", size="small").mark("withdraw")
            bits.press(words.REMOVE, remove, look="danger-quiet", size="small").mark("remove")

    async def _save(self, review_id: UUID | None, draft: Draft, form: ReviewForm) -> None:
        try:
            fields = reviews.clean(draft)
        except Refused as e:
            form.show_wrong({key: errors.say_field(key, code) for key, code in e.fields.items()})
            raise
        async with self._runtime.db.begin() as session:
            await reviews.keep_review(session, review_id, fields)
        ui.notify(words.SAVED)

    async def _switch(self, review_id: UUID, is_shown: bool) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await reviews.show(session, review_id, is_shown=is_shown)

    async def _keep_photo(self, content: bytes) -> str | None:
        with told_in_words():
            folder = self._runtime.settings.data_dir
            return f"/media/{await asyncio.to_thread(uploads.keep_photo, folder, content)}"
        return None
