"""How much one network, and all of them together, may ask for. Memory is bounded too."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True)
class Rate:
    """A bucket of `burst` tokens that is refilled with `per_second`."""

    burst: int
    per_second: float


class Kind(StrEnum):
    """What a request is for, as far as limits care."""

    FREE = "free"
    FORMS = "forms"
    WIDGET = "widget"
    WEBHOOKS = "webhooks"
    VISITS = "visits"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Generous to a person, and to an office behind one address; firm to a flood."""

    forms: Rate = Rate(120, 1)
    widget: Rate = Rate(120, 4)
    webhooks: Rate = Rate(3000, 500)
    visits: Rate = Rate(60, 0.5)
    other: Rate = Rate(600, 100)

    all_forms: Rate = Rate(3000, 1500)
    all_widget: Rate = Rate(3000, 1500)
    all_webhooks: Rate = Rate(3000, 1000)
    all_visits: Rate = Rate(3000, 1500)
    all_other: Rate = Rate(60000, 30000)

    body: int = 64 * KIB
    long_body: int = 2 * MIB
    """A whole programme, or an imported table."""
    upload: int = 10 * MIB
    body_seconds: float = 20
    """How long a body may take to arrive."""
    upload_seconds: float = 300

    networks: int = 20_000
    """How many networks are remembered, twice over."""


_ENDLESS = Rate(10**9, 10**9)
UNLIMITED = Limits(
    forms=_ENDLESS,
    widget=_ENDLESS,
    webhooks=_ENDLESS,
    other=_ENDLESS,
    all_forms=_ENDLESS,
    all_widget=_ENDLESS,
    all_webhooks=_ENDLESS,
    visits=_ENDLESS,
    all_visits=_ENDLESS,
    all_other=_ENDLESS,
)
"""For load runs, whose thousand visitors have one address."""


def kind_of(method: str, path: str) -> Kind:
    """What a request is for."""
    if path == "/healthz":
        return Kind.FREE
    if path.startswith(("/api/payments/webhook/", "/api/telegram/")):
        return Kind.WEBHOOKS
    if path.startswith("/api/widget/"):
        return Kind.WIDGET
    if path == "/api/visits":
        return Kind.VISITS
    if method in {"GET", "HEAD", "OPTIONS"} or path.startswith("/crm/"):
        return Kind.OTHER
    return Kind.FORMS


class Buckets:
    """One bucket per key, each kept as the moment by which it will be full again."""

    def __init__(
        self, rate: Rate, size: int, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._interval = 1 / rate.per_second
        self._depth = rate.burst * self._interval
        self._size = size
        self._monotonic = monotonic
        self._young: dict[str, float] = {}
        self._old: dict[str, float] = {}

    def take(self, key: str) -> float:
        """Take a token; 0 if there was one, else the seconds until there is."""
        now = self._monotonic()
        full_at = max(self._young.get(key) or self._old.get(key, 0.0), now)
        wait = full_at + self._interval - now - self._depth
        is_empty = wait > 1e-9
        self._keep(key, full_at if is_empty else full_at + self._interval)
        return wait if is_empty else 0.0

    def is_empty(self, key: str) -> bool:
        """Whether there is no token now; takes none."""
        now = self._monotonic()
        full_at = self._young.get(key) or self._old.get(key, 0.0)
        return full_at + self._interval - now - self._depth > 1e-9

    def _keep(self, key: str, full_at: float) -> None:
        # Two generations bound the memory: what nobody asked for during a whole one is forgotten.
        if len(self._young) >= self._size:
            self._old, self._young = self._young, {}
        self._young[key] = full_at

    def __len__(self) -> int:
        return len(self._young) + len(self._old)


class Flood:
    """Says whether a request may pass, by its kind, its network, and everybody's together."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float] = time.monotonic) -> None:
        kinds = [kind for kind in Kind if kind is not Kind.FREE]
        self._own = {
            kind: Buckets(getattr(limits, kind), limits.networks, monotonic) for kind in kinds
        }
        self._all = {kind: Buckets(getattr(limits, f"all_{kind}"), 1, monotonic) for kind in kinds}

    def take(self, kind: Kind, network: str) -> float:
        """0 to pass, else the seconds to wait."""
        if kind is Kind.FREE:
            return 0.0
        return self._own[kind].take(network) or self._all[kind].take("all")
