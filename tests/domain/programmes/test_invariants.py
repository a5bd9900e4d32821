"""What holds of every programme, whoever it is for."""

from collections import defaultdict
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.programmes.generator import ProgrammeRefused, generate
from domain.programmes.lint import lint
from domain.programmes.plan import Plan
from domain.questionnaire import Answers, Location, read_answers
from domain.screening import Verdict
from tests.domain.programmes.given import (
    CATALOGUE,
    INTAKES,
    NIGHTLY,
    corners,
    deterministic,
    intakes,
    may_train,
    plan_for,
)
from tests.domain.programmes.judging import JUDGES, Intake
from tests.domain.test_questionnaire import GIVEN

INVARIANTS = {
    "I02": "the trainer looks where the screening says so",
    "I03": "strength days are those of the table, and a day is free",
    "I04": "the whole body is never trained on two days in a row",
    "I05": "no muscle is worked hard day after day",
    "I06": "every big muscle is trained twice a week, or a note says why not",
    "I07": "weekly sets are in their range, or a note says why not",
    "I08": "no muscle goes over its cap",
    "I09": "no session goes over its cap",
    "I10": "sets rise gently from week to week",
    "I11": "the first week is the lightest of the loading ones",
    "I12": "deloads come in time, halve the sets and keep the sessions",
    "I13": "nothing that a condition forbids is there",
    "I14": "everything can be done with what is at hand",
    "I15": "nothing is above the level",
    "I16": "every family of movements is there every week",
    "I17": "pulls are as many as pushes",
    "I18": "no session is longer than asked and allowed",
    "I19": "no session is much shorter, or a note says why",
    "I20": "repetitions, load, reserve and rest are those of the table",
    "I21": "those who need sparing are spared",
    "I22": "compounds come before isolation and core",
    "I23": "sessions differ, and nothing comes twice in one",
    "I24": "both sides do the same work",
    "I25": "the weight rises by a tenth at most",
    "I26": "cardio is there and rises gently to the goal",
    "I27": "pulses are those of the formulas, or an effort stands in",
    "I28": "intervals and jumps are for those who may",
    "I29": "over sixty balance is trained and strength on three days at most",
    "I30": "every session begins and ends softly",
    "I31": "one heavy squat and one heavy hinge are enough for a session",
    "I32": "the muscle asked for leads, or a note says why not",
    "I33": "what is disliked stays away",
    "I34": "the same seed gives the same, another one something sound",
    "I35": "the free week is the first of the full programme",
    "I36": "sex alone changes no safety",
    "I37": "a restriction brings nothing back and no more work",
    "I38": "a day or minutes less are never more work",
    "I39": "every number has its reason, and the stop signs are there",
    "I40": "the goal is the one asked for",
}

COMPARING = frozenset(JUDGES) - {"I35"}
"""What is shown by plans made beside the intake's own: two thirds of all the work."""
SHARE = 8
"""Every eighth intake is compared in an ordinary run, every one in the nightly profile."""


def _is_nightly() -> bool:
    return settings.get_current_profile_name() == NIGHTLY


@pytest.fixture(scope="module")
def broken() -> dict[str, list[str]]:
    """What random intakes' plans break, by invariant; each plan is made once and seen by all."""
    found: dict[str, list[str]] = defaultdict(list)
    many, share = (2_000, 1) if _is_nightly() else (INTAKES, SHARE)
    turn = count()

    @settings(deterministic, max_examples=many)
    @given(answers=intakes(), weeks=st.integers(1, 24), seed=st.integers(0, 2**31 - 1))
    def look(answers: Answers, weeks: int, seed: int) -> None:
        plan = plan_for(answers, weeks, seed)
        intake = Intake(answers, weeks, seed, plan)
        assert [week.number for week in plan.weeks] == list(range(1, weeks + 1))
        for finding in lint(plan, answers, CATALOGUE):
            found[finding.code].append(f"{finding} in {answers!r}, {weeks=}, {seed=}")
        turns = next(turn)
        for code, judge in JUDGES.items():
            if code in COMPARING and turns % share:
                continue
            wrong = judge(intake)
            if wrong:
                found[code].append(f"{wrong!s:.300} in {answers!r}, {weeks=}, {seed=}")

    look()
    return found


@pytest.mark.parametrize("code", INVARIANTS, ids=lambda code: f"{code} {INVARIANTS[code]}")
def test_an_invariant_holds_for_every_intake(code: str, broken: dict[str, list[str]]) -> None:
    assert broken[code][:1] == []


def test_i01_where_a_doctor_comes_first_there_is_no_programme() -> None:
    many = 10 * INTAKES if _is_nightly() else INTAKES

    @settings(deterministic, max_examples=many)
    @given(answers=intakes(refused=True))
    def look(answers: Answers) -> None:
        if may_train(answers):
            return  # whoever may train has his plan in the other test
        with pytest.raises(ProgrammeRefused) as refusal:
            plan_for(answers, 1)
        assert refusal.value.screening.reasons

    look()


@deterministic
@given(answers=corners(), weeks=st.integers(1, 24))
def test_what_cannot_be_reconciled_gives_a_safe_plan_with_notes_or_a_referral(
    answers: Answers, weeks: int
) -> None:
    if not may_train(answers):
        with pytest.raises(ProgrammeRefused):
            plan_for(answers, weeks)
        return
    plan = plan_for(answers, weeks)

    assert lint(plan, answers, CATALOGUE) == []
    assert plan.status == "needs_review"
    assert plan.notes


@deterministic
@given(answers=intakes(), place=st.sampled_from(Location), days=st.integers(1, 7))
def test_the_trainer_may_ask_for_another_place_and_days(
    answers: Answers, place: Location, days: int
) -> None:
    plan = generate(
        answers, weeks=4, seed=3, catalogue=CATALOGUE, location=place, days_per_week=days
    )

    assert (plan.location, plan.days_per_week) == (place, days)
    assert lint(plan, answers, CATALOGUE) == []


def test_a_feverish_client_gets_none_yet() -> None:
    with pytest.raises(ProgrammeRefused) as refusal:
        plan_for(read_answers(GIVEN | {"screening": ["fever"]}))

    assert refusal.value.screening.verdict is Verdict.POSTPONE


@pytest.mark.parametrize("weeks", [0, 25])
def test_a_programme_has_one_to_twenty_four_weeks(weeks: int) -> None:
    with pytest.raises(ValueError, match="weeks"):
        plan_for(read_answers(GIVEN), weeks)


def test_another_seed_gives_another_programme() -> None:
    answers = read_answers(GIVEN | {"location": "gym"})

    assert len({str(plan_for(answers, 1, seed).weeks) for seed in range(10)}) > 5


@deterministic
@given(answers=intakes())
def test_a_plan_is_read_back_from_json_as_it_was(answers: Answers) -> None:
    plan = plan_for(answers)

    assert Plan.model_validate(plan.model_dump(mode="json")) == plan
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
