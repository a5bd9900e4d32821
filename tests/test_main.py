"""The front door: commands beside a running server, alone, and where they must refuse."""

import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import httpx
import pytest

from domain import clock
from tests.commands import command
from tests.databases import URL, empty_database
from tests.made import ANSWERS
from tests.serving import Server, free_port, serving

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all that do not end it."""
    data = tmp_path_factory.mktemp("running")
    with empty_database(data, "running") as address, serving(data, DATABASE_URL=address) as running:
        yield running


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    """A token that was made beside the running server."""
    made = beside(server, "token", "create", "tests")
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def beside(server: Server, *words: str, typed: str = "") -> CompletedProcess[str]:
    """A command on the running server's data."""
    return command(server.data, *words, typed=typed, **server.settings)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PORT": "http"}, "PORT"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SMTP_URL": "mail.example.ru", "MAIL_FROM": "a@example.ru"}, "SMTP_URL"),
        ({"TIMEZONE": "Moscow"}, "TIMEZONE"),
        ({"DATA_DIR": "/dev/null/data", "SECRET_KEY": "k" * 40}, "DATA_DIR"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "DATABASE_URL"),
        ({"OWNER_LOGIN": "two words", "OWNER_PASSWORD": PASSWORD}, "OWNER_LOGIN"),
        (
            {"ENVIRONMENT": "production", "PUBLIC_URL": "https://x.ru", "PAYMENT_PROVIDER": "demo"},
            "PAYMENT_PROVIDER",
        ),
    ],
)
def test_a_bad_value_stops_the_start_with_one_line_that_names_it(
    tmp_path: Path, settings: dict[str, str], named: str
) -> None:
    ended = command(tmp_path, **{"PORT": str(free_port())} | settings)
    assert ended.returncode not in {0, None}
    assert ended.stderr.startswith(named)
    assert ended.stderr.count("\n") == 1


def test_a_broken_env_file_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=8080\nthis is no setting\n")
    ended = command(tmp_path)
    assert ended.returncode == 78
    assert ended.stderr.startswith(".env, line 2:")


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = command(tmp_path, PORT=str(taken.getsockname()[1]))
    assert ended.returncode == 1
    assert ended.stderr.startswith("HOST, PORT")
    assert ended.stderr.count("\n") == 1


def test_a_second_server_on_the_same_data_is_told_who_is_there(server: Server) -> None:
    ended = command(server.data, **server.settings | {"PORT": str(free_port())})
    assert ended.returncode == 75
    assert f"process {server.process.pid}" in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.skipif(URL is None, reason="a SQLite file has one folder")
def test_a_second_server_on_the_same_postgresql_is_refused(server: Server, tmp_path: Path) -> None:
    ended = command(tmp_path, **server.settings | {"PORT": str(free_port())})
    assert ended.returncode == 75
    assert "in use by a server" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_token_made_beside_the_server_opens_its_api(server: Server, token: str) -> None:
    known = httpx.get(f"{server.url}/api/clients", headers={"Authorization": f"Bearer {token}"})
    stranger = httpx.get(f"{server.url}/api/clients", headers={"Authorization": "Bearer other"})
    assert (known.status_code, stranger.status_code) == (200, 401)


def test_a_user_made_beside_the_server_can_log_in(server: Server) -> None:
    made = beside(server, "user", "create", "anna", "--password-stdin", typed=f"{PASSWORD}\n")
    assert made.returncode == 0
    form = {"login": "anna", "password": PASSWORD}
    headers = {"Origin": server.url}
    came = httpx.post(f"{server.url}/crm/login", data=form, headers=headers)
    assert came.status_code == 303


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("user", "create", "owner", "--password-stdin"), PASSWORD, "уже есть"),
        (("user", "create", "b", "--password-stdin"), "short", "Не меньше 10"),
        (("user", "passwd", "nobody", "--password-stdin"), PASSWORD, "nobody нет"),
        (("run-due", "--now", "tomorrow"), "", "ISO-8601"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    server: Server, words: tuple[str, ...], typed: str, said: str
) -> None:
    ended = beside(server, *words, typed=typed)
    assert ended.returncode != 0
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_run_due_beside_the_server_does_what_is_due_as_of_that_moment(
    server: Server, token: str
) -> None:
    person = {"name": "Мария", "phone": "+79990000077", "consent": True, "health_consent": True}
    handed = httpx.post(f"{server.url}/api/intake", json={"answers": ANSWERS, **person})
    assert handed.status_code == 201
    wait_for(server, token, "free_week_ready")
    later = (clock.now() + timedelta(days=3, hours=20)).isoformat()
    ended = beside(server, "run-due", "--now", later)
    assert ended.returncode == 0, ended.stderr
    assert "reminder_day_3" in said_kinds(server, token)


def test_a_backup_of_a_running_server_brings_everything_back(
    server: Server, token: str, tmp_path: Path
) -> None:
    lead = {"name": "Пётр", "phone": "+79990000088", "consent": True}
    assert httpx.post(f"{server.url}/api/leads", json=lead).status_code == 201
    archive = tmp_path / "all.tar.gz"
    assert beside(server, "backup", str(archive)).returncode == 0
    assert archive.stat().st_mode & 0o777 == 0o600
    with empty_database(tmp_path, "restored") as address:
        back = command(tmp_path, "restore", str(archive), DATABASE_URL=address)
        assert back.returncode == 0, back.stderr
        with serving(tmp_path, DATABASE_URL=address) as other:
            found = httpx.get(
                f"{other.url}/api/clients?q=Пётр", headers={"Authorization": f"Bearer {token}"}
            )
    assert [client["name"] for client in found.json()["items"]] == ["Пётр"]


def test_a_restore_beside_a_running_server_is_refused(server: Server, tmp_path: Path) -> None:
    archive = tmp_path / "all.tar.gz"
    assert beside(server, "backup", str(archive)).returncode == 0
    ended = beside(server, "restore", str(archive), "--force")
    assert ended.returncode == 75


def test_a_server_that_was_killed_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    killed = Server(tmp_path)
    killed.start()
    killed.kill()
    assert (tmp_path / "control.sock").exists()
    made = command(tmp_path, "token", "create", "alone")
    assert made.returncode == 0, made.stderr
    killed.start()
    headers = {"Authorization": f"Bearer {made.stdout.strip()}"}
    assert httpx.get(f"{killed.url}/api/clients", headers=headers).status_code == 200
    assert killed.stop() == 0


def test_a_server_told_to_stop_ends_in_time_whoever_holds_on(tmp_path: Path) -> None:
    stubborn = Server(tmp_path)
    stubborn.start()
    with socket.create_connection(("127.0.0.1", stubborn.port)) as half:
        half.sendall(b"POST /api/leads HTTP/1.1\r\nHost: us\r\nContent-Length: 100\r\n\r\n{")
        started = time.monotonic()
        assert stubborn.stop() == 0
    assert time.monotonic() - started < 10


def test_a_database_newer_than_the_code_is_refused_and_left_alone(tmp_path: Path) -> None:
    assert command(tmp_path, "migrate").returncode == 0
    with closing(sqlite3.connect(tmp_path / "podhod.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    ended = command(tmp_path, PORT=str(free_port()))
    assert ended.returncode == 1
    assert "9999" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_check_fails_only_for_what_is_configured_and_does_not_work(tmp_path: Path) -> None:
    fresh = command(tmp_path, "check")
    assert fresh.returncode == 0, fresh.stdout
    mail = {"SMTP_URL": "smtp://127.0.0.1:1", "MAIL_FROM": "a@example.ru"}
    bot = {"TELEGRAM_BOT_TOKEN": "1:x", "TELEGRAM_API_URL": "http://127.0.0.1:9"}
    broken = command(tmp_path, "check", **mail, **bot)
    assert broken.returncode == 1
    assert "✗ Почта" in broken.stdout
    assert "✗ Бот Telegram" in broken.stdout


def wait_for(server: Server, token: str, kind: str) -> None:
    deadline = time.monotonic() + 15
    while kind not in said_kinds(server, token):
        assert time.monotonic() < deadline, f"{kind} is not there"
        time.sleep(0.1)  # noqa: TID251 - there is no loop here to hold up


def said_kinds(server: Server, token: str) -> set[str]:
    """The kinds of every message that went or waits."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.get(f"{server.url}/api/deliveries?limit=200", headers=headers)
    return {message["kind"] for message in answer.json()["items"]}
