"""The trainer's site as every page needs it: name, look, contacts, requisites. No page itself."""

from dataclasses import dataclass, field

from pages.public.palette import Colours


@dataclass(frozen=True)
class TitledText:
    title: str
    text: str


@dataclass(frozen=True)
class FactView:
    """One short true fact under the hero, e.g. a number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class QuestionAnswerView:
    question: str
    answer: str


@dataclass(frozen=True)
class HeroView:
    """The first screen. Without `cta_note`, `eyebrow` or facts the rest closes up."""

    title: str
    subtitle: str
    cta: str
    eyebrow: str = ""
    cta_note: str = ""
    facts: tuple[FactView, ...] = ()


@dataclass(frozen=True)
class SectionView:
    """A titled list; an empty list leaves the section out."""

    title: str
    items: tuple[TitledText, ...] = ()


@dataclass(frozen=True)
class AboutView:
    """`text` in paragraphs, parted by empty lines; empty leaves the section out."""

    title: str
    text: str


@dataclass(frozen=True)
class ContactsView:
    """Ways to reach the trainer; each may be empty.

    `telegram` is a name without @, `whatsapp` and `phone` are E.164.
    """

    title: str = ""
    text: str = ""
    telegram: str = ""
    whatsapp: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class ImagesView:
    """Paths on this site; empty means a drawn composition or the name in type."""

    logo: str = ""
    photo: str = ""
    photo_alt: str = ""
    share: str = ""
    icon: str = ""


@dataclass(frozen=True)
class EdgesView:
    """The trainer's own words in the head and the foot; each may be empty."""

    button: str = ""
    footer: str = ""


@dataclass(frozen=True)
class RequisitesView:
    """Who sells, for footer and documents; empty until the trainer fills them."""

    operator_name: str = ""
    status: str = ""
    inn: str = ""
    ogrnip: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True)
class SiteView:
    """On every page.

    `url` is PUBLIC_URL without a trailing slash; `timezone` an IANA name for dates;
    `heading_font` and `body_font` are names in `pages.public.fonts`; `font_size` is pixels, 14-22;
    `has_widget` adds the chat's one script line; a draft under `is_preview` has no scripts at all.
    """

    name: str
    url: str
    trainer_name: str = ""
    trainer_role: str = ""
    city: str = ""
    timezone: str = "Europe/Moscow"
    colours: Colours = field(default_factory=Colours)
    heading_font: str = "system"
    body_font: str = "system"
    font_size: int = 17
    images: ImagesView = field(default_factory=ImagesView)
    contacts: ContactsView = field(default_factory=ContactsView)
    requisites: RequisitesView = field(default_factory=RequisitesView)
    edges: EdgesView = field(default_factory=EdgesView)
    has_widget: bool = False
    is_preview: bool = False
