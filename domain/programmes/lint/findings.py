"""What a check has found, and what every check looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from domain.exercises import Catalogue, Exercise
from domain.programmes.plan import Day, Item, Kind, Plan, Week
from domain.programmes.profiles import Profile
from domain.questionnaire import Answers


@dataclass(frozen=True)
class Finding:
    """An invariant that does not hold; `code` is its number among the rules (I01 to I40)."""

    code: str
    week: int | None = None
    day: int | None = None
    """The weekday, 1 for Monday."""
    data: dict[str, object] = field(default_factory=dict)

    @property
    def exercise(self) -> str | None:
        """The exercise that is to blame, where it is one."""
        slug = self.data.get("slug")
        return slug if isinstance(slug, str) else None


@dataclass(frozen=True)
class Case:
    """A plan before its judge: with the answers it claims to serve."""

    plan: Plan
    answers: Answers
    profile: Profile
    catalogue: Catalogue

    def has_note(self, code: str, **data: object) -> bool:
        return any(
            note.code == code and all(note.data.get(k) == v for k, v in data.items())
            for note in self.plan.notes
        )

    def tells_of(self, code: str, muscle: str) -> bool:
        """Whether such a note lists the muscle."""
        lists = [str(n.data.get("muscles", "")) for n in self.plan.notes if n.code == code]
        return any(muscle in names.split(";") for names in lists)

    def exercise(self, item: Item) -> Exercise:
        return self.catalogue[item.slug]

    def days(self) -> Iterator[tuple[Week, Day]]:
        """All days but those of rest."""
        for week in self.plan.weeks:
            for day in week.days:
                if day.kind is not Kind.REST:
                    yield week, day

    def loading(self) -> list[Week]:
        return [week for week in self.plan.weeks if not week.deload]


Check = Callable[[Case], Iterator[Finding]]


def strength_days(week: Week) -> list[Day]:
    return [day for day in week.days if day.kind is Kind.STRENGTH]
