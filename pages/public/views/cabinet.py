"""GET /c/TOKEN, and leaving: unsubscribe, withdraw, delete."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from pages.public.views.site import SiteView


@dataclass(frozen=True)
class CabinetProgrammeView:
    """The addresses are empty while the trainer still looks at it."""

    title: str
    written_at: datetime
    weeks: int
    url: str = ""
    pdf_url: str = ""
    today_url: str = ""


@dataclass(frozen=True)
class CabinetPaymentView:
    title: str
    amount: int
    at: datetime
    status: Literal["pending", "paid", "canceled", "refunded"]
    receipt_url: str = ""
    pay_url: str = ""
    gift: Literal["", "given", "received"] = ""
    """A present; whoever has received it is told no price."""


@dataclass(frozen=True)
class PlannedMessageView:
    """What will be sent: `purpose` and `channel` are words ready to show."""

    title: str
    due_at: datetime
    channel: str
    purpose: str


@dataclass(frozen=True)
class ConsentView:
    """One of the three. `changed_at` is when it was given or withdrawn, None if never.

    POST /c/TOKEN/consents: form_id, kind, action=withdraw|give.
    """

    kind: Literal["personal_data", "health", "marketing"]
    is_given: bool
    changed_at: datetime | None = None
    version: str = ""


@dataclass(frozen=True)
class SuggestionView:
    """What would do him good now, why, and where it is done."""

    title: str
    reason: str
    label: str
    url: str


@dataclass(frozen=True)
class SubscriptionView:
    """What is paid for: `state` says until when, or what it waits for. `start_url`: unanswered."""

    title: str
    paid_at: datetime | None
    state: str
    url: str = ""
    start_url: str = ""


@dataclass(frozen=True)
class CabinetView:
    """POST /c/TOKEN/delete: form_id, sure (a word typed). `export_url` gives one JSON file.

    `is_whole` for the card's own bearer; another sees what was sent with his link, and may have
    the card's own link sent: POST /c/TOKEN/link. `saved` is a sentence about what was just done,
    shown on top; `error` its opposite.
    """

    template: ClassVar[str] = "cabinet.html"

    site: SiteView
    token: str
    form_id: str
    client_name: str
    export_url: str
    consents: tuple[ConsentView, ...]
    programmes: tuple[CabinetProgrammeView, ...] = ()
    subscriptions: tuple[SubscriptionView, ...] = ()
    payments: tuple[CabinetPaymentView, ...] = ()
    planned: tuple[PlannedMessageView, ...] = ()
    is_whole: bool = True
    telegram_invite_url: str = ""
    progress_url: str = ""
    suggestions: tuple[SuggestionView, ...] = ()
    saved: str = ""
    error: str = ""


@dataclass(frozen=True)
class DeletedView:
    """After the deletion; nothing of the person is left to show.

    Without `is_whole` what was sent with one link is gone, and the rest is for the trainer.
    """

    template: ClassVar[str] = "deleted.html"

    site: SiteView
    is_whole: bool = True


@dataclass(frozen=True)
class UnsubscribeView:
    """GET /u/TOKEN. POST /u/TOKEN: form_id. `address` is masked before it comes here."""

    template: ClassVar[str] = "unsubscribe.html"

    site: SiteView
    token: str
    form_id: str
    address: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class UnsubscribedView:
    template: ClassVar[str] = "unsubscribed.html"

    site: SiteView
    cabinet_url: str = ""
