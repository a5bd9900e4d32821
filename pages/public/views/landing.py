"""GET / and what a posted lead answers with scripts off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from domain.site_blocks import Block
from pages.public.views.site import (
    AboutView,
    HeroView,
    QuestionAnswerView,
    SectionView,
    SiteView,
)

ALL_BLOCKS = tuple(block.value for block in Block)
NO_SECTION = SectionView("")
NO_ABOUT = AboutView("", "")


@dataclass(frozen=True)
class TariffView:
    """One line of the catalogue: `price` in kopecks, `weeks` 0 where time is not the measure."""

    code: str
    title: str
    price: int
    description: str = ""
    weeks: int = 0
    features: tuple[str, ...] = ()
    discount: int = 0
    """In kopecks: what a code takes off."""
    promo: str = ""
    """The code of the visitor's link that does so: the purchase is to know it."""

    @property
    def total(self) -> int:
        return self.price - self.discount


@dataclass(frozen=True)
class QuoteView:
    """What somebody said, with his consent; `said_on` as people write it, `photo` a path."""

    name: str
    text: str
    said_on: str = ""
    photo: str = ""
    source: str = ""


@dataclass(frozen=True)
class LeadForm:
    """The form as it is now. POST /leads.

    Posts: form_id, name, phone, email, telegram, service (a tariff code or empty), message,
    consent, marketing_consent ("true" or absent), website (the trap, must be empty), utm_*.
    `form_id` is new for every rendering. `values` and `errors` are keyed by those field names;
    the error under "contact" belongs to all three ways of contact, under "" to the whole form.
    """

    form_id: str
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    utm: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LandingView:
    """The landing: after the first screen its `blocks` in order. Those without content are left
    out.
    """

    template: ClassVar[str] = "landing.html"

    site: SiteView
    seo_title: str
    seo_description: str
    hero: HeroView
    lead: LeadForm
    for_whom: SectionView = NO_SECTION
    about: AboutView = NO_ABOUT
    how: SectionView = NO_SECTION
    tariffs_title: str = ""
    tariffs: tuple[TariffView, ...] = ()
    promo_text: str = ""
    """What became of the code in the visitor's link."""
    reviews_title: str = ""
    reviews: tuple[QuoteView, ...] = ()
    questions_title: str = ""
    questions: tuple[QuestionAnswerView, ...] = ()
    blocks: tuple[str, ...] = ALL_BLOCKS


@dataclass(frozen=True)
class ThanksView:
    """After POST /leads: what happens next. Without a bot `telegram_invite_url` is empty."""

    template: ClassVar[str] = "thanks.html"

    site: SiteView
    start_url: str = "/start"
    telegram_invite_url: str = ""
