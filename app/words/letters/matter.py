"""What a letter speaks of, and the words of one letter before it has a look.

Only shapes: the rows are read by `app.letters`, the sentences stand in `clients` and `owner`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Offer:
    """A tariff on sale."""

    title: str
    price: int
    """In kopecks."""
    url: str
    press: str = ""
    """What leads to the same in the bot."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Everything a letter may name; what its message says nothing about is empty."""

    is_chat: bool = False
    """Whether a messenger says it: there it is no letter, and is answered where it stands."""
    site_name: str = ""
    trainer: str = ""
    sender: str = ""
    """Who sells, by the requisites: stands under what advertises."""
    colour: str = ""
    """The trainer's own, `#rrggbb`."""
    site_url: str = ""
    client_name: str = ""
    contacts: tuple[str, ...] = ()
    """Of the client, as a person writes them; only the owner is told."""
    cabinet_url: str = ""
    start_url: str = ""
    card_url: str = ""
    """The client's card in the dashboard."""
    review_url: str = ""
    payments_url: str = ""
    programme_url: str = ""
    today_url: str = ""
    """The page to train by."""
    pdf_url: str = ""
    weeks: int = 0
    sessions: int = 0
    """Training days of the programme's first week."""
    title: str = ""
    """What was bought."""
    brings_programme: bool = False
    giver: str = ""
    """Who gave it, by his own word, where it is a present."""
    is_anew: bool = False
    """Its first bill has fallen through."""
    pay_url: str = ""
    """Where what was ordered can be paid."""
    amount: int = 0
    doubt: str = ""
    """What is strange about the money: a kind of `payments.Doubt`."""
    paid_at: datetime | None = None
    receipt_url: str = ""
    last_day: date | None = None
    """Of what was paid for by the week."""
    ask_again: bool = False
    """The training waits for a few days only, not for a doctor."""
    is_too_young: bool = False
    is_gentle: bool = False
    """Whether no word of training may follow."""
    service: str = ""
    question: str = ""
    """What the person wrote with his lead."""
    called_for: str = ""
    """Why a talk needs the trainer: a `handing_over.Reason`."""
    exercise: str = ""
    """In which something hurt."""
    pain: int = 0
    place: str = ""
    """Where, as he put it."""
    failed_kind: str = ""
    failed_reason: str = ""
    offers: tuple[Offer, ...] = ()
    wording: str = ""
    """How the text is called that cannot be said as the trainer has put it."""
    wording_key: str = ""
    text: str = ""
    """The trainer's own words."""

    @property
    def this(self) -> str:
        return "это сообщение" if self.is_chat else "это письмо"

    @property
    def answer(self) -> str:
        """What one does to answer, as an imperative."""
        return "напишите сюда" if self.is_chat else "ответьте на это письмо"

    @property
    def first_name(self) -> str:
        """How to greet; empty for a name that is none.

        Anybody may leave a stranger's address with any name: no link and no advertisement of his
        may travel in our letters.
        """
        first = self.client_name.split(" ")[0]
        return first if re.fullmatch(r"[^\W\d_]{1,20}(-[^\W\d_]{1,20})?", first) else ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """One letter in sentences."""

    subject: str
    paragraphs: tuple[str, ...]
    offers: tuple[Offer, ...] = ()
    button: tuple[str, str] | None = None
    more: tuple[tuple[str, str], ...] = ()
    """Further links under the button: what it says and where it leads."""
    closing: tuple[str, ...] = ()
    """After the button."""
    has_title: bool = True
    """Whether the subject stands over the text as well."""
    is_signed: bool = True
    """Whether it ends with the trainer's name."""
    is_greeting: bool = True
    """Whether we greet for him."""
