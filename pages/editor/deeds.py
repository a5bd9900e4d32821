"""What can be done to the plan: each makes a step on the desk, and has the screen say so."""

from collections.abc import Callable, Sequence

from nicegui import ui
from nicegui.events import GenericEventArguments

from app.words import changes as spoken
from app.words import editor as words
from app.words.training import WEEKDAY
from components.editor import cells, papers
from components.editor.papers import Offer
from domain import exercises
from domain.errors import DomainError
from domain.programmes import editing
from domain.programmes.editing import Spot, day_at, item_at
from domain.programmes.grounds import find_bar, slugs_of, suggest
from pages.editor.desk import Desk
from pages.editor.stage import Stage
from pages.told import say, told_in_words

MOST_OFFERS = 30


class Deeds:
    """The buttons of one open editor."""

    def __init__(self, screen: Stage, desk: Desk) -> None:
        self._screen = screen
        self._desk = desk

    async def type(self, spot: Spot, name: str, text: str) -> None:
        """A cell was typed in; what cannot be is said, and the cell is as before."""
        ground = self._desk.ground
        try:
            given = cells.read_typed(item_at(self._desk.plan, spot), name, text)
            is_new = self._desk.edit(
                spot, lambda p, s: editing.change(p, s, ground, given), numbers=list(given)
            )
        except DomainError as e:
            ui.notify(say(e))
            self._screen.redraw()
            return
        if is_new:
            await self._screen.changed(by_typing=True)

    async def type_walking(self, e: GenericEventArguments) -> None:
        """Minutes of walking were typed."""
        text = str(e.args).strip()
        minutes = int(text) if cells.WHOLE.fullmatch(text) else -1
        await self._edit(
            lambda: self._desk.history.step(
                editing.change_walking(self._desk.plan, self._screen.week, minutes)
            )
        )

    async def do(self, deed: str, spot: Spot) -> None:
        """A button of a row."""
        ground = self._desk.ground
        if deed == "open":
            self._open_item(spot)
        elif deed == "swap":
            self._open_swap(spot)
        elif deed == "remove":
            await self._edit(
                lambda: self._desk.edit(spot, lambda p, s: editing.remove(p, s, ground))
            )
        elif deed in {"up", "down"}:
            step = -1 if deed == "up" else 1
            await self._edit(
                lambda: self._desk.edit(
                    spot, lambda p, s: editing.move(p, s, s.place + step, ground)
                )
            )

    async def drop(self, spot: Spot, target: Spot) -> None:
        """A row was dragged onto another, or onto a day."""
        ground = self._desk.ground
        await self._edit(
            lambda: self._desk.edit(
                spot,
                lambda p, s: editing.move_to_day(p, s, target.weekday, ground, target.place),
            )
        )

    def add_to(self, weekday: int) -> Callable[[], None]:
        """The button that adds an exercise to that day."""

        def open_() -> None:
            day = day_at(self._desk.plan, self._screen.week, weekday)
            taken = slugs_of(day)

            async def add(slug: str) -> None:
                await self._edit(lambda: self._add(weekday, slug))

            title = words.ADD_TITLE.format(day=WEEKDAY[weekday - 1].lower())
            self._screen.open(
                lambda: papers.pick_paper(title, (), lambda t: self._find(t, taken), add)
            )

        return open_

    def _add(self, weekday: int, slug: str) -> bool:
        """Here, and on the same day of later weeks where edits run on."""
        desk, here = self._desk, self._screen.week
        weeks = [w.number for w in desk.plan.weeks if w.number == here]
        if desk.runs_on:
            weeks = [w.number for w in desk.plan.weeks if w.number >= here]
        plan = desk.plan
        for week in weeks:
            plan = editing.add(plan, week, weekday, slug, desk.ground)
        return desk.history.step(plan)

    def _open_item(self, spot: Spot) -> None:
        with told_in_words():
            item = item_at(self._desk.plan, spot)

            async def move(weekday: int) -> None:
                ground = self._desk.ground
                await self._edit(
                    lambda: self._desk.edit(
                        spot, lambda p, s: editing.move_to_day(p, s, weekday, ground)
                    )
                )

            async def type_(where: Spot, name: str, text: str) -> None:
                await self.type(where, name, text)
                self._screen.redraw()

            self._screen.open(
                lambda: papers.item_paper(
                    spot, item, self._name(item.slug), on_type=type_, on_do=self.do, on_move=move
                )
            )

    def _open_swap(self, spot: Spot) -> None:
        with told_in_words():
            desk, ground = self._desk, self._desk.ground
            item = item_at(desk.plan, spot)
            taken = slugs_of(day_at(desk.plan, spot.week, spot.weekday))
            offers = [
                Offer(each.exercise, words.FIT[each.fit])
                for each in suggest(ground, item.slug, taken)[:MOST_OFFERS]
            ]

            async def swap(slug: str) -> None:
                await self._edit(
                    lambda: desk.edit(spot, lambda p, s: editing.swap(p, s, slug, ground))
                )

            title = words.SWAP_TITLE.format(name=self._name(item.slug))
            self._screen.open(
                lambda: papers.pick_paper(title, offers, lambda t: self._find(t, taken), swap)
            )

    def _find(self, text: str, taken: Sequence[str]) -> list[Offer]:
        """The whole catalogue by words; what is not for this person comes last, and says why."""
        ground = self._desk.ground
        found = exercises.find(self._desk.catalogue, exercises.Wanted(text=text))
        offers = []
        for exercise in found:
            if exercise.slug not in taken:
                bar = find_bar(ground, exercise)
                offers.append(Offer(exercise, words.BAR[bar] if bar else "", bar is not None))
        return sorted(offers, key=lambda offer: offer.is_barred)[:MOST_OFFERS]

    def copy_week(self) -> None:
        """Ask where to."""
        here, plan = self._screen.week, self._desk.plan
        others = [week.number for week in plan.weeks if week.number != here]
        deloads = {week.number for week in plan.weeks if week.deload}

        async def copy(targets: list[int]) -> None:
            await self._edit(
                lambda: self._desk.history.step(editing.copy_week(self._desk.plan, here, targets))
            )
            ui.notify(words.COPIED.format(weeks=spoken.say_weeks(targets)))

        self._screen.open(lambda: papers.copy_paper(here, others, deloads, copy))

    async def undo(self) -> None:
        self._desk.history.undo()
        await self._screen.changed()

    async def redo(self) -> None:
        self._desk.history.redo()
        await self._screen.changed()

    async def _edit(self, step: Callable[[], bool]) -> None:
        is_new = False
        with told_in_words():
            is_new = step()
        if is_new:
            await self._screen.changed()
        else:
            self._screen.redraw()

    def _name(self, slug: str) -> str:
        return self._desk.catalogue[slug].name if slug in self._desk.catalogue else slug
