"""kill -9 at each step between "paid" and "delivered": the client has his programme all the same.

The server is a process of its own. The bank and the mail server are ours, on the other side of the
wire, so each can say exactly when the server is in the middle of talking to it; what happens
between, the database tells.
"""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import asyncpg
import httpx
import pytest
import uvicorn
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.standins.yookassa import YooKassaStandIn
from tests import made
from tests.databases import empty_database
from tests.serving import Server, free_port


class Mailbox:
    """A mail server that keeps what it takes, and can be told to call before it answers."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        self.before_taking: Callable[[], None] = lambda: None
        self.after_taking: Callable[[], None] = lambda: None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.before_taking()
        self.letters.append(envelope)
        self.after_taking()
        return "250 taken"

    def about(self, words: str) -> list[Envelope]:
        """Letters whose raw form has these ASCII words in it."""
        return [e for e in self.letters if words.encode() in (e.original_content or b"")]


class Bank:
    """The stand-in on a port of its own; it too can call in the middle of a look-up."""

    def __init__(self) -> None:
        self.yookassa = YooKassaStandIn()
        self.before_telling: Callable[[], None] = lambda: None
        self.port = free_port()

        @self.yookassa.app.middleware("http")
        async def call(request, answer):  # type: ignore[no-untyped-def]  # starlette's own shape
            if request.method == "GET":
                self.before_telling()
            return await answer(request)


Ask = Callable[[str], object]


@dataclass
class World:
    server: Server
    bank: Bank
    mailbox: Mailbox
    ask: Ask

    def kill_once(self) -> Callable[[], None]:
        """A call that kills the server the first time."""
        left = [self.server.kill]

        def call() -> None:
            if left:
                left.pop()()

        return call

    def row(self, query: str) -> object:
        """The first column of the first row, or None."""
        return self.ask(query)

    def wait_for(self, query: str, seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while not self.row(query):
            assert time.monotonic() < until, query
            time.sleep(0.004)  # noqa: TID251 - a test in a thread of its own


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    mailbox, bank = Mailbox(), Bank()
    smtp = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    smtp.start()
    with _running(bank), empty_database(tmp_path, "crash") as url, _asking(url) as ask:
        server = Server(
            tmp_path,
            DATABASE_URL=url,
            YOOKASSA_SHOP_ID="100500",
            YOOKASSA_SECRET_KEY="test_secret",
            YOOKASSA_API_URL=f"http://127.0.0.1:{bank.port}/v3",
            SMTP_URL=f"smtp://127.0.0.1:{smtp.port}",
            MAIL_FROM="trainer@example.ru",
        )
        server.start()
        yield World(server, bank, mailbox, ask)
        server.kill()
    smtp.stop()


def _ask_sqlite(url: str, query: str) -> object:
    address = f"file:{url.removeprefix('sqlite:///')}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=5)) as db,
        suppress(sqlite3.OperationalError),
    ):
        found = db.execute(query).fetchone()
        return found and found[0]
    return None


class _Postgres:
    """Asks over one connection of its own, on a loop of its own."""

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._db = self._loop.run_until_complete(asyncpg.connect(url))

    def ask(self, query: str) -> object:
        with suppress(asyncpg.UndefinedTableError):
            return self._loop.run_until_complete(self._db.fetchval(query))
        return None

    def close(self) -> None:
        self._loop.run_until_complete(self._db.close())
        self._loop.close()


@contextmanager
def _asking(url: str) -> Iterator[Ask]:
    """What answers a question to the server's database."""
    if url.startswith("sqlite"):
        yield partial(_ask_sqlite, url)
        return
    postgres = _Postgres(url)
    yield postgres.ask
    postgres.close()


@contextmanager
def _running(bank: Bank) -> Iterator[None]:
    config = uvicorn.Config(bank.yookassa.app, port=bank.port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)  # noqa: TID251 - a thread of its own
    yield
    server.should_exit = True
    thread.join(5)


def buy(world: World) -> str:
    """Anna answers the questionnaire and begins to buy a month; the bank's id of her payment."""
    person = {"name": "Анна", "email": "anna@example.ru", "consent": True}
    with httpx.Client(base_url=world.server.url) as http:
        handed = http.post(
            "/api/intake", json={**person, "answers": made.ANSWERS, "health_consent": True}
        )
        assert handed.status_code == 201, handed.text
        token = handed.json()["client_token"]
        order = {**person, "tariff": "online-1-month", "client_token": token}
        assert http.post("/api/purchases", json=order).status_code == 201
    (payment_id,) = world.bank.yookassa.payments
    return payment_id


def notify(world: World, payment_id: str) -> None:
    """The bank takes the money and posts its notice, if anybody is there to hear it."""
    notice = world.bank.yookassa.succeed(payment_id)
    with suppress(httpx.TransportError):
        httpx.post(f"{world.server.url}/api/payments/webhook/yookassa", json=notice, timeout=5)


def is_delivered_once(world: World) -> None:
    world.wait_for("SELECT 1 FROM programme WHERE kind = 'full' AND status = 'sent'")
    world.wait_for(
        "SELECT 1 FROM client JOIN stage ON stage.id = client.stage_id WHERE role = 'active'"
    )
    assert world.row("SELECT count(*) FROM programme WHERE kind = 'full'") == 1
    assert world.row("SELECT count(*) FROM fact WHERE kind = 'PaymentPaid'") == 1
    assert int(str(world.row("SELECT count(*) FROM fact WHERE kind = 'ProgrammeSent'"))) <= 2
    assert world.row("SELECT count(*) FROM errand WHERE died_at IS NOT NULL") == 0


STEPS = {
    "the notice is kept": "SELECT 1 FROM knock",
    "it is dealt to its reaction": "SELECT 1 FROM errand WHERE reaction = 'read notice'",
    "the payment is paid": "SELECT 1 FROM payment WHERE status = 'paid'",
    "its reactions are dealt": "SELECT 1 FROM errand WHERE reaction = 'write programme'",
    "the programme is written": "SELECT 1 FROM programme WHERE kind = 'full'",
    "the message waits": "SELECT 1 FROM message WHERE kind = 'programme_ready'",
    "the message is on its way": (
        "SELECT 1 FROM message WHERE kind = 'programme_ready' AND state IN ('sending', 'sent')"
    ),
    "the message is sent": (
        "SELECT 1 FROM message WHERE kind = 'programme_ready' AND state = 'sent'"
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_once(world: World, step: str) -> None:
    payment_id = buy(world)
    notifying = threading.Thread(target=notify, args=(world, payment_id))
    notifying.start()
    world.wait_for(STEPS[step])
    world.server.kill()
    notifying.join()

    world.server.start()

    is_delivered_once(world)


def test_a_crash_before_the_notice_came(world: World) -> None:
    payment_id = buy(world)
    world.server.kill()
    notify(world, payment_id)
    world.server.start()
    notify(world, payment_id)
    is_delivered_once(world)


def test_a_crash_while_the_bank_is_being_asked(world: World) -> None:
    payment_id = buy(world)
    world.bank.before_telling = world.kill_once()
    notify(world, payment_id)
    world.wait_for("SELECT 1 FROM knock")
    world.server.wait_until_dead()
    world.server.start()
    is_delivered_once(world)


@pytest.mark.parametrize("moment", ["before_taking", "after_taking"])
def test_a_crash_while_the_letter_is_handed_over(world: World, moment: str) -> None:
    payment_id = buy(world)
    world.wait_for("SELECT 1 FROM message WHERE kind = 'free_week_ready' AND state = 'sent'")
    world.wait_for("SELECT 1 FROM message WHERE kind = 'free_week_given' AND state = 'sent'")
    setattr(world.mailbox, moment, world.kill_once())
    notify(world, payment_id)
    world.server.wait_until_dead()
    world.server.start()
    is_delivered_once(world)
