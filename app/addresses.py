"""Who knocks: addresses through trusted proxies, and the networks they are counted by."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from starlette.types import Scope

from app.scopes import find_header

Address = IPv4Address | IPv6Address
UNKNOWN = "unknown"


def client_address(scope: Scope, trusted: tuple[str, ...]) -> str:
    """The nearest address that no trusted proxy vouches past.

    Args:
        trusted: addresses and networks whose X-Forwarded-For is believed.
    """
    peer = scope.get("client")
    # A Unix socket has no address; only a proxy of this machine can be behind it.
    address = peer[0] if peer else None
    if address is not None and not is_within(address, trusted):
        return str(address)
    for hop in _hops(scope):
        read = _read(hop)
        if read is None:
            break
        address = str(read)
        if not is_within(address, trusted):
            break
    return address or UNKNOWN


def client_scheme(scope: Scope, trusted: tuple[str, ...]) -> str:
    """http or https, as the nearest trusted proxy says."""
    peer = scope.get("client")
    said = find_header(scope, b"x-forwarded-proto")
    if said in {"http", "https"} and (not peer or is_within(peer[0], trusted)):
        return said
    return str(scope.get("scheme", "http"))


def _hops(scope: Scope) -> Iterable[str]:
    """Every hop that was noted down, the nearest first."""
    noted = [v for k, v in scope["headers"] if k == b"x-forwarded-for"]
    if not noted:
        return ()
    return reversed([hop.strip() for hop in b",".join(noted).decode("latin-1").split(",")])


@lru_cache(8192)
def _read(text: str) -> Address | None:
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@lru_cache(4096)
def is_within(address: str, networks: tuple[str, ...]) -> bool:
    """Whether an address lies in one of the networks; text that is no address lies in none."""
    read = _read(address)
    return read is not None and any(read in network for network in _networks(networks))


@lru_cache(8)
def _networks(trusted: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(net, strict=False) for net in trusted)


@lru_cache(8192)
def network_of(address: str) -> str:
    """The /24 or /64 an address is in: what one person may have the whole of."""
    read = _read(address)
    if read is None:
        return UNKNOWN
    return str(ip_network((read, 24 if read.version == 4 else 64), strict=False))
