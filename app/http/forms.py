"""What visitors send, strictly read: unknown fields refused, lengths bounded, text cleaned."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from domain import leads, people
from domain.consents import ConsentKind
from domain.errors import Refused
from domain.leads import Knocker


def _clean_lines(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c in "\n\t").strip()


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_clean_lines)]
Text = Annotated[
    str, StringConstraints(max_length=leads.MESSAGE_LENGTH), AfterValidator(_clean_lines)
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


class LeadBody(Person):
    service: Line | None = None
    message: Text | None = None
    utm: Utm = Field(default_factory=dict)
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


class IntakeBody(Person):
    answers: dict[str, object]
    health_consent: bool
    client_token: Line | None = None
