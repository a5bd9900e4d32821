"""What visitors send, strictly read: unknown fields refused, lengths bounded, text cleaned."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WrapValidator,
)
from pydantic import ValidatorFunctionWrapHandler as Read

from domain import leads, people
from domain.consents import ConsentKind
from domain.errors import Refused
from domain.leads import Knocker


def clean_lines(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c in "\n\t").strip()


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(clean_lines)]
Text = Annotated[
    str, StringConstraints(max_length=leads.MESSAGE_LENGTH), AfterValidator(clean_lines)
]
Utm = Annotated[dict[Annotated[str, StringConstraints(max_length=40)], Line], Field(max_length=10)]


class VisitorBody(BaseModel):
    """The base of every body from a stranger."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Person(VisitorBody):
    """Who is at the door, as he says himself."""

    name: Annotated[str, StringConstraints(max_length=1000)]
    phone: Line | None = None
    email: Annotated[str, StringConstraints(max_length=320)] | None = None
    telegram: Line | None = None
    consent: bool
    marketing_consent: bool = False

    def knocker(self, channel: str, *extra: ConsentKind, source: str = "site") -> Knocker:
        """Read name, contacts and consents together, so that all that is wrong is said at once.

        Raises:
            Refused: naming every field that cannot be taken.
        """
        wrong: dict[str, str] = {}
        name = contacts = None
        try:
            name = people.clean_name(self.name)
        except Refused as e:
            wrong |= e.fields
        try:
            contacts = people.read_contacts(self.model_dump(include={"phone", "email", "telegram"}))
            leads.check_reachable(contacts)
        except Refused as e:
            wrong |= e.fields
        if not self.consent:
            wrong["consent"] = "needed"
        if wrong or name is None or contacts is None:
            raise Refused(wrong)
        given = [ConsentKind.PERSONAL_DATA, *extra]
        if self.marketing_consent:
            given.append(ConsentKind.MARKETING)
        return Knocker(name=name, contacts=contacts, consents=given, channel=channel, source=source)


class Touch(BaseModel):
    """One visit, as the visitor's own browser remembers it: it may be wrong, and is never code."""

    model_config = ConfigDict(extra="forbid")

    on: date
    page: Line = "/"
    referrer: Line = ""
    utm: Utm = Field(default_factory=dict)


def _read_touch(given: object, read: Read) -> Touch | None:
    """A form sends it as JSON. One that cannot be read is forgotten: a lead is worth more."""
    try:
        return Touch.model_validate_json(given) if isinstance(given, str) else read(given)
    except ValidationError:
        return None


MaybeTouch = Annotated[Touch | None, WrapValidator(_read_touch)]


class LeadBody(Person):
    service: Line | None = None
    message: Text | None = None
    utm: Utm = Field(default_factory=dict)
    first_touch: MaybeTouch = None
    last_touch: MaybeTouch = None
    website: str | None = None
    """The trap: a person does not see this field, a robot fills it in."""

    @property
    def is_robot(self) -> bool:
        return bool(self.website)


class PurchaseBody(Person):
    tariff: Line
    promo_code: Line | None = None
    client_token: Line | None = None
    form_id: Line | None = None
    """What the page's own form tells a second click by."""
    receiver_name: Annotated[str, StringConstraints(max_length=1000)] | None = None
    receiver_email: Annotated[str, StringConstraints(max_length=320)] | None = None
    """Whom it is a present for. He is asked for his consents himself."""

    def knockers(self) -> tuple[Knocker, Knocker | None]:
        """Who pays, and whom it is for where that is another; all that is wrong at once.

        Raises:
            Refused: naming every field that cannot be taken.
        """
        wrong: dict[str, str] = {}
        payer = receiver = None
        try:
            payer = self.knocker("buy", source="purchase")
        except Refused as e:
            wrong |= e.fields
        try:
            receiver = self._receiver()
        except Refused as e:
            wrong |= {f"receiver_{key}": code for key, code in e.fields.items()}
        if wrong or payer is None:
            raise Refused(wrong)
        return payer, receiver

    def _receiver(self) -> Knocker | None:
        if self.receiver_name is None and self.receiver_email is None:
            return None
        as_person = Person(name=self.receiver_name or "", email=self.receiver_email, consent=True)
        wrong = {} if self.receiver_email else {"email": "missing"}
        try:
            knocker = as_person.knocker("gift", source="gift")
        except Refused as e:
            known = {key: code for key, code in e.fields.items() if key != "contact"}
            raise Refused(known | wrong) from e
        return replace(knocker, consents=())


class IntakeBody(Person):
    answers: dict[str, object]
    health_consent: bool
    client_token: Line | None = None
