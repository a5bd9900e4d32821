"""What the trainer reads under an exercise of a programme."""

from typing import Any

from components.programme import fine_print

ITEM: dict[str, Any] = {"rest_s": 15, "rir": 2, "circuit": False, "primary_text": ["грудь"]}


def test_one_of_a_pair_is_told_to_be_done_in_turn_with_its_neighbour() -> None:
    assert "по очереди с соседним, пара 1" in fine_print(ITEM | {"pair": 1})


def test_one_of_a_circuit_is_told_to_go_round() -> None:
    assert "по кругу с соседними" in fine_print(ITEM | {"circuit": True})


def test_an_exercise_done_by_itself_says_nothing_of_turns() -> None:
    assert fine_print(ITEM) == "отдых 15\N{NO-BREAK SPACE}с · в запасе 2 · грудь"
