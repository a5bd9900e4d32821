"""The outside world, as the doors we have into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.agent.ports import Talker
from domain.faq.ports import Encoder
from domain.messages import Channel
from domain.payments import PaymentProvider
from domain.programmes.voices import Writer


@dataclass(frozen=True, kw_only=True)
class Outside:
    """Every door; one that is not configured is simply absent."""

    payments: Mapping[str, PaymentProvider] = field(default_factory=dict)
    """By the provider's name, the default one first."""
    channels: Mapping[str, Channel] = field(default_factory=dict)
    """Ways to reach a person, by name: email, telegram."""
    writer: Writer | None = None
    """A language model that puts programmes into words."""
    talker: Talker | None = None
    """A language model that talks, in place of the one that is chosen."""
    encoder: Encoder | None = None
    """A model that knows which questions mean the same."""
