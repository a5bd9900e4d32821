"""The server's few pages of its own: login, first run, errors, the API's reference.

They need neither the database nor the trainer's look, so that they stand when those do not.
"""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(name: str, request: Request, **view: Any) -> str:
    """A page, with the nonce that this response's policy allows."""
    nonce = getattr(request.state, "nonce", "")
    return _templates.get_template(name).render(nonce=nonce, **view)
