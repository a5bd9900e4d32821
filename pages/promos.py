"""/promos: the codes there are, what each has brought, and a form for one or many."""

from functools import partial
from uuid import UUID

from nicegui import ui

from app.promo_sheet import write_sheet
from app.runtime import Runtime
from app.words import promos as words
from components import bits
from components.styles import wear
from domain import money, payments, promos
from domain.errors import Refused
from domain.money import NotMoney
from domain.promos import PromoCode, PromoKind, Spent, Terms
from domain.promos.making import read_moment
from pages.frame import frame
from pages.live import redraw_on
from pages.promo import OnePromo
from pages.told import told_in_words

MOST_SHOWN = 1000
FIELDS = ("code", "value", "max_uses", "max_per_person", "ends_at", "count")
CHANGES = (promos.PromoChanged, promos.PromoReleased, payments.PaymentPaid)


def build(runtime: Runtime) -> None:
    @ui.page("/promos")
    async def promos_page() -> None:
        with frame(runtime, words.TITLE, "promos"), bits.box("stack"):
            await _Screen(runtime).open()

    @ui.page("/promos/{promo_id}")
    async def promo_page(promo_id: UUID) -> None:
        with frame(runtime, words.TITLE, "promos", back="/promos"), bits.box("stack"):
            await OnePromo(runtime, promo_id).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        wear("office")
        self._papers = bits.box()
        with bits.box("line is-wrap"):
            bits.press(words.NEW, self._ask, icon_name="plus").mark("add")
            bits.press(words.EXPORT, self._export, look="quiet")
        self._region = bits.box("stack")
        await self._draw()
        redraw_on(self._runtime, *CHANGES, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            rows = await promos.list_codes(session, limit=MOST_SHOWN)
            spent = await promos.count_uses(session, [row.id for row in rows])
        self._region.clear()
        with self._region, bits.sheet():
            if not rows:
                bits.empty("tag", words.EMPTY_TITLE, words.EMPTY)
            for row in rows:
                self._row(row, spent.get(row.id, Spent()))

    def _row(self, promo: PromoCode, spent: Spent) -> None:
        with bits.box("stage-row").mark("promo"):
            with bits.link_box(f"/promos/{promo.id}", "row-main").mark("open-promo"):
                bits.text(f"{promo.code} · {words.effect(promo)}", "row-title")
                told = words.brought(spent.captured, spent.people, spent.discount, spent.income)
                bits.text(told, "row-sub is-free")
                with bits.box("line is-wrap"):
                    if not promo.is_active:
                        bits.mark(words.OFF, "warn")
                    if promo.is_default:
                        bits.mark(words.DEFAULT, "good")
            with bits.box("promo-acts"):
                self._row_actions(promo)

    def _row_actions(self, promo: PromoCode) -> None:
        if promo.is_active:
            label = words.OFFER_NOT if promo.is_default else words.OFFER
            offered = None if promo.is_default else promo.id
            bits.press(label, partial(self._offer, offered), look="bare", size="small")
        label = words.STOP if promo.is_active else words.START
        switch = partial(self._switch, promo.id, is_active=not promo.is_active)
        bits.press(label, switch, look="quiet", size="small")

    async def _offer(self, promo_id: UUID | None) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await promos.make_default(session, promo_id)
        await self._draw()

    async def _switch(self, promo_id: UUID, *, is_active: bool) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await promos.change_code(session, promo_id, is_active=is_active)
        await self._draw()

    async def _export(self) -> None:
        async with self._runtime.db.read() as session:
            rows = await promos.list_codes(session, limit=100_000)
            spent = await promos.count_uses(session, [row.id for row in rows])
        ui.download.content(write_sheet(rows, spent), "promocodes.csv")

    def _ask(self) -> None:
        self._papers.clear()
        with self._papers, bits.paper(words.NEW, words.CLOSE) as dialog, bits.box("stack"):
            labels = {key: getattr(words, key.upper()) for key in FIELDS}
            hints = {"code": words.CODE_HINT, "ends_at": words.ENDS_HINT}
            kind = ui.select(dict(words.KIND), label=words.KIND_LABEL, value=PromoKind.PERCENT)
            kind.props("outlined").classes("field")
            made = {
                key: bits.field(label, hint=hints.get(key, "")).mark(key)
                for key, label in labels.items()
            }
            made["ends_at"].props("type=date stack-label")

            async def save() -> None:
                with told_in_words():
                    texts = {key: str(field.value or "").strip() for key, field in made.items()}
                    await self._save(PromoKind(kind.value), texts)
                    dialog.close()
                    ui.notify(words.SAVED)

            bits.press(words.SAVE, save).mark("save")
        dialog.open()

    async def _save(self, kind: PromoKind, texts: dict[str, str]) -> None:
        terms = _read(kind, texts, self._runtime.settings.timezone)
        count = _whole("count", texts["count"])
        async with self._runtime.db.begin() as session:
            if count is None:
                await promos.add_code(session, texts["code"], terms)
            else:
                await promos.add_many(session, count, texts["code"], terms)
        await self._draw()


def _read(kind: PromoKind, texts: dict[str, str], timezone: str) -> Terms:
    """The terms as typed; Refused names what is none."""
    ends = texts["ends_at"]
    try:
        ends_at = read_moment(ends, timezone, is_end=True) if ends else None
    except ValueError as e:
        raise Refused({"ends_at": "malformed"}) from e
    try:
        kopecks = money.from_roubles("".join(texts["value"].replace(",", ".").split()))
    except NotMoney as e:
        raise Refused({"value": "not_a_number"}) from e
    return Terms(
        kind=kind,
        value=kopecks // 100 if kind is PromoKind.PERCENT else kopecks,
        ends_at=ends_at,
        max_uses=_whole("max_uses", texts["max_uses"]),
        max_per_person=_whole("max_per_person", texts["max_per_person"]),
    )


def _whole(key: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Refused({key: "not_whole"})
    return int(text)
