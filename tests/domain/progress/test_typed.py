"""Lines as people type them."""

import pytest

from domain.errors import Refused
from domain.exercises import Unit
from domain.progress.sets import Done
from domain.progress.typed import Typed, is_line, parse_log
from tests.domain.progress.given import day, item

DAY = day(
    1,
    item("squat_goblet"),
    item("bench_press_db"),
    item("chest_press_machine"),
    item("plank", unit=Unit.SECONDS, reps=(10, 20)),
)


@pytest.mark.parametrize(
    ("text", "slug", "sets"),
    [
        ("присед 3х10 60", "squat_goblet", (Done(weight=60_000, reps=10),) * 3),
        ("Приседания 3 x 10, 62,5 кг", "squat_goblet", (Done(weight=62_500, reps=10),) * 3),
        ("приседания 10", "squat_goblet", (Done(reps=10),)),
        ("присед 62,5х10", "squat_goblet", (Done(weight=62_500, reps=10),)),
        ("присед 60*10*3", "squat_goblet", (Done(weight=60_000, reps=10),) * 3),
        ("присед 3х10х60", "squat_goblet", (Done(weight=60_000, reps=10),) * 3),
        (
            "жим гантелей 22.5 10/10/8 rir 2",
            "bench_press_db",
            tuple(Done(weight=22_500, reps=n, rir=2) for n in (10, 10, 8)),
        ),
        ("планка 45с", "plank", (Done(seconds=45),)),
        ("планка 3х45", "plank", (Done(seconds=45),) * 3),
        ("планка 1 мин 10 сек", "plank", (Done(seconds=70),)),
        (
            "присед 20кг 12 2 в запасе боль 3",
            "squat_goblet",
            (Done(weight=20_000, reps=12, rir=2, pain=3),),
        ),
    ],
)
def test_a_line_is_read(text: str, slug: str, sets: tuple[Done, ...]) -> None:
    assert parse_log(text, DAY) == Typed(slug, sets)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("жим 60 10/10/8 rir 2", ("bench_press_db", "chest_press_machine")),
        ("3x10 60", ("squat_goblet", "bench_press_db", "chest_press_machine", "plank")),
        ("становая 3х5 100", ("squat_goblet", "bench_press_db", "chest_press_machine", "plank")),
    ],
)
def test_what_may_be_several_is_asked_back(text: str, candidates: tuple[str, ...]) -> None:
    read = parse_log(text, DAY)

    assert read.slug is None
    assert read.candidates == candidates
    assert len(read.sets) == 3


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("присед 3х10 600", "weight"),
        ("присед 3х201 60", "reps"),
        ("присед 60х10х31", "number"),
        ("присед 3х10 rir 12", "rir"),
        ("присед", "reps"),
    ],
)
def test_numbers_out_of_bounds_name_their_field(text: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_log(text, DAY)

    assert field in refused.value.fields


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("присед 3×10 60", True),
        ("жим гантелей 22,5 10/10/8 rir 2 боль 3", True),
        ("60 10/10/8", True),
        ("планка 1 мин 10 сек", True),
        ("присед", False),
        ("присед 3 раза в неделю", False),
        ("присед 60 можно?", False),
        ("после 3 подходов устаю", False),
    ],
)
def test_a_sentence_is_no_line(text: str, is_one: bool) -> None:
    assert is_line(text) is is_one
