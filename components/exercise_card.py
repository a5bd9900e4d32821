"""An exercise on its own page: what it is, how it is done, for whom it is not, what is near it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from nicegui import ui

from app.words import exercises as words
from app.words.training import MUSCLE, PATTERN
from components import bits, links
from components.exercise_figure import draw_picture
from domain.exercises import Exercise


@dataclass(frozen=True)
class Seen:
    """An exercise and what stands around it."""

    exercise: Exercise
    easier: Sequence[Exercise]
    harder: Sequence[Exercise]
    uses: int
    """Programmes of today that have it."""


def draw_head(exercise: Exercise) -> None:
    """The picture, the name, whose it is, and the video."""
    with bits.sheet():
        draw_picture(exercise)
        with bits.box("sheet-body stack is-tight"):
            bits.text(exercise.name, "exercise-name pad")
            if exercise.is_own or not exercise.is_on:
                with bits.box("marks"):
                    if exercise.is_own:
                        bits.mark(words.MINE, "good")
                    if not exercise.is_on:
                        bits.mark(words.IS_OFF, "warn")
            bits.text(words.summary(exercise), "soft")
            if exercise.video_url:
                link = bits.go(words.VIDEO, links.safe_url(exercise.video_url), look="soft")
                link.props('target="_blank" rel="noopener noreferrer"').mark("video")


def draw_technique(exercise: Exercise) -> None:
    """Cues, mistakes and breathing; what is not written has no heading."""
    with bits.sheet(words.TECHNIQUE), bits.box("sheet-body stack"):
        if not (exercise.cues or exercise.mistakes or exercise.breathing):
            bits.text(words.NO_TECHNIQUE, "soft")
        if exercise.cues:
            _lines(exercise.cues, "cues is-counted")
        if exercise.mistakes:
            bits.text(words.MISTAKES, "label")
            _lines(exercise.mistakes, "cues is-mistakes")
        if exercise.breathing:
            bits.text(words.BREATHING, "label")
            bits.text(exercise.breathing)


def draw_known(exercise: Exercise) -> None:
    """What the generator knows of it, in words."""
    places = [words.PLACE[p].lower() for p in words.PLACE if p in exercise.locations]
    known = {
        words.MOVEMENT: PATTERN[exercise.pattern],
        words.PRIMARY: ", ".join(MUSCLE[muscle] for muscle in exercise.primary),
        words.SECONDARY: ", ".join(MUSCLE[muscle] for muscle in exercise.secondary),
        words.NEEDS: words.needs(exercise),
        words.PLACES: ", ".join(places),
        words.FOR_LEVEL: words.LEVEL[exercise.level].lower(),
        words.MEASURE: words.UNIT[exercise.unit].lower(),
    }
    with bits.sheet(words.FACTS), bits.box("sheet-body known"):
        for label, said in known.items():
            if said:
                bits.text(label, "label")
                bits.text(words.capital(said))


def draw_limits(exercise: Exercise) -> None:
    """What it does to a body."""
    with bits.sheet(words.LIMITS), bits.box("sheet-body stack is-tight"):
        if not exercise.tags:
            bits.text(words.HARMLESS)
            return
        with bits.box("marks"):
            for tag in sorted(exercise.tags, key=lambda tag: words.TAG[tag]):
                bits.mark(words.TAG[tag], "warn")
        bits.text(words.LIMITS_NOTE, "soft small")


def draw_chain(seen: Seen) -> None:
    """What is easier and what is harder, as links."""
    with bits.sheet(words.CHAIN):
        if not seen.easier and not seen.harder:
            with bits.box("sheet-body"):
                bits.text(words.NO_CHAIN, "soft")
            return
        with bits.box("rows"):
            for way, icon_name, near in (
                (words.EASIER, "down", seen.easier),
                (words.HARDER, "up", seen.harder),
            ):
                for exercise in near:
                    _neighbour(exercise, way, icon_name)


def draw_use(seen: Seen, *, on_switch: Callable[[bool], Awaitable[None]]) -> None:
    """In how many programmes it stands, and whether new ones may take it."""
    exercise = seen.exercise
    with bits.sheet(words.IN_PROGRAMMES), bits.box("sheet-body stack is-tight"):
        bits.text(words.in_programmes(seen.uses), "num")
        switch = ui.switch(words.ON, value=exercise.is_on).mark("switch")
        switch.on_value_change(lambda event: on_switch(bool(event.value)))
        if seen.uses and not exercise.is_on:
            bits.text(words.off_but_used(seen.uses), "hint is-warn")
        else:
            bits.text(words.ON_NOTE, "soft small")


def _neighbour(exercise: Exercise, way: str, icon_name: str) -> None:
    with bits.link_box(f"/exercises/{exercise.slug}", "row").mark(f"near-{exercise.slug}"):
        bits.icon_face(icon_name)
        with bits.box("row-main"):
            bits.text(exercise.name, "row-title is-plain")
            bits.text(way, "row-sub")
        bits.icon("next", "is-small soft")


def _lines(lines: Sequence[str], classes: str) -> None:
    with bits.box(classes):
        for line in lines:
            bits.text(line, "cue")
