"""Opening the house: doors to the outside, the schema, the furniture; closed in reverse.

Nothing runs by itself yet: that is `app.life`.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg
import httpx
from fastapi import FastAPI
from loguru import logger as log
from pydantic import SecretStr
from sqlalchemy.exc import DBAPIError

from app import backup, documents, health
from app import migrate as schema
from app.fiscal import Fiscal
from app.gateways.sentence_encoder import SentenceEncoder
from app.gateways.tbank import TBank
from app.gateways.telegram import Telegram
from app.gateways.yookassa import YooKassa
from app.gateways.yoomoney import YooMoney
from app.health import State
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.yookassa import YooKassaStandIn
from app.stops import CannotOpen, first_line
from app.trusting import trust
from domain import clock
from domain.furnishing import furnish
from domain.messages import Channel
from domain.payments import PLAY, PaymentProvider

if TYPE_CHECKING:
    from app.gateways.chat_model import ChatModel
    from app.gateways.smtp import Smtp


@dataclass(frozen=True)
class House:
    """What is open."""

    runtime: Runtime
    bank: YooKassaStandIn | None
    """The demo provider's own side, where it is the provider."""
    telegram: Telegram | None = None


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[House]:
    """The house on an up-to-date database, for a `with` block; whoever calls holds the lock."""
    await bring_up_to_date(settings)
    async with AsyncExitStack() as closing:
        bank = build_bank(settings)
        payments = await open_payments(settings, bank, closing)
        telegram = Telegram(settings) if settings.telegram_bot_token else None
        if telegram is not None:
            closing.push_async_callback(telegram.close)
        outside = Outside(
            payments=payments,
            channels=_build_channels(settings, telegram),
            writer=build_model(settings),
            encoder=SentenceEncoder(),
        )
        runtime = build_runtime(settings, outside)
        closing.push_async_callback(runtime.db.close)
        closing.push_async_callback(runtime.model.close)
        async with runtime.db.begin() as session:
            await furnish(session)
            await documents.publish_consents(session, settings, outside)
        yield House(runtime, bank, telegram)


async def bring_up_to_date(settings: Settings) -> tuple[str | None, str]:
    """The database at this code's schema; a copy is kept before real data is changed.

    Raises:
        CannotOpen: it cannot be reached, or written.
        SchemaNewer, SchemaUnknown: it is not for this code.
    """
    url = settings.database_url
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        had = await schema.on_connection(url, schema.check)
        if had is not None and had != schema.head():
            moment = clock.now().strftime("%Y%m%d-%H%M%S")
            kept = settings.data_dir / "backups" / f"before-{schema.head()}-{moment}.tar.gz"
            await backup.write(settings, kept)
            log.info("kept a copy of the data before changing its schema: {}", kept)
        done = await schema.migrate(url)
        if done[0] != done[1]:
            log.info("the schema was {}, now it is {}", *done)
    except (DBAPIError, asyncpg.PostgresError, OSError) as e:
        raise CannotOpen("DATABASE_URL", f"cannot be opened: {first_line(e)}") from e
    health.report("migrations", State.UP, done[1])
    return done


def build_bank(settings: Settings) -> YooKassaStandIn | None:
    """The demo provider: when it is asked for, or when nothing else can be paid with."""
    chosen = settings.payment_provider
    if settings.is_production or (chosen or _first_configured(settings) or PLAY) != PLAY:
        return None
    return YooKassaStandIn(
        checkout_url=f"{settings.public_url}/demo/bank",
        store=settings.data_dir / "demo-bank.json",
    )


async def post_notice(api: FastAPI, notice: dict[str, Any]) -> None:
    """Knock with the demo provider's notice where a real one would, within this process."""
    transport = httpx.ASGITransport(api)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        response = await http.post(f"/api/payments/webhook/{PLAY}", json=notice)
        response.raise_for_status()


def _list_configured(settings: Settings) -> dict[str, str | None]:
    """Each real provider's name and the setting that turns it on."""
    return {
        "yookassa": settings.yookassa_shop_id,
        "tbank": settings.tbank_terminal_key,
        "yoomoney": settings.yoomoney_wallet,
    }


def _first_configured(settings: Settings) -> str | None:
    return next((name for name, key in _list_configured(settings).items() if key), None)


async def open_payments(
    settings: Settings, bank: YooKassaStandIn | None, closing: AsyncExitStack
) -> dict[str, PaymentProvider]:
    """Every provider by name, the one that new payments go to first."""
    providers: dict[str, PaymentProvider] = {}
    if bank is not None:
        transport = httpx.ASGITransport(bank.app)
        http = httpx.AsyncClient(transport=transport, base_url="http://demo-bank/v3/")
        providers[PLAY] = YooKassa(await closing.enter_async_context(http))
    for name, key in _list_configured(settings).items():
        if key:
            providers[name] = await closing.enter_async_context(open_provider(settings, name))
    first: str | None = settings.payment_provider or next(iter(providers), None)
    return dict(sorted(providers.items(), key=lambda named: named[0] != first))


@asynccontextmanager
async def open_provider(settings: Settings, name: str) -> AsyncIterator[PaymentProvider]:
    """A real provider that is configured, for a `with` block."""
    build = {"yookassa": _build_yookassa, "tbank": _build_tbank, "yoomoney": _build_yoomoney}[name]
    async with httpx.AsyncClient(verify=trust(settings)) as http:
        yield build(settings, http)


def _build_yookassa(settings: Settings, http: httpx.AsyncClient) -> PaymentProvider:
    shop_id = settings.yookassa_shop_id or ""
    http.base_url = httpx.URL(f"{settings.yookassa_api_url}/")
    http.auth = httpx.BasicAuth(shop_id, _tell(settings.yookassa_secret_key))
    return YooKassa(
        http, shop_id, takes_trials=not settings.is_production, fiscal=_fiscal(settings)
    )


def _build_tbank(settings: Settings, http: httpx.AsyncClient) -> PaymentProvider:
    http.base_url = httpx.URL(f"{settings.tbank_api_url}/")
    return TBank(
        http,
        settings.tbank_terminal_key or "",
        _tell(settings.tbank_password),
        f"{settings.public_url}/api/payments/webhook/tbank",
        fiscal=_fiscal(settings),
    )


def _build_yoomoney(settings: Settings, http: httpx.AsyncClient) -> PaymentProvider:
    token = _tell(settings.yoomoney_token)
    http.base_url = httpx.URL(f"{settings.yoomoney_url}/")
    if token:
        http.headers["Authorization"] = f"Bearer {token}"
    return YooMoney(
        http,
        settings.yoomoney_wallet or "",
        _tell(settings.yoomoney_secret),
        has_token=bool(token),
        takes_old_hash=settings.yoomoney_old_hash,
    )


def _fiscal(settings: Settings) -> Fiscal | None:
    """How the shop is taxed, where it has a cash register."""
    return Fiscal(settings.tax_system, settings.vat) if settings.tax_mode == "kkt" else None


def _tell(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _build_channels(settings: Settings, telegram: Telegram | None) -> dict[str, Channel]:
    """Ways to reach people; the bot first, which people read sooner."""
    channels: dict[str, Channel] = {}
    if telegram is not None:
        channels[telegram.name] = telegram
    if settings.smtp_url is not None and settings.mail_from is not None:
        channels["email"] = build_smtp(settings)
    return channels


def build_model(settings: Settings) -> "ChatModel | None":
    """The language models of LLM_MODEL and LLM_FALLBACKS, if there are any."""
    if settings.llm_model is None:
        return None
    from app.gateways.chat_model import ChatModel, ModelAddress

    key = settings.llm_api_key
    address = ModelAddress(
        models=(settings.llm_model, *settings.llm_fallbacks),
        api_key=key.get_secret_value() if key else None,
        api_base=settings.llm_api_base,
        timeout=settings.llm_timeout,
    )
    return ChatModel(address, trust=trust(settings))


def build_smtp(settings: Settings) -> "Smtp":
    """The mail server of SMTP_URL, signing with the key in DATA_DIR."""
    from app.gateways.smtp import Server, Smtp
    from app.signing import keep_key

    if settings.smtp_url is None or settings.mail_from is None:
        raise CannotOpen("SMTP_URL", "is not set")
    server = Server.from_url(settings.smtp_url.get_secret_value())
    key = keep_key(settings.data_dir)
    return Smtp(server, settings.mail_from, key=key, ca_bundle=settings.ca_bundle)
