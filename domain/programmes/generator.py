"""The generator: answers in, a plan out. The same answers and seed give the same plan.

It works by construction: filters first (`pool`), room next (`shapes`), then choices, sets and
pace that never step over a limit. Where the limits leave too little, a note says so.
"""

from collections.abc import Iterator, Sequence

from domain import clock
from domain.errors import DomainError
from domain.exercises import Catalogue, Level
from domain.programmes import cardio
from domain.programmes.durations import RAMP_CODE, SETUP, session_minutes
from domain.programmes.items import (
    prescribe,
    prescribe_balance,
    prescribe_cardio,
    prescribe_intervals,
    prescribe_run,
)
from domain.programmes.notes import needs_review, notes_for
from domain.programmes.paces import Pace
from domain.programmes.plan import Day, Item, Kind, Phrase, Plan, Week, phrase
from domain.programmes.prescriptions import DELOAD_RIR, Tier
from domain.programmes.profiles import Profile, muscles_of, profile_of
from domain.programmes.progress import BEGINNER_EVERY, TRAINED_EVERY, WeekSets
from domain.programmes.reasons import DELOAD_BOUNDS, weekly_cardio, within
from domain.programmes.schedules import progress
from domain.programmes.selection import Pick, Session, alternatives_for
from domain.programmes.skeletons import Skeleton, build
from domain.programmes.splits import works_legs
from domain.programmes.warmups import cool_down, warm_up
from domain.questionnaire import Answers, Lifestyle, Location
from domain.screening import Screening, Verdict, screen

WEEKS = (1, 24)
STOP_SIGNS = ("chest", "breath", "dizziness", "rhythm", "joint")
RUN_FROM = 12
"""Minutes from which a run is worth its shoes [P]."""
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
    told = [profile_of(other, has_logged_weights=has_logged_weights) for other in _told(answers)]
    skeleton = build(
        profile, catalogue, seed, answers.lifestyle, told=told, disliked=answers.disliked
    )
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


def _told(answers: Answers) -> Iterator[Answers]:
    """The same answers before any condition was told, and after each."""
    conditions = tuple(c for c in answers.conditions if c != "none")
    for n in range(len(conditions) + 1):
        yield answers.model_copy(update={"conditions": conditions[:n] or ("none",)})


def _admit(answers: Answers) -> Screening:
    """The screening of someone who may have a programme, if only a draft."""
    screening = screen(answers, clock.now().date())
    if screening.verdict in {Verdict.RED, Verdict.POSTPONE}:
        raise ProgrammeRefused(screening)
    return screening


def _weeks(
    skeleton: Skeleton, catalogue: Catalogue, weeks: int, lifestyle: Lifestyle
) -> Iterator[Week]:
    made = list(progress(skeleton.profile, skeleton.sessions, skeleton.full, weeks, skeleton.most))
    deloads = {week.moment.week for week in made if week.moment.deload}
    minutes = cardio.weekly_minutes(skeleton.profile.goal, lifestyle, weeks, deloads)
    sessions, easy = len(skeleton.layout.strength), len(skeleton.layout.cardio)
    for week, total in zip(made, minutes, strict=True):
        dealt = cardio.spread(total, skeleton.finisher, sessions, easy, skeleton.room)
        days = tuple(_day(skeleton, catalogue, week, dealt, d) for d in range(1, 8))
        yield Week(
            number=week.moment.week,
            deload=week.moment.deload,
            days=days,
            walking_minutes=total - sum(_cardio_minutes(day, catalogue) for day in days),
            reasons=_why_week(skeleton.profile, week, total),
        )


def _cardio_minutes(day: Day, catalogue: Catalogue) -> int:
    items = (i for i in day.exercises if catalogue[i.slug].pattern.startswith("cardio"))
    return sum(map(cardio.minutes_of, items))


def _why_week(profile: Profile, week: WeekSets, minutes: int) -> dict[str, Phrase]:
    """Why so much cardio, and why a deload."""
    reasons = {"cardio": phrase("week_cardio", minutes=minutes, **weekly_cardio(profile))}
    if week.moment.deload:
        every = BEGINNER_EVERY if profile.level is Level.BEGINNER else TRAINED_EVERY
        told = {"sets": sum(map(sum, week.sets)), "rir": DELOAD_RIR, "every": every}
        reasons["deload"] = phrase("week_deload", **told, **within(DELOAD_BOUNDS))
    return reasons


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
    taken = session_minutes(items, skeleton.frame, ramps)
    return Day(
        weekday=weekday,
        title=title,
        kind=kind,
        minutes=taken,
        reasons={"minutes": phrase("day_minutes", minutes=taken, most=skeleton.profile.minutes)},
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
        for j in _in_order(skeleton.profile, session, pace, sets)
    ]


def _in_order(profile: Profile, session: Session, pace: Pace, sets: Sequence[int]) -> list[int]:
    """Places of the exercises of the day; the second of a pair right after the first."""
    done = sorted(
        (j for j, count in enumerate(sets) if count),
        key=lambda j: _order(profile, session.picks[j]),
    )
    for pair in pace.pairs:
        if len(pair) == 2 and set(pair) <= set(done):
            done.remove(pair[1])
            done.insert(done.index(pair[0]) + 1, pair[1])
    return done


def _order(profile: Profile, pick: Pick) -> tuple[int, bool, int]:
    """By tier; inside it a muscle asked for goes first, then the hardest."""
    tiers, exercise = list(Tier), pick.exercise
    is_core = pick.tier is Tier.CORE
    tier = Tier.ISOLATION if not exercise.is_compound and not is_core else pick.tier
    asked = {muscle for name in profile.asked_priorities for muscle in muscles_of(name)}
    return tiers.index(tier), asked.isdisjoint(exercise.primary), -exercise.fatigue


def _balance(skeleton: Skeleton, weekday: int) -> list[Item]:
    choice = skeleton.balance
    return [prescribe_balance(choice[weekday % len(choice)])] if choice else []


def _cardio(skeleton: Skeleton, week: WeekSets, minutes: int, weekday: int) -> list[Item]:
    """Intervals once a week for those who may, runs for endurance, or steady minutes."""
    if not skeleton.steady or minutes == 0:
        return []
    profile, number = skeleton.profile, week.moment.week
    times = cardio.intervals_in(minutes, number) if _is_hard(skeleton, week, weekday) else 0
    if skeleton.hard and times:
        hard = prescribe_intervals(profile, skeleton.hard, times)
        left = minutes - cardio.minutes_of(hard) - SETUP // 60
        easy = _steady(skeleton, week, left, weekday) if left >= cardio.FINISHER_LEAST else None
        return [hard, *([easy] if easy else [])]
    strength = list(skeleton.layout.strength)
    runs = strength[::2] if skeleton.run and minutes >= RUN_FROM and not week.moment.deload else []
    if skeleton.run and weekday in runs:
        return [prescribe_run(profile, skeleton.run, minutes, number)]
    return [_steady(skeleton, week, minutes, weekday)]


def _is_hard(skeleton: Skeleton, week: WeekSets, weekday: int) -> bool:
    """Whether the day is the week's one for intervals: the last with no leg work after it."""
    layout, moment = skeleton.layout, week.moment
    if moment.deload or not cardio.may_go_hard(skeleton.profile, moment.week):
        return False
    days = sorted({*layout.strength, *layout.cardio})
    free = [d for d in days if not works_legs(layout.strength.get(d % 7 + 1, ""))]
    return bool(free) and weekday == free[-1]


def _steady(skeleton: Skeleton, week: WeekSets, minutes: int, weekday: int) -> Item:
    choice = skeleton.steady
    exercise = choice[weekday % len(choice)]
    others = tuple(other.slug for other in choice if other is not exercise)
    profile = skeleton.profile
    beginning = not profile.is_active and week.moment.week <= cardio.EASY_WEEKS
    easy = beginning or week.moment.deload or profile.is_careful
    return prescribe_cardio(profile, exercise, minutes, easy=easy, others=others)
