"""The port to those who take money for us, and what passes through it.

A provider translates: what is believed, and what follows, is `asking`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from domain.errors import GatewayRefused, GatewayUnavailable
from domain.payments.doubts import DoubtKind
from domain.payments.rows import Status


class Order(BaseModel):
    """What is asked of a provider; the same key and body again make no second payment."""

    model_config = ConfigDict(frozen=True)

    payment_id: UUID
    idempotence_key: str
    amount: int
    description: str
    return_url: str
    asked_at: datetime | None = None
    """Since when it may have been asked for: a key does not live for ever."""
    receipt_to: str | None = None
    """The payer's e-mail, or his phone: where a cash register's receipt goes."""


class Slip(BaseModel):
    """What a cash register prints, where the shop has one, of money that goes back in part."""

    model_config = ConfigDict(frozen=True)

    description: str
    amount: int
    """In kopecks, what goes back now."""
    receipt_to: str | None = None
    """As an order's."""


class Bill(BaseModel):
    """A payment as the provider knows it."""

    model_config = ConfigDict(frozen=True)

    external_id: str
    status: Status
    amount: int
    confirmation_url: str | None = None
    payment_id: UUID | None = None
    """Our own id, if the provider carries it back."""
    fee: int | None = None
    """What the provider keeps of it, in kopecks, where he says so."""
    returned: int | None = None
    """Kopecks that have gone back of it so far, where the provider says so."""
    is_partly_returned: bool = False
    """A part has gone back and he does not say how much."""
    enough_for: int | None = None
    """The highest price it pays for, where that is not the amount to the kopeck: the payer may
    have written the sum himself, or it may be told without its fee."""
    operation_id: str | None = None
    """The movement of money itself, the latest where one payment has seen several."""
    sums_up: bool = False
    """The amount is of all these movements, not of the one that is named."""

    def pays(self, price: int) -> bool:
        """Whether this is what was asked for."""
        return self.amount == price if self.enough_for is None else self.enough_for >= price


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


class NotReached(GatewayUnavailable):
    """The provider was surely asked for nothing: another may be asked instead."""


class KeyReused(GatewayRefused):
    """A key came twice with different bodies: our own mistake, and a person must look."""


class NobodyToAsk(GatewayRefused):
    """As we are connected, this provider tells of money by his notices alone."""


class NotOurs(GatewayRefused):
    """The provider's answer is about money that is not ours to count; `kind` says why."""

    def __init__(self, kind: DoubtKind, said: str, external_id: str = "") -> None:
        super().__init__(said)
        self.kind = kind
        self.external_id = external_id


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

        Raises:
            NobodyToAsk: and no notice proves anything.
        """
        ...

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        """Give `amount` kopecks back; the same key and amount again give nothing more.

        Of a payment that goes back whole and at once the provider prints the receipt by himself;
        of a part `slip` says what to print.

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


@runtime_checkable
class ListsPayments(Protocol):
    """A provider who can also tell of all that he took, whatever we know of it."""

    async def list_since(self, moment: datetime) -> Sequence[Bill]:
        """What was taken since then, in no order."""
        ...


class Shop(BaseModel):
    """Whose money a provider takes, as he says himself."""

    model_config = ConfigDict(frozen=True)

    name: str
    """A shop's number, a terminal, a wallet."""
    is_test: bool | None = None
    """Nothing that it takes is real; None where he does not say."""
    is_enabled: bool = True
    agrees_on_receipts: bool | None = None
    """Whether he prints receipts where we send what to print, and only there; None where he does
    not say. Where he does not agree he takes no order."""


@runtime_checkable
class Introduces(Protocol):
    """A provider who tells whose money he takes."""

    async def introduce(self) -> Shop:
        """As `PaymentProvider.check`, and for whom."""
        ...


Providers = Mapping[str, PaymentProvider]
