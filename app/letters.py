"""Puts messages into words: reads the rows a message speaks of and has them said.

What is said stands in `app.words.letters`; whether it may be said was the gate's to decide.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from app import wordings
from app.answering import copies_of, press_further, press_instead, presses_of
from app.seals import press_of_tariff
from app.words import editable, letters
from app.words.letters import Matter, Offer, Own
from app.words.questionnaire import OPTIONS
from app.words.screening import WITHOUT_NEXT
from domain import (
    accesses,
    intakes,
    leads,
    messages,
    passes,
    payments,
    people,
    purchases,
    questions,
    site,
    talks,
    tariffs,
    tax_receipts,
    texts,
)
from domain.contacts import ContactKind
from domain.errors import NotFound
from domain.exercises import read_catalogue
from domain.messages import Letter, Message, Purpose, Render
from domain.programmes import rows as programmes
from domain.progress import rows as progress
from domain.screening import Verdict

Found = dict[str, Any]
TALK_LINES = 5
"""So much of what a visitor has said is told to the trainer."""
Reader = Callable[[AsyncSession, UUID, str], Awaitable[Found]]
"""Reads the row with an id and says what a letter may name of it; takes PUBLIC_URL, too."""


def build_render(public_url: str) -> Render:
    """The words for any message; every link in them begins with `public_url`."""

    async def render(session: AsyncSession, message: Message) -> Letter:
        return await write_letter(session, message, public_url)

    return render


async def write_letter(session: AsyncSession, message: Message, public_url: str) -> Letter:
    """A message in words.

    Raises:
        NotFound: what it speaks of is no more.
    """
    matter = await _read_matter(session, message, public_url)
    own = await _read_own_words(session, message.kind)
    words = letters.say(message.kind, matter, own)
    leave = await _unsubscribe_url(session, message, public_url)
    is_marketing = message.purpose is Purpose.MARKETING
    why = letters.why_sent(message.kind, matter, is_marketing=is_marketing)
    out = letters.way_out(matter, is_marketing=is_marketing) if leave else ""
    return Letter(
        subject=" ".join(words.subject.split()),
        text=letters.draw_text(words, matter, leave, why),
        chat=_say_in_chat(message.kind, matter, own, out),
        html=letters.draw_html(words, matter, leave, why),
        button=words.button,
        button_press=press_instead(words, matter),
        pages=tuple((title, url) for title, url in words.more if url),
        unsubscribe_url=leave,
        message_id=hashlib.sha256(message.dedupe_key.encode()).hexdigest()[:32],
        is_automatic=message.purpose is not Purpose.TRAINER and message.kind != "chat_answer",
        presses=(*presses_of(message), *press_further(words, matter)),
        copies=copies_of(message, matter),
    )


def _say_in_chat(kind: str, matter: Matter, own: Own | None, foot: str) -> str:
    here = replace(matter, is_chat=True)
    return letters.draw_chat(letters.say(kind, here, own), here, foot)


async def _read_own_words(session: AsyncSession, kind: str) -> Own | None:
    if kind not in letters.VALUES:
        return None
    return (await wordings.read(session, editable.letter_key(kind))).letter(kind)


async def _unsubscribe_url(session: AsyncSession, message: Message, public_url: str) -> str | None:
    if message.client_id is None or not messages.topics_of(message.kind, message.purpose):
        return None
    client = await people.get_client(session, message.client_id)
    return f"{public_url}/u/{await messages.unsubscribe_token(session, client.id)}"


async def _read_matter(session: AsyncSession, message: Message, public_url: str) -> Matter:
    found: Found = {"text": message.text or "", "site_url": public_url}
    found |= await read_house(session)
    about = dict(message.about)
    if message.client_id is not None:
        about["client_id"] = str(message.client_id)
    for key, read in READERS.items():
        if key in about:
            found |= await read(session, UUID(about[key]), public_url)
    if message.client_id is not None:
        found |= await _read_own_links(session, message.client_id, public_url)
    if message.purpose is Purpose.MARKETING:
        found["offers"] = await _read_offers(session, public_url)
    found["payments_url"] = f"{public_url}/crm/payments"
    return Matter(**found)


async def read_house(session: AsyncSession) -> Found:
    """Whose letters these are, and in which colour."""
    sections = await site.read_site(session)
    general, requisites = sections["general"], sections["requisites"]
    trainer = general["trainer_name"]
    sender = letters.say_sender(requisites["operator_name"] or trainer, requisites["inn"])
    return {
        "site_name": general["name"],
        "trainer": trainer,
        "sender": sender,
        "colour": sections["colours"]["primary"],
    }


async def _read_client(session: AsyncSession, client_id: UUID, public_url: str) -> Found:
    client = await people.get_client(session, client_id)
    contacts = await people.list_contacts(session, client.id)
    return {
        "client_name": client.name,
        "contacts": tuple(_say_contact(c.kind, c.value) for c in contacts if _can_read(c.kind)),
        "card_url": f"{public_url}/crm/clients/{client.id}",
    }


def _can_read(kind: ContactKind) -> bool:
    return kind is not ContactKind.TELEGRAM_ID


def _say_contact(kind: ContactKind, value: str) -> str:
    return f"@{value}" if kind is ContactKind.TELEGRAM else value


async def _read_own_links(session: AsyncSession, client_id: UUID, public_url: str) -> Found:
    """What only goes to the client's own address."""
    client = await people.get_client(session, client_id)
    token = (await passes.proven_pass(session, client.id)).token
    return {
        "cabinet_url": f"{public_url}/c/{token}",
        "start_url": f"{public_url}/start/{token}",
        "contacts": (),
        "card_url": "",
    }


async def _read_programme(session: AsyncSession, programme_id: UUID, public_url: str) -> Found:
    programme = await programmes.get_programme(session, programme_id)
    weeks = programme.plan.get("weeks") or [{}]
    days = weeks[0].get("days", [])
    url = f"{public_url}/p/{programme.token}"
    return {
        "programme_url": url,
        "today_url": f"{url}/today",
        "pdf_url": f"{url}.pdf",
        "weeks": programme.weeks,
        "sessions": sum(day.get("kind") == "strength" for day in days),
    }


async def _read_purchase(session: AsyncSession, purchase_id: UUID, public_url: str) -> Found:
    purchase = await purchases.get_purchase(session, purchase_id)
    is_gift = purchase.payer_id is not None
    granted = await passes.find_pass(session, purchase.pass_id) if is_gift else None
    latest = await purchases.find_payment(session, purchase.id)
    return {
        "title": purchase.title,
        "giver": (granted.name if granted else "") or "",
        "brings_programme": purchase.brings_programme,
        "amount": purchase.amount,
        "is_anew": latest is not None and latest.status is payments.Status.CANCELLED,
        "pay_url": f"{public_url}/pay/go/{purchase.token}",
    }


async def _read_payment(session: AsyncSession, payment_id: UUID, public_url: str) -> Found:
    payment = await payments.get_payment(session, payment_id)
    found: Found = {
        "amount": payment.amount,
        "title": payment.description,
        "paid_at": payment.paid_at,
    }
    if payment.purchase_id is not None:
        ordered = await _read_purchase(session, payment.purchase_id, public_url)
        found |= {**ordered, "amount": payment.amount}
    return found


async def _read_doubt(session: AsyncSession, doubt_id: UUID, _: str) -> Found:
    doubt = await payments.get_doubt(session, doubt_id)
    return {"doubt": doubt.kind, "amount": doubt.amount}


async def _read_tax_receipt(session: AsyncSession, receipt_id: UUID, _: str) -> Found:
    receipt = await tax_receipts.get_receipt(session, receipt_id)
    if receipt.url is None:
        raise NotFound("tax receipt's link", receipt_id)
    return {"title": receipt.title, "amount": receipt.amount, "receipt_url": receipt.url}


async def _read_access(session: AsyncSession, access_id: UUID, public_url: str) -> Found:
    access = await accesses.get_access(session, access_id)
    found = await _read_purchase(session, access.purchase_id, public_url)
    return {**found, "last_day": access.ends_on}


async def _read_intake(session: AsyncSession, intake_id: UUID, _: str) -> Found:
    intake = await intakes.get_intake(session, intake_id)
    return {
        "ask_again": intake.verdict is Verdict.POSTPONE,
        "is_too_young": "too_young" in intake.reasons,
        "is_gentle": bool(WITHOUT_NEXT & set(intake.reasons)),
    }


async def _read_lead(session: AsyncSession, lead_id: UUID, _: str) -> Found:
    lead = await session.get(leads.Lead, lead_id)
    if lead is None:
        raise NotFound("lead", lead_id)
    catalogue = await tariffs.list_tariffs(session, on_sale=False)
    titles = {tariff.code: tariff.title for tariff in catalogue}
    service = titles.get(lead.service or "", lead.service or "")
    return {"service": service, "question": lead.message or ""}


async def _read_question(session: AsyncSession, question_id: UUID, _: str) -> Found:
    return {"question": (await questions.get_question(session, question_id)).text}


async def _read_talk(session: AsyncSession, talk_id: UUID, _: str) -> Found:
    talk = await session.get(talks.Talk, talk_id)
    if talk is None:
        raise NotFound("talk", talk_id)
    lines = await talks.read_lines(session, talk_id)
    said = [line.text for line in lines if line.source is talks.Source.VISITOR]
    return {"question": "\n".join(said[-TALK_LINES:]), "called_for": talk.waits_for or ""}


async def _read_failure(session: AsyncSession, message_id: UUID, _: str) -> Found:
    message = await messages.get_message(session, message_id)
    return {"failed_kind": message.kind, "failed_reason": message.reason or ""}


async def _read_wording(session: AsyncSession, text_id: UUID, _: str) -> Found:
    version = await session.get(texts.TextVersion, text_id)
    if version is None:
        raise NotFound("text", text_id)
    known = editable.TEXTS.get(version.key)
    return {"wording": known.title if known else version.key, "wording_key": version.key}


async def _read_pain(session: AsyncSession, report_id: UUID, _: str) -> Found:
    report = await session.get(progress.PainReport, report_id)
    if report is None:
        raise NotFound("pain report", report_id)
    catalogue = await read_catalogue(session)
    name = catalogue[report.slug].name if report.slug in catalogue else report.slug
    place = OPTIONS["conditions"].get(report.place or "", report.place or "")
    return {"exercise": name, "pain": report.pain, "place": place}


async def _read_offers(session: AsyncSession, public_url: str) -> tuple[Offer, ...]:
    """What brings a programme, the cheapest first."""
    sold = [t for t in await tariffs.list_tariffs(session) if t.brings_programme]
    return tuple(
        Offer(
            title=tariff.title,
            price=tariff.price,
            url=f"{public_url}/buy/{tariff.code}",
            press=press_of_tariff(tariff.id),
        )
        for tariff in sorted(sold, key=lambda tariff: tariff.price)
    )


READERS: Mapping[str, Reader] = {
    "client_id": _read_client,
    "programme_id": _read_programme,
    "purchase_id": _read_purchase,
    "payment_id": _read_payment,
    "access_id": _read_access,
    "tax_receipt_id": _read_tax_receipt,
    "doubt_id": _read_doubt,
    "intake_id": _read_intake,
    "lead_id": _read_lead,
    "question_id": _read_question,
    "talk_id": _read_talk,
    "message_id": _read_failure,
    "report_id": _read_pain,
    "text_id": _read_wording,
}
"""By the key under which a message names it (`Message.about`)."""
