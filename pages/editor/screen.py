"""The editor as one trainer sees it: weeks above, the table, checks and versions beside it."""

from collections.abc import Callable

from nicegui import ui
from nicegui.events import KeyEventArguments

from app.runtime import Runtime
from app.words import editor as words
from app.words import lint
from app.words.days import say_moment
from components import bits
from components.editor.beside import Names, Remark, draw_remarks, draw_versions, gather
from components.editor.table import Table
from domain import clock
from domain.programmes import editing
from domain.programmes.lint import Finding
from domain.programmes.versions import SAFETY, is_marked
from pages.editor.deeds import Deeds
from pages.editor.desk import Desk
from pages.editor.keeping import Keeping
from pages.told import told_in_words

TO_CHECKS = "() => document.querySelector('.ed-checks').scrollIntoView({behavior: 'smooth'})"
TONES = {True: "is-danger", False: "is-warn"}


class Screen:
    """The regions of one open editor, each drawn by itself."""

    def __init__(self, runtime: Runtime, desk: Desk) -> None:
        self._runtime = runtime
        self._desk = desk
        self._week = desk.plan.weeks[0].number
        self._remarks: list[Remark] | None = None
        self._looks = 0
        self._deeds = Deeds(self, desk)
        self._keeping = Keeping(self, desk)

    def draw(self) -> None:
        """Everything for the first time; what lint says comes once the page is there."""
        self._leaving = bits.box("leaving").on("leaving", self._keeping.ask_to_leave, args=[])
        with bits.box("ed"):
            with bits.box("stack ed-main"):
                self._notice = bits.box()
                self._tabs = bits.box("ed-weeks")
                self._tools = bits.box()
                self._days = bits.box()
                self._foot = bits.box("sticky-foot ed-bar")
            with bits.box("stack ed-side"):
                self._checks = bits.box("ed-checks")
                self._versions = bits.box()
        self._dialogs = bits.box()
        self._draw_foot()
        ui.keyboard(on_key=self._on_key)
        self.redraw()

    async def begin(self) -> None:
        """After the page is there: what takes a moment."""
        await self.check()
        await self.redraw_versions()

    def redraw(self) -> None:
        """The plan has changed in more than a number."""
        self._draw_notice()
        self._draw_tabs()
        self._draw_tools()
        self._draw_week()
        self._say_state()
        self._draw_checks()

    async def changed(self, *, by_typing: bool = False) -> None:
        """An edit was made: keep it, say what follows, look it over."""
        if by_typing:
            self._table.follow(editing.week_at(self._desk.plan, self._week))
            self._say_state()
        else:
            self.redraw()
        with told_in_words():
            await self._desk.keep()
        await self.check()

    async def check(self) -> None:
        """Lint the plan; a look that was overtaken says nothing."""
        self._looks += 1
        mine = self._looks
        found = await self._desk.find()
        if mine != self._looks:
            return
        desk = self._desk
        self._remarks = gather(
            Remark(
                lint.say(finding, desk.catalogue),
                () if finding.week is None else (finding.week,),
                finding.day,
                finding.code in SAFETY,
                self._reason_for(finding),
            )
            for finding in found
        )
        self._draw_checks()
        self._draw_tabs()
        self._say_state()

    def _reason_for(self, finding: Finding) -> str:
        return next((m["reason"] for m in self._desk.marks if is_marked(finding, [m])), "")

    async def go(self, week: int, weekday: int | None = None) -> None:
        """Show a week, and a day of it."""
        if week != self._week:
            self._week = week
            self._draw_tabs()
            self._draw_tools()
            self._draw_week()
        if weekday is not None:
            ui.run_javascript(
                f"document.querySelectorAll('.ed-day,.ed-rest')[{int(weekday) - 1}]"
                "?.scrollIntoView({behavior: 'smooth', block: 'start'})"
            )

    async def redraw_versions(self) -> None:
        """Read the versions and draw them; whoever has changed nothing sees the newest at once."""
        told, logins = await self._desk.read_versions()
        if self._desk.is_behind and not self._desk.history.is_changed:
            await self._desk.take_current()
            self.redraw()
            await self.check()
        self._draw_notice()
        programme = self._desk.programme
        shown = programme.shown_version if programme.may_be_seen else None
        names = Names(logins, clock.now(), self._runtime.settings.timezone)
        self._versions.clear()
        with self._versions:
            draw_versions(told, shown, names, self._keeping.compare)
        self._say_state()

    def _draw_notice(self) -> None:
        self._notice.clear()
        at, is_behind = self._desk.recovered_at, self._desk.is_behind
        if not self._desk.history.is_changed or (at is None and not is_behind):
            return
        with self._notice, bits.box("hint is-warn line is-wrap"):
            if is_behind:
                current = self._desk.programme.version
                bits.text(words.BEHIND.format(version=current), "grow").mark("behind")
            elif at is not None:
                when = say_moment(at, clock.now(), self._runtime.settings.timezone)
                bits.text(words.RECOVERED.format(when=when), "grow").mark("recovered")
            discard = bits.press(words.DISCARD, self._keeping.discard, look="quiet", size="small")
            discard.mark("discard")

    def _draw_tabs(self) -> None:
        self._tabs.clear()
        tones: dict[int, bool] = {}
        for remark in self._open_remarks():
            for week in remark.weeks:
                tones[week] = tones.get(week, False) or remark.is_danger
        with self._tabs:
            for each in self._desk.plan.weeks:
                self._draw_tab(each.number, is_easy=each.deload, tone=tones.get(each.number))

    def _draw_tab(self, number: int, *, is_easy: bool, tone: bool | None) -> None:
        is_on = number == self._week
        chip = bits.Press("", lambda: self.go(number))
        chip.classes("chip is-on" if is_on else "chip").mark(f"week-{number}")
        chip.props["aria-label"] = words.WEEK.format(number=number)
        with chip:
            bits.text(str(number), "num")
            if is_on:
                bits.text(words.EASY if is_easy else "", "ed-easy")
            if tone is not None:
                bits.box(f"ed-dot {TONES[tone]}")

    def _draw_tools(self) -> None:
        self._tools.clear()
        week = editing.week_at(self._desk.plan, self._week)
        with self._tools, bits.box("line is-wrap ed-week"):
            bits.text(words.WEEK.format(number=week.number), "sheet-title")
            bits.press(words.COPY, self._deeds.copy_week, look="quiet", size="small").mark("copy")
            runs_on = bits.Press(words.ONWARDS, self._switch_onwards)
            runs_on.classes("chip is-on" if self._desk.runs_on else "chip").mark("onwards")
            runs_on.props["aria-pressed"] = str(self._desk.runs_on).lower()
            runs_on.props["title"] = words.ONWARDS_HINT
            with bits.box("ed-walk", tag="label"):
                bits.text(words.WALKING, "soft small")
                walk = bits.box("cell", tag="input")
                walk.props["^value"] = str(week.walking_minutes)
                walk.props.update({"inputmode": "numeric", "maxlength": "4"})
                walk.on(
                    "change", self._deeds.type_walking, js_handler="(e) => emit(e.target.value)"
                )
                walk.mark("walking")

    def _draw_week(self) -> None:
        tones: dict[int, bool] = {}
        for remark in self._open_remarks():
            if self._week in remark.weeks and remark.day:
                tones[remark.day] = tones.get(remark.day, False) or remark.is_danger
        self._days.clear()
        with self._days:
            self._table = Table(
                editing.week_at(self._desk.plan, self._week),
                self._desk.catalogue,
                on_type=self._deeds.type,
                on_do=self._deeds.do,
                on_drop=self._deeds.drop,
                on_add=self._deeds.add_to,
                marked={day: TONES[tone] for day, tone in tones.items()},
            )

    def _draw_foot(self) -> None:
        """Once: a button drawn anew would not hear a click that is on its way."""
        with self._foot, bits.box("line"):
            self._undo = bits.tool("undo", words.UNDO, self._deeds.undo).mark("undo")
            self._redo = bits.tool("redo", words.REDO, self._deeds.redo).mark("redo")
            with bits.box("grow ed-state").on("click", js_handler=TO_CHECKS):
                self._state = bits.text("", "small soft cut").mark("state")
                self._sum = bits.text("", "small strong cut").mark("sum")
            self._save = bits.press(words.SAVE, self._keeping.save).mark("save")
            self._send = bits.press(words.SEND, self._keeping.send).mark("send")
            with bits.tool("dots", words.MORE_DEEDS, lambda: None).mark("more"), ui.menu():
                ui.menu_item(words.SAVE_TEMPLATE, self._keeping.name_template).mark("to-template")
                ui.menu_item(words.DISCARD, self._keeping.discard).mark("discard-all")

    def _say_state(self) -> None:
        """What is unsaved, what is wrong, and what can be done about it."""
        history, programme = self._desk.history, self._desk.programme
        is_changed = history.is_changed
        for button, is_on in ((self._undo, history.can_undo), (self._redo, history.can_redo)):
            button.props["disabled"] = not is_on
            button.update()
        said = words.UNSAVED if is_changed else words.ALL_SAVED
        self._state.set_text(said.format(version=self._desk.based_on))
        self._save.set_visibility(is_changed)
        waits = not programme.may_be_seen or programme.has_unreleased
        self._send.set_visibility(waits and not is_changed)
        said, tone = self._sum_up()
        self._sum.set_text(said)
        self._sum.classes(replace=f"small strong cut {tone}")
        ui.run_javascript(f"window.unsaved = {str(is_changed).lower()}")

    def _sum_up(self) -> tuple[str, str]:
        if self._remarks is None:
            return words.CHECKING, "soft"
        if dangers := self._open_dangers():
            return words.broken(dangers), "danger-text"
        if self._remarks:
            return words.remarks(len(self._remarks)), "warn-text"
        return lint.CLEAN, "accent-text"

    def _open_remarks(self) -> list[Remark]:
        """Those for which nobody has given a reason."""
        return [remark for remark in self._remarks or () if not remark.reason]

    def _open_dangers(self) -> int:
        return sum(1 for remark in self._open_remarks() if remark.is_danger)

    def _draw_checks(self) -> None:
        self._checks.clear()
        with self._checks:
            draw_remarks(self._remarks, self.go)

    async def _switch_onwards(self) -> None:
        self._desk.runs_on = not self._desk.runs_on
        self._draw_tools()

    async def _on_key(self, e: KeyEventArguments) -> None:
        if e.action.keydown and (e.modifiers.ctrl or e.modifiers.meta) and e.key.name == "z":
            await (self._deeds.redo() if e.modifiers.shift else self._deeds.undo())

    @property
    def week(self) -> int:
        """The week that is shown."""
        return self._week

    def open(self, draw: Callable[[], ui.dialog]) -> None:
        """Draw a dialog in place of the last one, and open it."""
        self._dialogs.clear()
        with self._dialogs, bits.box():
            draw().open()
