"""What stands beside the table: what lint says of it, and its versions."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.words import editor as words
from app.words import lint
from app.words.days import say_moment
from components import bits
from domain.programmes.versions import Told

FEW = 8
BY_RULE = "rule"


@dataclass(frozen=True)
class Remark:
    """One finding as it is shown."""

    said: str
    weeks: tuple[int, ...]
    """Where exactly this was found; empty for the whole programme."""
    day: int | None
    is_danger: bool
    reason: str = ""
    """Why it is so all the same."""


def gather(found: Iterable[Remark]) -> list[Remark]:
    """The same in many weeks is said once."""
    same: dict[tuple[str, int | None, bool, str], Remark] = {}
    for remark in found:
        key = (remark.said, remark.day, remark.is_danger, remark.reason)
        known = same.get(key)
        same[key] = replace(known, weeks=(*known.weeks, *remark.weeks)) if known else remark
    return list(same.values())


OnGo = Callable[[int, int | None], Awaitable[None]]


def draw_remarks(remarks: Sequence[Remark] | None, on_go: OnGo) -> None:
    """Dangers first; each leads to its week."""
    with bits.sheet(words.CHECKS):
        if remarks is None:
            bits.text(words.CHECKING, "sheet-body soft")
            return
        if not remarks:
            with bits.box("sheet-body line accent-text"):
                bits.icon("check", "is-small")
                bits.text(lint.CLEAN, "strong").mark("clean")
            return
        for is_danger, title in ((True, lint.DANGER), (False, lint.ADVICE)):
            _draw_group(title, [r for r in remarks if r.is_danger is is_danger], on_go)


def _draw_group(title: str, remarks: Sequence[Remark], on_go: OnGo) -> None:
    if not remarks:
        return
    with bits.box("ed-remarks"):
        bits.text(f"{title}: {len(remarks)}", "label")
        rest = bits.box("ed-remarks")
        with rest:
            for remark in remarks[:FEW]:
                _draw_remark(remark, on_go)

        def show_all() -> None:
            more.delete()
            with rest:
                for remark in remarks[FEW:]:
                    _draw_remark(remark, on_go)

        if len(remarks) > FEW:
            said = words.SHOW_ALL.format(count=len(remarks))
            more = bits.press(said, show_all, look="bare", size="small")


def _draw_remark(remark: Remark, on_go: OnGo) -> None:
    async def go() -> None:
        if remark.weeks:
            await on_go(remark.weeks[0], remark.day)

    tone = "is-danger" if remark.is_danger else "is-warn"
    line = bits.Press("", go)
    line.classes(f"ed-line is-press {tone}").mark("remark")
    with line:
        bits.text(remark.said)
        bits.text(lint.where(remark.weeks, remark.day), "soft small")
        if remark.reason:
            bits.text(words.EXPLAINED.format(reason=remark.reason), "soft small")


@dataclass(frozen=True)
class Names:
    """By whom and when versions were made."""

    logins: Mapping[str, str]
    now: datetime
    timezone: str

    def of(self, told: Told) -> str:
        by = words.BY_RULE if told.by == BY_RULE else self.logins.get(told.by, words.BY_SOMEBODY)
        return f"{say_moment(told.created_at, self.now, self.timezone)}, {by}"


def draw_versions(
    versions: Sequence[Told],
    shown: int | None,
    names: Names,
    on_open: Callable[[int], Awaitable[None]],
) -> None:
    """Newest first; each can be compared with what is there now."""
    with bits.sheet(words.VERSIONS), bits.box("rows"):
        for n, told in enumerate(versions):
            _draw_version(told, names, on_open, is_shown=told.version == shown, is_last=n == 0)


def _draw_version(
    told: Told,
    names: Names,
    on_open: Callable[[int], Awaitable[None]],
    *,
    is_shown: bool,
    is_last: bool,
) -> None:
    row = bits.Press("", lambda: on_open(told.version))
    row.classes("row is-low").mark(f"version-{told.version}")
    with row:
        with bits.box("row-main"):
            bits.text(words.VERSION.format(number=told.version), "row-title")
            bits.text(names.of(told), "row-sub is-free")
            if told.reason:
                bits.text(words.EXPLAINED.format(reason=told.reason), "row-sub is-free")
        if told.marks:
            bits.mark(words.dangers(len(told.marks)), "danger")
        if is_shown:
            bits.mark(words.SHOWN, "good")
        elif is_last:
            bits.mark(words.CURRENT)
