"""Talking to a running server from beside it: a socket in DATA_DIR that only its owner can open.

One line of JSON asks, one answers: `{"command", "given"}` and `{"said"}` or `{"error"}`. What the
commands do is `app.commands`.
"""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from loguru import logger as log

from app.stops import Stop
from app.words import commands as words
from domain.errors import DomainError

Handler = Callable[[str, Mapping[str, Any]], Awaitable[dict[str, Any]]]
NAME = "control.sock"
LONGEST = 1 << 20
LONGEST_PATH = 100
"""A socket's address holds 108 bytes."""


class NobodyThere(Exception):
    """No server listens in this DATA_DIR."""


class CommandFailed(Stop):
    """The running server could not do it; the message says why."""


@asynccontextmanager
async def listening(data_dir: Path, handle: Handler) -> AsyncIterator[None]:
    """Serve the socket for a `with` block; one that a dead server has left is replaced."""
    path = _place(data_dir)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(await _answer(await reader.readline(), handle))
            await writer.drain()
        except (ConnectionError, ValueError):
            log.warning("a command's asker went away")
        finally:
            writer.close()

    with _short(path) as address:
        _forget(path)
        before = os.umask(0o177)
        try:
            server = await asyncio.start_unix_server(answer, address, limit=LONGEST)
        finally:
            os.umask(before)
    async with server:
        yield


async def _answer(line: bytes, handle: Handler) -> bytes:
    try:
        asked = json.loads(line)
        said: dict[str, Any] = {"said": await handle(asked["command"], asked["given"])}
    except DomainError as e:
        said = {"error": words.trouble(e)}
    except Exception as e:  # noqa: BLE001 - whatever it is, the asker must hear of it
        log.exception("a command failed")
        said = {"error": repr(e)}
    return json.dumps(said).encode() + b"\n"


async def ask(data_dir: Path, command: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Have the running server do `command`.

    Raises:
        NobodyThere: none runs here.
        CommandFailed: it could not.
    """
    try:
        with _short(_place(data_dir)) as address:
            reader, writer = await asyncio.open_unix_connection(address, limit=LONGEST)
    except (FileNotFoundError, ConnectionRefusedError) as e:
        raise NobodyThere(str(data_dir)) from e
    writer.write(json.dumps({"command": command, "given": given}).encode() + b"\n")
    with suppress(ConnectionError):
        await writer.drain()
    line = await reader.readline()
    writer.close()
    if not line:
        raise CommandFailed("the server ended before it answered")
    heard: dict[str, Any] = json.loads(line)
    if "error" in heard:
        raise CommandFailed(heard["error"])
    said: dict[str, Any] = heard["said"]
    return said


def _place(data_dir: Path) -> Path:
    return data_dir.resolve() / NAME


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """An address of the socket that fits; through the folder's descriptor when its path is long."""
    if len(os.fsencode(path)) <= LONGEST_PATH or not hasattr(socket, "AF_UNIX"):
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
