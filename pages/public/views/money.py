"""GET /buy/CODE, GET /pay/return, and the demo provider's checkout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pages.public.views.landing import TariffView
from pages.public.views.site import SiteView


@dataclass(frozen=True)
class BuyView:
    """The order. POST /buy/CODE.

    Posts: form_id, name, email, phone, promo_code, consent, client_token (if known), shown,
    is_gift, receiver_name, receiver_email,
    action=pay|check; `check` only counts the promo code and shows the page again, and so does
    `pay` when the total would be another than `shown`, in kopecks.
    `discount` and `total` in kopecks; `promo_text` says what the code did, when it did.
    `is_demo` says that no real money moves. Errors as in LeadForm, "promo_code" among them.
    """

    template: ClassVar[str] = "buy.html"

    site: SiteView
    tariff: TariffView
    form_id: str
    total: int
    discount: int = 0
    promo_text: str = ""
    client_token: str = ""
    is_demo: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PayReturnView:
    """Where the payer comes back. Asks GET /api/purchases/TOKEN while it waits.

    `awaits`: what a programme that was paid for waits for; only while it is being written the page
    goes on asking. `start_url` leads to the questionnaire when its answers are what is missing.
    """

    template: ClassVar[str] = "pay_return.html"

    site: SiteView
    purchase_token: str
    status: Literal["pending", "paid", "canceled", "refunded"]
    amount: int
    tariff_title: str
    tariff_code: str
    awaits: Literal["", "answers", "writing", "trainer"] = ""
    start_url: str = ""
    programme_url: str = ""
    cabinet_url: str = ""
    telegram_invite_url: str = ""
    again: int | None = None
    """In kopecks: what an order that fell through costs today. POST /pay/again/TOKEN: shown."""
    is_gift: bool = False
    """For another: what becomes of it goes to him."""


@dataclass(frozen=True)
class DemoBankView:
    """The stand-in provider's own page. POST /demo/bank/PAYMENT_ID: form_id, action=pay|decline.

    `is_settled` when this payment has been answered already; `return_url` leads back to the shop.
    """

    template: ClassVar[str] = "demo_bank.html"

    site: SiteView
    payment_id: str
    form_id: str
    amount: int
    description: str
    is_settled: bool = False
    return_url: str = "/"
