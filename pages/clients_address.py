"""What is asked of the list of clients, as it stands in the address and in a saved view."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from components.client_filters import CHOICES
from domain.clients_list import Sort, Wanted

T = TypeVar("T")


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """What an address asks for; what it has wrong asks for nothing."""
    chosen: dict[str, Any] = {
        key: _read(kind, query.get(key)) for key, kind in CHOICES.items() if query.get(key)
    }
    return Wanted(
        text=query.get("q", "")[:100],
        stage_id=_read(UUID, query.get("stage")),
        source=query.get("source") or None,
        tag=query.get("tag") or None,
        tariff_id=_read(UUID, query.get("tariff")),
        sort=_read(Sort, query.get("sort")) or Sort.NEWEST,
        **chosen,
    )


def write_wanted(wanted: Wanted) -> str:
    """The address's query for it, without what is plain."""
    given = {
        "q": wanted.text,
        "stage": wanted.stage_id,
        "source": wanted.source,
        "tag": wanted.tag,
        "tariff": wanted.tariff_id,
        **{key: getattr(wanted, key) for key in CHOICES},
        "sort": "" if wanted.sort is Sort.NEWEST else wanted.sort,
    }
    return urlencode({key: str(value) for key, value in given.items() if value})


def _read(kind: Callable[[str], T], value: str | None) -> T | None:
    try:
        return kind(value) if value else None
    except ValueError:
        return None
