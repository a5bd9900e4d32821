from typing import Any

import pytest

from app.addresses import client_address, client_scheme, network_of

TRUSTED = ("127.0.0.1", "10.0.0.0/8", "::1")


def scope(peer: str | None, *forwarded: str, proto: str | None = None) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", hop.encode()) for hop in forwarded]
    if proto:
        headers.append((b"x-forwarded-proto", proto.encode()))
    return {"client": (peer, 1) if peer else None, "headers": headers, "scheme": "http"}


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.7", (), "203.0.113.7"),
        ("203.0.113.7", ("198.51.100.1",), "203.0.113.7"),
        ("127.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("127.0.0.1", ("6.6.6.6, 198.51.100.1",), "198.51.100.1"),
        ("127.0.0.1", ("198.51.100.1, 10.1.1.1",), "198.51.100.1"),
        ("127.0.0.1", ("6.6.6.6", "198.51.100.1"), "198.51.100.1"),
        ("127.0.0.1", ("198.51.100.1:4711",), "198.51.100.1"),
        ("127.0.0.1", ("[2001:db8::1]:4711",), "2001:db8::1"),
        ("127.0.0.1", ("nonsense",), "127.0.0.1"),
        ("127.0.0.1", ("198.51.100.1, nonsense, 10.1.1.1",), "10.1.1.1"),
        ("127.0.0.1", (), "127.0.0.1"),
        ("::ffff:127.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        (None, ("198.51.100.1",), "198.51.100.1"),
        (None, (), "unknown"),
    ],
)
def test_only_trusted_proxies_are_believed(
    peer: str | None, forwarded: tuple[str, ...], address: str
) -> None:
    """YK-04: a stranger's X-Forwarded-For says nothing."""
    assert client_address(scope(peer, *forwarded), TRUSTED) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_people_are_counted_by_their_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("peer", "said", "scheme"),
    [
        ("127.0.0.1", "https", "https"),
        ("203.0.113.7", "https", "http"),
        ("127.0.0.1", "gopher", "http"),
    ],
)
def test_https_is_believed_of_trusted_proxies(peer: str, said: str, scheme: str) -> None:
    assert client_scheme(scope(peer, proto=said), TRUSTED) == scheme
