import pytest

from app.limits import Buckets, Kind, Rate, kind_of


class Watch:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_emptied_and_fills_again() -> None:
    watch = Watch()
    buckets = Buckets(Rate(burst=3, per_second=2), 10, watch)

    taken = [buckets.take("anna") for _ in range(4)]
    watch.now += taken[-1]

    assert taken[:3] == [0, 0, 0]
    assert taken[3] == pytest.approx(0.5)
    assert buckets.take("anna") == 0
    assert buckets.take("anna") > 0


def test_refused_tries_cost_nothing() -> None:
    watch = Watch()
    buckets = Buckets(Rate(burst=1, per_second=1), 10, watch)
    for _ in range(100):
        buckets.take("anna")

    watch.now += 1

    assert buckets.take("anna") == 0


def test_a_million_strangers_take_bounded_memory() -> None:
    buckets = Buckets(Rate(burst=1, per_second=1), 100, Watch())

    for n in range(10_000):
        buckets.take(str(n))

    assert len(buckets) <= 200


def test_a_stranger_cannot_be_forgotten_while_he_floods() -> None:
    buckets = Buckets(Rate(burst=2, per_second=0.001), 100, Watch())
    passed = 0

    for n in range(1000):
        passed += buckets.take("flood") == 0
        buckets.take(str(n))

    assert passed == 2


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/healthz", Kind.FREE),
        ("POST", "/api/leads", Kind.FORMS),
        ("POST", "/start", Kind.FORMS),
        ("GET", "/api/tariffs", Kind.OTHER),
        ("POST", "/api/widget/messages", Kind.WIDGET),
        ("POST", "/api/visits", Kind.VISITS),
        ("POST", "/api/payments/webhook/yookassa", Kind.WEBHOOKS),
        ("POST", "/crm/_nicegui_ws/socket.io/", Kind.OTHER),
    ],
)
def test_requests_are_counted_by_what_they_are_for(method: str, path: str, kind: Kind) -> None:
    assert kind_of(method, path) is kind
