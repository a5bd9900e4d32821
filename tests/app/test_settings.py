"""A wrong setting is named before anything starts."""

import stat
from pathlib import Path

import pytest

from app.settings import BadSettings, read_settings


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PUBLIC_URL", "podhod.ru"),
        ("DATABASE_URL", "mysql://u@h/d"),
        ("ENVIRONMENT", "prod"),
        ("SECRET_KEY", "short"),
        ("LOG_LEVEL", "LOUD"),
        ("TIMEZONE", "Moscow"),
        ("TELEGRAM_RATE", "-1"),
        ("TELEGRAM_OWNER_CHAT_ID", "@me"),
        ("PAYMENT_PROVIDER", "paypal"),
        ("TRUSTED_PROXIES", "everybody"),
        ("SMTP_URL", "mail.example.ru"),
        ("MAIL_FROM", "nobody"),
        ("CA_BUNDLE", "/nowhere/ca.pem"),
    ],
)
def test_a_bad_value_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSettings) as bad:
        read_settings(env_file=None)
    assert bad.value.variable == variable


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"YOOKASSA_SHOP_ID": "1"}, "YOOKASSA_SECRET_KEY"),
        ({"OWNER_LOGIN": "danila"}, "OWNER_PASSWORD"),
        ({"SMTP_URL": "smtp://h:25"}, "MAIL_FROM"),
        ({"PAYMENT_PROVIDER": "yookassa"}, "YOOKASSA_SHOP_ID"),
        ({"ENVIRONMENT": "production"}, "PUBLIC_URL"),
    ],
)
def test_half_of_a_pair_names_the_other_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: str
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as bad:
        read_settings(env_file=None)
    assert bad.value.variable == missing


def test_demo_payments_are_impossible_in_production(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "DATA_DIR": str(tmp_path),
        "ENVIRONMENT": "production",
        "PUBLIC_URL": "https://podhod.ru",
        "PAYMENT_PROVIDER": "demo",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match="demo"):
        read_settings(env_file=None)


def test_a_broken_env_file_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / ".env"
    broken.write_text("PORT=8080\nthis is not a setting\n")
    with pytest.raises(BadSettings, match="line 2"):
        read_settings(env_file=broken, data_dir=tmp_path)


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = (read_settings(env_file=None, data_dir=tmp_path) for _ in range(2))
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_without_any_variable_everything_has_a_value(tmp_path: Path) -> None:
    settings = read_settings(env_file=None, data_dir=tmp_path)
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.database_url == f"sqlite:///{tmp_path}/podhod.db"
