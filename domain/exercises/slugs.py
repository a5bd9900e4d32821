"""Slugs of the trainer's own exercises: made out of the name, never another's."""

import re
import tomllib
from collections.abc import Container
from functools import cache

from domain.exercises.catalogue import CONTENT

OWN = "own_"
"""No slug that ships begins so, nor will."""
OWN_SLUG = re.compile(r"own_[a-z0-9_]{1,60}")
LENGTH = 40


def free_slug(name: str, taken: Container[str]) -> str:
    """A slug for a new exercise called `name` that no other has."""
    latin = re.sub(r"[^a-z0-9]+", "_", name.lower().translate(_letters())).strip("_")[:LENGTH]
    slug = first = OWN + (latin.strip("_") or "exercise")
    number = 2
    while slug in taken:
        slug, number = f"{first}_{number}", number + 1
    return slug


@cache
def _letters() -> dict[int, str]:
    words = tomllib.loads((CONTENT / "translit.toml").read_text(encoding="utf-8"))
    single = dict(zip(words["letters"], words["latin"], strict=True))
    silent = dict.fromkeys(words["silent"], "")
    return str.maketrans(single | silent | words["pairs"])
