"""The port to those who take money for us, and what passes through it.

A provider translates: what is believed, and what follows, is `asking`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from domain.errors import GatewayRefused
from domain.payments.rows import Status


class Order(BaseModel):
    """What is asked of a provider; the same key and body again make no second payment."""

    model_config = ConfigDict(frozen=True)

    payment_id: UUID
    idempotence_key: str
    amount: int
    description: str
    return_url: str


class Bill(BaseModel):
    """A payment as the provider knows it."""

    model_config = ConfigDict(frozen=True)

    external_id: str
    status: Status
    amount: int
    confirmation_url: str | None = None
    payment_id: UUID | None = None
    """Our own id, if the provider carries it back."""


class Notice(BaseModel):
    """What a provider's notice says, once its signature, where there is one, is right."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    external_id: str
    """Which payment to ask about."""
    operation_id: str | None = None
    """The movement of money itself, where the provider tells it from the payment."""
    signed: Bill | None = None
    """What a signed notice swears to; only for a provider that may have nobody to ask."""


class NoticeRefused(Exception):
    """A notice that is not acted on; `verdict` says why."""

    def __init__(self, verdict: str, *, is_forged: bool = False) -> None:
        super().__init__(verdict)
        self.verdict = verdict
        self.is_forged = is_forged
        """It is not his who should have sent it: he is not thanked for it."""


class RefundStatus(StrEnum):
    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"


class Refund(BaseModel):
    """Money on its way back."""

    model_config = ConfigDict(frozen=True)

    external_id: str
    """The provider's name for this refund; the payment's own where he has none for it."""
    status: RefundStatus
    amount: int | None
    """In kopecks, of this refund alone; None where only its state is told."""


class WrongKeys(GatewayRefused):
    """The provider does not know our keys."""


class RefundsByHand(GatewayRefused):
    """This provider gives nothing back by itself: the trainer transfers it and writes it down."""


class PaymentProvider(Protocol):
    """A house that takes money for us; any call may raise GatewayUnavailable, GatewayRefused."""

    async def create(self, order: Order) -> Bill:
        """Ask for money; the same order again gives the same bill, or one in its stead."""
        ...

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        """The payment as it is now; GatewayRefused when there is no such.

        `notice` is what has just been told of it: proof where nobody can be asked.
        """
        ...

    async def refund(self, external_id: str, amount: int, key: str) -> Refund:
        """Give `amount` kopecks back; the same key and amount again give nothing more.

        Raises:
            RefundsByHand: it cannot be done from here.
        """
        ...

    async def look_up_refund(self, refund_id: str) -> Refund:
        """A refund as it is now, by the name `refund` gave it; RefundsByHand as there."""
        ...

    async def check(self) -> None:
        """Whether it would take money now, without taking any; WrongKeys when it would not."""
        ...

    def read_notice(self, raw: bytes) -> Notice:
        """What a knock says.

        Raises:
            NoticeRefused: it is forged, of another shop, in other money, a trial, or no notice.
        """
        ...


Providers = Mapping[str, PaymentProvider]
