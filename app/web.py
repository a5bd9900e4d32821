"""The socket the house is reached by, and the uvicorn that serves it.

What is served comes from `main`; this knows how to listen, and how to stop without losing anything.
"""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from app.settings import Settings
from app.stops import Stop

BACKLOG = 2048


class PortTaken(Stop):
    """The address cannot be listened on; the message names the setting."""


class Web(uvicorn.Server):
    """A uvicorn that comes back after a signal, so that the house can be closed behind it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # uvicorn's own raises the signal once more on its way out, and the process dies there.
        for wanted in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wanted, self.handle_exit)
        yield

    def end(self) -> None:
        """As if the process had been told to stop."""
        self.should_exit = True


def build_web(api: FastAPI) -> Web:
    """A server for `api`, not yet listening."""
    config = uvicorn.Config(
        api,
        loop="none",
        ws="wsproto",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # Who knocks is found out by `app.addresses`, which knows the trusted proxies.
        proxy_headers=False,
        # Docker kills ten seconds after it has asked; the rest needs some of them too.
        timeout_graceful_shutdown=5,
        backlog=BACKLOG,
    )
    return Web(config)


def bind(settings: Settings) -> socket.socket:
    """The port, taken but not yet open.

    Raises:
        PortTaken: somebody has it, or there is no such address here.
    """
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except PermissionError as e:
        raise PortTaken(f"PORT: {settings.port} is not allowed to this user") from e
    except socket.gaierror as e:
        raise PortTaken(f"HOST: {settings.host} is no address of this machine") from e
    except OSError as e:
        reason = e.strerror or repr(e)
        raise PortTaken(f"HOST, PORT: {settings.host}:{settings.port}: {reason.lower()}") from e
    return listening
