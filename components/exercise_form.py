"""The form of an exercise: the whole of an own one, or only the words of one that ships."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from nicegui import ui

from app.words import exercises as words
from app.words.training import EQUIPMENT, MUSCLE, PATTERN
from components import bits
from components.chips_field import ChipsField
from domain.exercises import Catalogue, Draft, Exercise, Texts, vocabulary

HARMLESS = "harmless"


class TextsForm:
    """Cues, mistakes, breathing and a link: what may be changed of every exercise."""

    def __init__(self, exercise: Exercise | None) -> None:
        self._fields: dict[str, ui.input | ui.textarea] = {}
        cues = exercise.cues if exercise else ()
        mistakes = exercise.mistakes if exercise else ()
        with _part("how"):
            self._text("cues", "\n".join(cues), lines=4)
            self._text("mistakes", "\n".join(mistakes), lines=3)
            self._text("breathing", exercise.breathing if exercise else "")
            url = exercise.video_url if exercise else ""
            self._text("video_url", url, hint=words.VIDEO_HINT).props("type=url")

    @property
    def texts(self) -> Texts:
        return Texts(**self._values())

    def on_change(self, told: Callable[[], None]) -> None:
        """Call it whenever a field is changed."""
        for made in self._fields.values():
            made.on_value_change(lambda: told())

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say under each field why it cannot be taken."""
        for key, made in self._fields.items():
            made.error = wrong.get(key)

    def _values(self) -> dict[str, str]:
        return {key: str(made.value or "") for key, made in self._fields.items()}

    def _text(
        self, key: str, value: str, *, lines: int = 1, hint: str = ""
    ) -> ui.input | ui.textarea:
        made = bits.field(words.FIELD[key], value, lines=lines, hint=hint).mark(key)
        self._fields[key] = made
        return made


class ExerciseForm(TextsForm):
    """All of an own exercise, new or known."""

    def __init__(self, exercise: Exercise | None, catalogue: Catalogue) -> None:
        self._chips: dict[str, ChipsField] = {}
        self._selects: dict[str, ui.select] = {}
        with bits.box("stack"):
            self._what_part = bits.box()
            self._draw_where(exercise)
            self._draw_who(exercise)
            self._draw_chain(exercise, catalogue)
            super().__init__(exercise)
        with self._what_part:
            self._draw_what(exercise)

    @property
    def draft(self) -> Draft:
        many, tags = self._chips, self._chips["tags"].chosen
        level, fatigue = many["level"].first, many["fatigue"].first
        return Draft(
            **self._values(),
            pattern=self._selects["pattern"].value or None,
            primary=many["primary"].chosen,
            secondary=self._selects["secondary"].value,
            needs_all=self._selects["needs_all"].value,
            needs_one=self._selects["needs_one"].value,
            locations=many["locations"].chosen,
            level=int(level) if level else None,
            unit=many["unit"].first,
            fatigue=int(fatigue) if fatigue else None,
            is_unilateral=bool(self._unilateral.value),
            tags=[tag for tag in tags if tag != HARMLESS],
            is_harmless=HARMLESS in tags,
            regress_to=self._selects["regress_to"].value or None,
            progress_to=self._selects["progress_to"].value or None,
        )

    def on_change(self, told: Callable[[], None]) -> None:
        super().on_change(told)
        for made in (*self._selects.values(), self._unilateral):
            made.on_value_change(lambda: told())
        for chips in self._chips.values():
            chips.on_change(told)

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        super().show_wrong(wrong)
        for key, chips in self._chips.items():
            chips.show_wrong(wrong.get(key))
        for key, select in self._selects.items():
            select.error = wrong.get(key)

    def _draw_what(self, exercise: Exercise | None) -> None:
        known = vocabulary()
        muscles = {key: words.capital(MUSCLE[key]) for key in MUSCLE if key in known.muscles}
        patterns = {key: words.capital(PATTERN[key]) for key in known.patterns}
        with _part("what"):
            self._text("title", exercise.name if exercise else "")
            aliases = "\n".join(exercise.aliases) if exercise else ""
            self._text("aliases", aliases, lines=2, hint=words.ALIASES_HINT)
            pattern = self._select("pattern", patterns, exercise.pattern if exercise else None)
            pattern.on_value_change(lambda: self._offer_units())
            self._many("primary", muscles, exercise.primary if exercise else ())
            self._select("secondary", muscles, [*exercise.secondary] if exercise else [])
            self._one("unit", self._units(), exercise.unit if exercise else None)
            self._unilateral = ui.switch(
                words.FIELD["is_unilateral"], value=bool(exercise and exercise.is_unilateral)
            )

    def _draw_where(self, exercise: Exercise | None) -> None:
        things = {key: words.capital(EQUIPMENT[key]) for key in vocabulary().equipment}
        groups = exercise.equipment if exercise else ()
        every = [thing for group in groups if len(group) == 1 for thing in group]
        either = [thing for group in groups if len(group) > 1 for thing in sorted(group)]
        with _part("where"):
            self._many("locations", words.PLACE, exercise.locations if exercise else ())
            self._select("needs_all", things, every)
            self._select("needs_one", things, either)

    def _draw_who(self, exercise: Exercise | None) -> None:
        levels = {str(int(level)): said for level, said in words.LEVEL.items()}
        tires = {str(cost): said for cost, said in words.FATIGUE.items()}
        tags = {HARMLESS: words.HARMLESS, **{k: words.capital(v) for k, v in words.TAG.items()}}
        chosen = (exercise.tags or {HARMLESS}) if exercise else ()
        with _part("who"):
            self._one("level", levels, str(int(exercise.level)) if exercise else None)
            self._one("fatigue", tires, str(exercise.fatigue) if exercise else None)
            bits.text(words.TAGS_NOTE, "soft small")
            self._chips["tags"] = ChipsField(
                "tags", words.FIELD["tags"], tags, sorted(chosen), many=True, alone=HARMLESS
            )

    def _draw_chain(self, exercise: Exercise | None, catalogue: Catalogue) -> None:
        names = {e.slug: e.name for e in catalogue if exercise is None or e.slug != exercise.slug}
        with _part("chain"):
            for key in ("regress_to", "progress_to"):
                self._select(key, names, getattr(exercise, key, None)).props("clearable")

    def _units(self) -> dict[str, str]:
        units = vocabulary().units.get(self._selects["pattern"].value, tuple(words.UNIT))
        return {unit: words.UNIT[unit] for unit in units}

    def _offer_units(self) -> None:
        self._chips["unit"].offer(self._units())

    def _one(self, key: str, options: Mapping[str, str], chosen: str | None) -> None:
        picked = [chosen] if chosen else []
        self._chips[key] = ChipsField(key, words.FIELD[key], options, picked)

    def _many(self, key: str, options: Mapping[str, str], chosen: Collection[str]) -> None:
        self._chips[key] = ChipsField(key, words.FIELD[key], options, [*chosen], many=True)

    def _select(
        self, key: str, options: Mapping[str, str], chosen: str | list[str] | None
    ) -> ui.select:
        many = isinstance(chosen, list)
        made = ui.select(
            dict(options), value=chosen, label=words.FIELD[key], with_input=True, multiple=many
        )
        made.props("outlined use-chips" if many else "outlined").classes("field").mark(key)
        self._selects[key] = made
        return made


@contextmanager
def _part(key: str) -> Iterator[None]:
    """A sheet of the form with its title."""
    with bits.box("sheet", tag="section"), bits.box("form"):
        bits.text(words.PART[key], "form-title")
        yield
