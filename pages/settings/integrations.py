"""/settings/integrations: each connection, what works without it, and how to turn it on."""

from email.utils import parseaddr
from functools import partial
from typing import Literal

from nicegui import ui

from app import health
from app.gateways.smtp import NOT_OURS_TO_SIGN
from app.health import State
from app.post import find_owner
from app.runtime import Runtime
from app.signing import keep_key
from app.tills import look_at
from app.trials import send_trial_letter
from app.words import bot as bot_words
from app.words import notices_journal as till_words
from app.words import payments as payment_words
from app.words import settings as words
from components import bits
from components.integration import integration
from domain import bots
from domain.payments import PaymentProvider
from pages.settings.desk import desk
from pages.told import told_in_words

DEMO = "demo"
EMAIL = "email"
JOURNAL = "/settings/integrations/journal"


def build(runtime: Runtime) -> None:
    @ui.page("/settings/integrations")
    async def integrations_page() -> None:
        username = await _find_bot(runtime)
        with desk(runtime, words.PLACES["integrations"][1], "integrations"):
            _draw_mail(runtime)
            _draw_payments(runtime)
            _draw_telegram(runtime, username)
            _draw_model(runtime)


async def _find_bot(runtime: Runtime) -> str | None:
    token = runtime.settings.telegram_bot_token
    if token is None:
        return None
    async with runtime.db.read() as session:
        return await bots.find_username(session, bots.number_of(token.get_secret_value()))


def _draw_mail(runtime: Runtime) -> None:
    sender = runtime.settings.mail_from
    if EMAIL not in runtime.outside.channels or sender is None:
        integration(words.MAIL, "off", words.WITHOUT["mail"], needed=words.NEEDED["mail"])
        return

    async def try_it() -> None:
        with told_in_words():
            async with runtime.db.read() as session:
                address = (await find_owner(session, runtime.settings)).get(EMAIL)
            if address is None:
                ui.notify(words.MAIL_NOWHERE)
                return
            channel = runtime.outside.channels[EMAIL]
            await send_trial_letter(channel, address, words.MAIL_SUBJECT, words.MAIL_TEXT)
            ui.notify(words.MAIL_SENT.format(address=address))

    def draw_more() -> None:
        with bits.box("line"):
            bits.press(words.MAIL_TRY, try_it, look="quiet", size="small")
        _draw_signature(runtime, sender)

    integration(words.MAIL, "on", words.WITH["mail"].format(sender=sender), draw_more=draw_more)


def _draw_signature(runtime: Runtime, sender: str) -> None:
    domain = parseaddr(sender)[1].rpartition("@")[2]
    bits.text(words.DKIM_TITLE, "label")
    if domain in NOT_OURS_TO_SIGN:
        bits.text(words.DKIM_FREE_MAIL, "soft small")
        return
    name, value = keep_key(runtime.settings.data_dir).dns_record(domain)
    bits.text(words.DKIM_NOTE, "soft small")
    for label, text in ((words.DKIM_NAME, name), (words.DKIM_VALUE, value)):
        bits.text(label, "label")
        bits.text(text, "mono")


def _draw_payments(runtime: Runtime) -> None:
    providers = list(runtime.outside.payments)
    needed = words.NEEDED["payments"]
    more = partial(_draw_tills, runtime)
    if not providers:
        said = words.WITHOUT["payments"]
        integration(words.PAYMENTS, "off", said, needed=needed, draw_more=_draw_journal)
    elif DEMO in providers:
        said = words.WITHOUT["payments_demo"]
        integration(words.PAYMENTS, "demo", said, needed=needed, draw_more=more)
    else:
        names = ", ".join(payment_words.provider(name) for name in providers)
        said = words.WITH["payments"].format(provider=names)
        integration(words.PAYMENTS, "on", said, draw_more=more)


def _draw_tills(runtime: Runtime) -> None:
    for name, provider in runtime.outside.payments.items():
        _draw_till(name, provider)
    _draw_journal()


def _draw_till(name: str, provider: PaymentProvider) -> None:
    async def check() -> None:
        seen = await look_at(provider)
        said.set_text(till_words.tell(name, seen))
        said.set_visibility(True)

    label = till_words.CHECK.format(provider=payment_words.provider(name))
    with bits.box("line is-wrap"):
        bits.press(label, check, look="quiet", size="small").mark(f"check-{name}")
    said = bits.text("", "soft small").mark(f"seen-{name}")
    said.set_visibility(False)


def _draw_journal() -> None:
    with bits.box("line is-wrap"):
        bits.go(till_words.OPEN, JOURNAL, look="bare", size="small")


def _tell_bot(username: str | None) -> tuple[Literal["on", "off"], str]:
    """Whether the bot works, and if not, why."""
    part = health.parts().get("bot")
    if part is not None and part.state is State.DOWN:
        return "off", bot_words.STATE.get(part.detail, bot_words.STATE_UNREACHABLE)
    if username is None:
        return "on", words.WITH["telegram_starting"]
    return "on", words.WITH["telegram"].format(username=username)


def _draw_telegram(runtime: Runtime, username: str | None) -> None:
    if runtime.settings.telegram_bot_token is None:
        needed = words.NEEDED["telegram"]
        integration(words.TELEGRAM, "off", words.WITHOUT["telegram"], needed=needed)
    else:
        integration(words.TELEGRAM, *_tell_bot(username))


def _draw_model(runtime: Runtime) -> None:
    model = runtime.settings.llm_model
    if model is None:
        integration(words.MODEL, "off", words.WITHOUT["model"], needed=words.NEEDED["model"])
    else:
        integration(words.MODEL, "on", words.WITH["model"].format(model=model))
