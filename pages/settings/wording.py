"""/settings/texts/KEY: one text being reworded, seen as it will arrive."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from nicegui import events, ui

from app.letters import read_house
from app.runtime import Runtime
from app.words import editable, letters
from app.words.days import say_moment
from app.words.editable import Editable
from app.words.letters import Own
from components import bits
from components.wording_proof import WordingProof
from domain import clock, texts
from domain.texts import TextVersion
from pages import leaving
from pages.frame import viewer_id
from pages.settings.desk import desk
from pages.told import told_in_words

Field = ui.input | ui.textarea
PLACES = """() => emit(
  ['.say-subject input', '.say-body textarea'].map(
    (at) => document.querySelector(at)?.selectionStart ?? -1))"""
"""Where the cursor stands in each field."""
STAND = """(() => {{ const f = document.querySelector('{at}'); if (f) {{
  f.focus(); setTimeout(() => f.setSelectionRange({n}, {n}), 60) }} }})()"""


def build(runtime: Runtime) -> None:
    @ui.page("/settings/texts/{key}")
    async def wording_page(key: str) -> None:
        known = editable.TEXTS.get(key)
        if known is None:
            ui.navigate.to("/settings/texts")
            return
        with desk(runtime, known.title, "texts", back="/settings/texts"):
            await _Screen(runtime, key, known).open()


class _Screen:
    def __init__(self, runtime: Runtime, key: str, known: Editable) -> None:
        self._runtime = runtime
        self._key = key
        self._known = known
        self._is_changed = False
        self._fields: dict[str, Field] = {}
        self._last = "body"

    async def open(self) -> None:
        async with self._runtime.db.read() as session:
            own = (await texts.read_wordings(session, [self._key])).get(self._key)
            house = await read_house(session)
        self._matter = editable.sample_at(self._runtime.settings.public_url, house)
        self._sample = dict(self._known.sample)
        if "trainer" in self._sample:
            self._sample["trainer"] = self._matter.trainer or self._sample["trainer"]
        self._sheet = bits.box("stack")
        with self._sheet, bits.box("wording"):
            with bits.box("stack"):
                self._draw_form(own)
                self._older = bits.box("stack")
            self._proof = WordingProof(has_mail=bool(self._known.kind))
        self._show()
        await self._draw_older()

    def _draw_form(self, own: TextVersion | None) -> None:
        with bits.box("sheet", tag="section"), bits.box("form"):
            if self._known.kind:
                subject = own.subject if own else self._known.subject
                self._draw_field("subject", editable.SUBJECT, subject, 1)
            self._draw_field("body", editable.BODY, own.body if own else self._known.ours, 8)
            self._draw_chips()
            if self._known.kind:
                bits.text(editable.ALWAYS, "soft small")
        with bits.box("save-bar"):
            bits.text(editable.CHANGED, "grow")
            bits.press(editable.SAVE, self._save, size="small")
        with bits.box("line is-wrap"):
            bits.press(editable.SAVE, self._save).classes("save-below").mark("save")
            self._restore = bits.press(editable.RESTORE, self._give_back, look="quiet")
            self._restore.mark("restore").set_visibility(own is not None)

    def _draw_field(self, name: str, label: str, value: str, lines: int) -> None:
        field = bits.field(label, value, lines=lines).mark(name)
        field.classes(f"say-{name}").validation = partial(self._say_fault, name)
        field.on_value_change(self._mark_changed)
        field.on("focus", partial(self._stand_in, name), args=[])
        self._fields[name] = field

    def _draw_chips(self) -> None:
        if not self._sample:
            return
        bits.text(editable.CHIPS, "soft small")
        with bits.box("chips is-wrap"):
            for name, filled in self._sample.items():
                chip = bits.box("chip is-code", tag="button").mark(f"put-{name}")
                chip.props["type"], chip.props["title"] = "button", filled
                with chip:
                    bits.text(f"{{{name}}}", "mono-bare")
                    bits.text(filled, "soft")
                # The field keeps its cursor while a chip is pressed.
                chip.on("mousedown", js_handler="(e) => e.preventDefault()")
                chip.on("click", partial(self._put, name), js_handler=PLACES)

    def _stand_in(self, field: str) -> None:
        self._last = field

    def _put(self, name: str, event: events.GenericEventArguments) -> None:
        """Put a variable where the cursor stands; at the end where it stands nowhere."""
        field, order = self._fields[self._last], ("subject", "body")
        value = str(field.value or "")
        places = event.args if isinstance(event.args, list) else [-1, -1]
        at = int(places[order.index(self._last)])
        at = at if 0 <= at <= len(value) else len(value)
        put = f"{{{name}}}"
        field.value = value[:at] + put + value[at:]
        kind = "input" if self._last == "subject" else "textarea"
        ui.run_javascript(STAND.format(at=f".say-{self._last} {kind}", n=at + len(put)))

    def _written(self) -> Own:
        values = {name: str(field.value or "") for name, field in self._fields.items()}
        return Own(" ".join(values.get("subject", "").split()), values["body"].strip())

    def _faults(self) -> Mapping[str, str]:
        own = self._written()
        return editable.find_faults(
            self._key, TextVersion(key=self._key, subject=own.subject, body=own.body)
        )

    def _say_fault(self, name: str, _: str | None) -> str | None:
        """What is said under the field; what was typed stays."""
        if name not in self._fields or (fault := self._faults().get(name)) is None:
            return None
        longest = texts.LONGEST_SUBJECT if name == "subject" else self._known.longest
        return editable.say_fault(fault, longest, self._sample)

    def _mark_changed(self) -> None:
        self._show()
        if not self._is_changed:
            self._is_changed = True
            self._sheet.classes(add="is-changed")
            leaving.ask_first()

    def _show(self) -> None:
        """As it will arrive; a text with a fault leaves what was seen last."""
        if self._faults():
            return
        own = self._written()
        if not self._known.kind:
            self._proof.show(own.body.format_map(self._sample), self._known.buttons)
            return
        words = letters.say(self._known.kind, self._matter, own)
        why = letters.why_sent(self._known.kind, self._matter, is_marketing=bool(words.offers))
        mail = letters.draw_html(words, self._matter, None, why)
        here = replace(self._matter, is_chat=True)
        out = letters.way_out(here, is_marketing=True) if words.offers else ""
        said = letters.draw_chat(letters.say(self._known.kind, here, own), here, out)
        links = [words.button, *words.more] if words.button else words.more
        self._proof.show(said, [title for title, _ in links], mail)

    async def _save(self) -> None:
        with told_in_words():
            own, allowed = self._written(), self._sample
            if faults := self._faults():
                first = next(iter(faults))
                return ui.notify(self._say_fault(first, None) or "")
            async with self._runtime.db.begin() as session:
                if self._known.kind:
                    written = (own.subject, own.body)
                    await texts.reword_letter(session, self._key, written, allowed, viewer_id())
                else:
                    await texts.reword(session, self._key, own.body, allowed, viewer_id())
            await self._settle(editable.SAVED, is_own=True)
        return None

    async def _give_back(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await texts.restore(session, self._key, viewer_id())
            self._take(self._known.subject, self._known.ours)
            await self._settle(editable.RESTORED, is_own=False)

    def _take(self, subject: str, body: str) -> None:
        for name, value in {"subject": subject, "body": body}.items():
            if name in self._fields:
                self._fields[name].value = value

    async def _settle(self, said: str, *, is_own: bool) -> None:
        self._is_changed = False
        self._sheet.classes(remove="is-changed")
        self._restore.set_visibility(is_own)
        leaving.leave_freely()
        ui.notify(said)
        await self._draw_older()

    async def _draw_older(self) -> None:
        async with self._runtime.db.read() as session:
            versions = await texts.list_versions(session, self._key)
        self._older.clear()
        if versions:
            with self._older, bits.sheet(editable.OLDER), bits.box("rows"):
                self._draw_versions(versions)

    def _draw_versions(self, versions: Sequence[TextVersion]) -> None:
        zone = self._runtime.settings.timezone
        for version in versions:
            subject = version.subject if version.body else self._known.subject
            body = version.body or self._known.ours
            with bits.box("stage-row"):
                with bits.box("row-main"):
                    bits.text(version.body or editable.OURS_AGAIN, "row-title")
                    bits.text(say_moment(version.created_at, clock.now(), zone), "row-sub")
                if version.is_current:
                    bits.mark(editable.NOW)
                    continue
                take = partial(self._take, subject, body)
                bits.press(editable.TAKE, take, look="quiet", size="small").mark("take")
