"""The generator: answers in, a plan out. The same answers and seed give the same plan.

It works by construction: filters first (`pool`), room next (`shapes`), then choices, sets and
pace that never step over a limit. Where the limits leave too little, a note says so.
"""

from collections.abc import Iterator, Sequence

from domain import clock
from domain.errors import DomainError
from domain.exercises import Catalogue
from domain.programmes import cardio
from domain.programmes.durations import RAMP_CODE, session_minutes
from domain.programmes.items import Pace, prescribe, prescribe_balance, prescribe_cardio
from domain.programmes.notes import needs_review, notes_for
from domain.programmes.plan import Day, Item, Kind, Plan, Week, phrase
from domain.programmes.prescriptions import Tier
from domain.programmes.profiles import profile_of
from domain.programmes.progress import WeekSets
from domain.programmes.schedules import progress
from domain.programmes.selection import Pick, Session, alternatives_for
from domain.programmes.skeletons import Skeleton, build
from domain.programmes.warmups import cool_down, warm_up
from domain.questionnaire import Answers, Lifestyle, Location
from domain.screening import Screening, Verdict, screen

WEEKS = (1, 24)
STOP_SIGNS = ("chest", "breath", "dizziness", "rhythm", "joint")
STEPS = {"upper": 2.5, "lower": 5.0}
"""Per cent added to the weight once the top of the range is reached. Source: ACSM 2009, 2-10 %."""


class ProgrammeRefused(DomainError):
    """A doctor first, or later: no programme comes of these answers."""

    def __init__(self, screening: Screening) -> None:
        codes = ", ".join(reason.code for reason in screening.reasons)
        super().__init__(f"no programme: {screening.verdict} ({codes})")
        self.screening = screening


def generate(
    answers: Answers,
    *,
    weeks: int,
    seed: int,
    catalogue: Catalogue,
    location: str | None = None,
    days_per_week: int | None = None,
    has_logged_weights: bool = False,
) -> Plan:
    """A programme of 1 to 24 weeks.

    Args:
        location, days_per_week: instead of what was answered.
        has_logged_weights: whether the client has working weights on record.

    Raises:
        ProgrammeRefused: the screening says red or postpone.
        ValueError: weeks out of range.
    """
    if not WEEKS[0] <= weeks <= WEEKS[1]:
        raise ValueError(f"weeks: {weeks} is not within {WEEKS}")
    place = Location(location) if location else None
    asked = {"location": place, "days_per_week": days_per_week}
    answers = answers.model_copy(update={k: v for k, v in asked.items() if v is not None})
    screening = _admit(answers)
    profile = profile_of(answers, has_logged_weights=has_logged_weights)
    skeleton = build(profile, catalogue, seed, answers.lifestyle)
    made = tuple(_weeks(skeleton, catalogue, weeks, answers.lifestyle))
    notes = notes_for(skeleton, screening, made, catalogue)
    return Plan(
        status="needs_review" if needs_review(screening, notes) else "ready",
        goal=answers.goal,
        level=profile.level.name.lower(),
        location=answers.location,
        days_per_week=answers.days_per_week,
        minutes=answers.minutes,
        seed=seed,
        weeks=made,
        progression=phrase("double_progression", **STEPS, sessions=2 if profile.is_careful else 1),
        notes=notes,
        stop_signs=STOP_SIGNS,
    )


def _admit(answers: Answers) -> Screening:
    """The screening of someone who may have a programme, if only a draft."""
    screening = screen(answers, clock.now().date())
    if screening.verdict in {Verdict.RED, Verdict.POSTPONE}:
        raise ProgrammeRefused(screening)
    return screening


def _weeks(
    skeleton: Skeleton, catalogue: Catalogue, weeks: int, lifestyle: Lifestyle
) -> Iterator[Week]:
    made = list(progress(skeleton.profile, skeleton.sessions, skeleton.full, weeks))
    deloads = {week.moment.week for week in made if week.moment.deload}
    minutes = cardio.weekly_minutes(skeleton.profile.goal, lifestyle, weeks, deloads)
    sessions, easy = len(skeleton.layout.strength), len(skeleton.layout.cardio)
    for week, total in zip(made, minutes, strict=True):
        dealt = cardio.spread(total, skeleton.finisher, sessions, easy, skeleton.room)
        yield Week(
            number=week.moment.week,
            deload=week.moment.deload,
            days=tuple(_day(skeleton, catalogue, week, dealt, d) for d in range(1, 8)),
            walking_minutes=dealt.walking,
        )


def _day(
    skeleton: Skeleton, catalogue: Catalogue, week: WeekSets, dealt: cardio.Cardio, weekday: int
) -> Day:
    kind = skeleton.layout.kind(weekday)
    if kind is Kind.REST:
        return Day(weekday=weekday, title="rest", kind=kind, minutes=0)
    title = skeleton.layout.strength.get(weekday, "cardio")
    work = _strength(skeleton, week, weekday) if kind is Kind.STRENGTH else []
    minutes = dealt.finisher if kind is Kind.STRENGTH else dealt.easy_day
    balance = _balance(skeleton, weekday) if kind is Kind.STRENGTH else []
    items = (*work, *balance, *_cardio(skeleton, week, minutes, weekday))
    warmup = warm_up(skeleton.frame, skeleton.profile.location, items, skeleton.pool, catalogue)
    ramps = sum(1 for line in warmup if line.code == RAMP_CODE)
    return Day(
        weekday=weekday,
        title=title,
        kind=kind,
        minutes=session_minutes(items, skeleton.frame, ramps),
        warmup=warmup,
        exercises=items,
        cooldown=cool_down(skeleton.frame, items, skeleton.pool),
    )


def _strength(skeleton: Skeleton, week: WeekSets, weekday: int) -> list[Item]:
    """Heavy before light, compound before isolation, core last."""
    i = list(skeleton.layout.strength).index(weekday)
    session, pace = skeleton.sessions[i], skeleton.paces[i]
    taken = [pick.exercise.slug for pick in session.picks]
    sets = week.sets[i]
    return [
        prescribe(
            skeleton.profile,
            session.picks[j],
            sets[j],
            pace.within(sets, j),
            week.moment,
            alternatives_for(session.picks[j], skeleton.pool, taken),
        )
        for j in _in_order(session, pace, sets)
    ]


def _in_order(session: Session, pace: Pace, sets: Sequence[int]) -> list[int]:
    """Places of the exercises of the day; the second of a pair right after the first."""
    done = sorted(
        (j for j, count in enumerate(sets) if count), key=lambda j: _order(session.picks[j])
    )
    for pair in pace.pairs:
        if len(pair) == 2 and set(pair) <= set(done):
            done.remove(pair[1])
            done.insert(done.index(pair[0]) + 1, pair[1])
    return done


def _order(pick: Pick) -> tuple[int, int]:
    tiers = list(Tier)
    is_core = pick.tier is Tier.CORE
    tier = Tier.ISOLATION if not pick.exercise.is_compound and not is_core else pick.tier
    return tiers.index(tier), -pick.exercise.fatigue


def _balance(skeleton: Skeleton, weekday: int) -> list[Item]:
    choice = skeleton.balance
    return [prescribe_balance(choice[weekday % len(choice)])] if choice else []


def _cardio(skeleton: Skeleton, week: WeekSets, minutes: int, weekday: int) -> list[Item]:
    choice = skeleton.steady
    if not choice or minutes == 0:
        return []
    exercise = choice[weekday % len(choice)]
    others = tuple(other.slug for other in choice if other is not exercise)
    profile = skeleton.profile
    beginning = not profile.is_active and week.moment.week <= cardio.EASY_WEEKS
    easy = beginning or week.moment.deload or profile.is_careful
    return [prescribe_cardio(profile, exercise, minutes, easy=easy, others=others)]
