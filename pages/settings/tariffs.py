"""/settings/tariffs: the catalogue, edited; the site shows it as it is saved."""

from functools import partial
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import errors
from app.words import settings as words
from components import bits
from components.tariff_form import TariffForm, tariff_row
from domain import tariff_forms, tariffs
from domain.errors import Refused
from domain.tariff_forms import Draft
from domain.tariffs import Tariff, TariffChanged
from pages.live import redraw_on
from pages.settings.desk import desk
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/settings/tariffs")
    async def tariffs_page() -> None:
        with desk(runtime, words.PLACES["tariffs"][1], "tariffs"):
            await _Screen(runtime).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        self._region = bits.box("stack")
        self._papers = bits.box()
        bits.press(words.TARIFF_ADD, partial(self._edit, None), icon_name="plus").mark("add")
        await self._draw()
        redraw_on(self._runtime, TariffChanged, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            rows = await tariffs.list_tariffs(session, on_sale=False)
        self._region.clear()
        with self._region, bits.sheet():
            if not rows:
                bits.empty("tag", words.TARIFF_EMPTY_TITLE, words.TARIFF_EMPTY)
            ids = [tariff.id for tariff in rows]
            for place, tariff in enumerate(rows):
                lift = partial(self._lift, ids, place) if place else None
                tariff_row(tariff, on_edit=partial(self._edit, tariff), on_lift=lift)

    def _edit(self, tariff: Tariff | None) -> None:
        self._papers.clear()
        with self._papers:
            title = tariff.title if tariff else words.TARIFF_NEW
            with bits.paper(title, words.CLOSE) as dialog:

                async def save(draft: Draft) -> None:
                    with told_in_words():
                        await self._save(tariff.id if tariff else None, draft, form)
                        dialog.close()

                with bits.box("stack"):
                    form = TariffForm(tariff, save)
        dialog.open()

    async def _save(self, tariff_id: UUID | None, draft: Draft, form: TariffForm) -> None:
        try:
            fields = tariff_forms.clean(draft)
        except Refused as e:
            form.show_wrong({key: errors.say_field(key, code) for key, code in e.fields.items()})
            raise
        async with self._runtime.db.begin() as session:
            if tariff_id is not None:
                await tariffs.change_tariff(session, tariff_id, **fields)
            else:
                known = await tariffs.list_tariffs(session, on_sale=False)
                code = tariff_forms.free_code({tariff.code for tariff in known})
                last = max((tariff.position for tariff in known), default=-1)
                tariffs.add_tariff(session, code=code, position=last + 1, **fields)
        ui.notify(words.SAVED)

    async def _lift(self, ids: list[UUID], place: int) -> None:
        """One place up; the others keep their order."""
        order = [*ids]
        order[place - 1], order[place] = order[place], order[place - 1]
        with told_in_words():
            async with self._runtime.db.begin() as session:
                for position, tariff_id in enumerate(order):
                    await tariffs.change_tariff(session, tariff_id, position=position)
