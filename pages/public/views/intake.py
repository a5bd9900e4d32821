"""GET /start and the questionnaire's screens: one question each, then who you are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pages.public.views.site import SiteView


@dataclass(frozen=True)
class StartView:
    """Before the first question. POST /start (form_id) makes a token and leads to /start/TOKEN.

    `resume_url` and `answered` when this visitor has begun before.
    """

    template: ClassVar[str] = "start_intro.html"

    site: SiteView
    form_id: str
    total: int
    resume_url: str = ""
    answered: int = 0


@dataclass(frozen=True)
class OptionView:
    value: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class QuestionView:
    """One question. POST /start/TOKEN.

    Posts: form_id, key, value (repeated where `kind` is many; absent where nothing is chosen),
    action=next|back|skip. `values` are the answers kept so far, as they were posted.
    A number takes a comma or a point; `unit` is the word behind the field.
    """

    template: ClassVar[str] = "start.html"

    site: SiteView
    token: str
    form_id: str
    number: int
    total: int
    key: str
    text: str
    kind: Literal["one", "many", "number", "text"]
    hint: str = ""
    options: tuple[OptionView, ...] = ()
    values: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    unit: str = ""
    is_decimal: bool = False
    is_optional: bool = False
    has_back: bool = True
    error: str = ""


@dataclass(frozen=True)
class FinishView:
    """The last screen. POST /start/TOKEN/finish.

    Posts: form_id, name, phone, email, telegram, consent, health_consent, marketing_consent,
    action=finish|back. Errors as in LeadForm. `total` counts the questions before this screen.
    """

    template: ClassVar[str] = "finish.html"

    site: SiteView
    token: str
    form_id: str
    total: int
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReferralView:
    """A doctor first: `text` in paragraphs says why. `is_urgent` shows the emergency number."""

    template: ClassVar[str] = "referral.html"

    site: SiteView
    text: str
    is_urgent: bool = False


@dataclass(frozen=True)
class ReviewView:
    """The trainer looks first: `text` says why, `answer_by` when he promises to answer."""

    template: ClassVar[str] = "review.html"

    site: SiteView
    text: str
    answer_by: str = ""
    cabinet_url: str = ""
    telegram_invite_url: str = ""
