"""Settings: read once, typed, frozen; a wrong one stops the start and is named.

The only place that looks at the environment. Texts, prices and switches that the trainer edits
are rows, not settings.
"""

import os
import re
import secrets
from collections.abc import MutableMapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Provider = Literal["yookassa", "tbank", "yoomoney", "demo"]


class BadSettings(Exception):
    """A setting is wrong; `variable` names it, `reason` says in English what it should be."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(f"{variable}: {reason}")
        self.variable = variable
        self.reason = reason


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an http:// or https:// address")
    return value.rstrip("/")


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError) as e:
        raise ValueError("must be an IANA time zone such as Europe/Moscow") from e
    return value


def _database_url(value: str) -> str:
    if not re.match(r"(postgresql|postgres|sqlite)(\+\w+)?://", value):
        raise ValueError("must begin with postgresql:// or sqlite:///")
    return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", value)


def _smtp_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ValueError("must look like smtps://user:password@host:465")
    return value


def _words(value: object) -> object:
    return [w.strip() for w in value.split(",") if w.strip()] if isinstance(value, str) else value


WebAddress = Annotated[str, AfterValidator(_web_address)]
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]


class Settings(BaseSettings):
    """Every variable of the contract; see docs/SETTINGS.md for what each means."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_file_encoding="utf-8", validate_default=False
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: WebAddress = ""
    data_dir: Path = Path("data")
    database_url: Annotated[str, AfterValidator(_database_url)] = ""
    environment: Literal["development", "production"] = "development"
    secret_key: SecretStr = SecretStr("")
    log_level: Literal["TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"
    timezone: Annotated[str, AfterValidator(_time_zone)] = "Europe/Moscow"
    owner_login: str | None = None
    owner_password: SecretStr | None = None

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: WebAddress = "https://api.telegram.org"
    telegram_owner_chat_id: int | None = None
    telegram_channel_id: str | None = None
    telegram_proxy: str | None = None
    telegram_rate: float = Field(default=25, gt=0, le=1000)
    telegram_webhook: bool = False

    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_api_base: WebAddress | None = None
    llm_fallbacks: Words = ()
    llm_timeout: float = Field(default=20, gt=0, le=600)

    yookassa_shop_id: str | None = None
    yookassa_secret_key: SecretStr | None = None
    yookassa_api_url: WebAddress = "https://api.yookassa.ru/v3"
    yookassa_networks: Words = (
        "185.71.76.0/27",
        "185.71.77.0/27",
        "77.75.153.0/25",
        "77.75.154.128/25",
        "77.75.156.11",
        "77.75.156.35",
        "2a02:5180::/32",
    )
    tbank_terminal_key: str | None = None
    tbank_password: SecretStr | None = None
    tbank_api_url: WebAddress = "https://securepay.tinkoff.ru/v2"
    yoomoney_wallet: str | None = None
    yoomoney_secret: SecretStr | None = None
    yoomoney_token: SecretStr | None = None
    yoomoney_url: WebAddress = "https://yoomoney.ru"
    yoomoney_old_hash: bool = False
    tax_mode: Literal["npd", "kkt"] = "npd"
    tax_system: Literal["osn", "usn_income", "usn_income_outcome", "esn", "patent"] = "usn_income"
    vat: Literal["none", "vat0", "vat5", "vat7", "vat10", "vat20", "vat22"] = "none"
    income_limit: int = Field(default=2_400_000, ge=1)
    ca_bundle: Path | None = None
    payment_provider: Provider | None = None

    trusted_proxies: Words = ("127.0.0.1",)
    smtp_url: Annotated[SecretStr, BeforeValidator(lambda v: v)] | None = None
    mail_from: str | None = None
    widget_origins: Words = ()

    @field_validator("smtp_url")
    @classmethod
    def _is_smtp(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            _smtp_url(value.get_secret_value())
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[^@<>]*<?[^@<>\s]+@[^@<>\s]+>?", value):
            raise ValueError("must look like trainer@example.ru or Danila <trainer@example.ru>")
        return value

    @field_validator("trusted_proxies", "yookassa_networks")
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            ip_network(network, strict=False)
        return value

    @field_validator("ca_bundle")
    @classmethod
    def _is_file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(f"no such file: {value}")
        return value

    @model_validator(mode="after")
    def _agree(self) -> "Settings":
        if not self.public_url:
            host = f"[{self.host}]" if ":" in self.host else self.host
            object.__setattr__(self, "public_url", f"http://{host}:{self.port}")
        if not self.database_url:
            path = self.data_dir.resolve() / "podhod.db"
            object.__setattr__(self, "database_url", f"sqlite:///{path}")
        return self

    @property
    def is_production(self) -> bool:
        return self.environment == "production"


COMPANIONS = {
    "OWNER_LOGIN": "OWNER_PASSWORD",
    "OWNER_PASSWORD": "OWNER_LOGIN",
    "YOOKASSA_SHOP_ID": "YOOKASSA_SECRET_KEY",
    "YOOKASSA_SECRET_KEY": "YOOKASSA_SHOP_ID",
    "TBANK_TERMINAL_KEY": "TBANK_PASSWORD",
    "TBANK_PASSWORD": "TBANK_TERMINAL_KEY",
    "YOOMONEY_WALLET": "YOOMONEY_SECRET",
    "YOOMONEY_SECRET": "YOOMONEY_WALLET",
    "SMTP_URL": "MAIL_FROM",
}
"""Half of such a pair is a mistake, never a choice."""

PROVIDER_SECRETS = (
    *("YOOKASSA_SHOP_ID", "YOOKASSA_SECRET_KEY", "TBANK_TERMINAL_KEY", "TBANK_PASSWORD"),
    *("YOOMONEY_WALLET", "YOOMONEY_SECRET", "YOOMONEY_TOKEN"),
)

NEEDED_BY_PROVIDER = {
    "yookassa": "YOOKASSA_SHOP_ID",
    "tbank": "TBANK_TERMINAL_KEY",
    "yoomoney": "YOOMONEY_WALLET",
}


def read_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """The settings of this process; `given` goes before the environment.

    Raises:
        BadSettings: naming the first wrong variable.
    """
    _check_env_file(env_file)
    try:
        settings = Settings(_env_file=env_file, **given)
    except ValidationError as e:
        first = e.errors(include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise BadSettings(name, str(first["msg"]).removeprefix("Value error, ")) from e
    _check_agreement(settings)
    return _with_secret_key(settings)


def _check_env_file(env_file: Path | None) -> None:
    if env_file is None or not env_file.exists():
        return
    try:
        lines = env_file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise BadSettings(str(env_file), f"cannot be read: {e}") from e
    for number, line in enumerate(lines, 1):
        if line.strip() and not re.match(r"\s*(#|(export\s+)?[A-Za-z_]\w*\s*=)", line):
            raise BadSettings(f"{env_file}, line {number}", "must look like NAME=value")


def _check_agreement(settings: Settings) -> None:
    _check_none_is_empty(settings)
    for name, companion in COMPANIONS.items():
        if _is_set(settings, name) and not _is_set(settings, companion):
            raise BadSettings(companion, f"is needed because {name} is set")
    provider = settings.payment_provider
    if provider == "demo" and settings.is_production:
        raise BadSettings("PAYMENT_PROVIDER", "demo takes no real money: not in production")
    if provider in NEEDED_BY_PROVIDER and not _is_set(settings, NEEDED_BY_PROVIDER[provider]):
        raise BadSettings(
            NEEDED_BY_PROVIDER[provider], f"is needed because PAYMENT_PROVIDER is {provider}"
        )
    if settings.is_production and not settings.public_url.startswith("https://"):
        raise BadSettings("PUBLIC_URL", "must begin with https:// in production")


def _check_none_is_empty(settings: Settings) -> None:
    """An empty secret signs for anybody: it is a mistake, never a choice."""
    for name in PROVIDER_SECRETS:
        given = getattr(settings, name.lower())
        told = given.get_secret_value() if isinstance(given, SecretStr) else given
        if told is not None and not told.strip():
            raise BadSettings(name, "must not be empty")


def _is_set(settings: Settings, name: str) -> bool:
    return bool(getattr(settings, name.lower()))


def _with_secret_key(settings: Settings) -> Settings:
    """A key of one's own is made once and kept in DATA_DIR, readable by the owner alone."""
    if key := settings.secret_key.get_secret_value():
        if len(key) < 32:
            raise BadSettings("SECRET_KEY", "must have at least 32 characters")
        return settings
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = _kept_key(settings.data_dir / "secret.key")
    except OSError as e:
        raise BadSettings("DATA_DIR", f"cannot be written: {e.strerror}") from e
    return settings.model_copy(update={"secret_key": SecretStr(key)})


def _kept_key(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def environment() -> MutableMapping[str, str]:
    """The process's environment, for the few places that must look at it."""
    return os.environ  # noqa: TID251 - the one place
