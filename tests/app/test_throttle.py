import pytest

from app.throttle import STRAIN, TRIES, WINDOW, Throttle, TooManyTries


class Watch:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def throttle(watch: Watch) -> Throttle:
    return Throttle(monotonic=watch)


def take(throttle: Throttle, place: str, *, login: str = "anna", familiar: bool = False) -> float:
    """0, or the seconds to wait."""
    try:
        throttle.take(login, place, is_familiar=familiar)
    except TooManyTries as e:
        return e.retry_after
    return 0


def spend(throttle: Throttle, watch: Watch, place: str) -> int:
    """How many tries a patient stranger has within the window."""
    made = 0
    for _ in range(50):
        wait = take(throttle, place)
        made += not wait
        if wait > 60:
            break
        watch.now += wait
    return made


def test_a_patient_stranger_has_five_tries_and_then_waits_for_minutes(
    throttle: Throttle, watch: Watch
) -> None:
    assert spend(throttle, watch, "net") == TRIES


def test_the_pauses_grow(throttle: Throttle, watch: Watch) -> None:
    waits = []
    for _ in range(TRIES):
        if wait := take(throttle, "net"):
            waits.append(wait)
            watch.now += wait
            take(throttle, "net")

    assert waits == sorted(waits)
    assert waits[0] > 1


def test_after_the_window_everything_is_forgiven(throttle: Throttle, watch: Watch) -> None:
    spend(throttle, watch, "net")

    watch.now += WINDOW + 1

    assert take(throttle, "net") == 0


def test_a_right_password_starts_the_count_anew(throttle: Throttle) -> None:
    for _ in range(10):
        assert take(throttle, "net") == 0
        throttle.forgive("anna", "net")


def test_another_login_and_another_network_are_other_counts(
    throttle: Throttle, watch: Watch
) -> None:
    spend(throttle, watch, "net")

    assert take(throttle, "other net") == 0
    assert take(throttle, "net", login="boris") == 0


def test_under_attack_from_everywhere_an_owner_far_from_home_still_has_a_try(
    throttle: Throttle,
) -> None:
    for n in range(STRAIN * 2):
        take(throttle, f"net {n}")

    far = [take(throttle, "far from home") for _ in range(3)]
    home = [take(throttle, "his browser", familiar=True) for _ in range(3)]

    assert (far[:2], far[2] > 60) == ([0, 0], True)
    assert home == [0, 0, 0]


def test_its_memory_is_bounded(watch: Watch) -> None:
    throttle = Throttle(size=100, monotonic=watch)

    for n in range(10_000):
        take(throttle, f"net {n}", login=f"login {n}")

    assert len(throttle) <= 200
