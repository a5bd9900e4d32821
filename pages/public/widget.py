"""GET /widget.js, /widget/chat.js and /api/widget/config: the chat's files and its look.

The loader is the one line of any page; it brings the rest when the page is idle.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from app.words import widget as words
from pages.public import fonts, palette
from pages.public.palette import Colours
from pages.public.press import Press
from pages.public.static_files import BRIEFLY, FOREVER, StaticFile

FOLDER = Path(__file__).parents[2] / "widget"
INKS = ("bg", "surface", "ink", "muted", "line", "edge", "accent", "on-accent", "danger-ink")


def build(press: Press) -> APIRouter:
    router = APIRouter()
    chat = _read_chat()
    version = sha256(chat.body).hexdigest()[:12]
    loader = StaticFile(
        "widget.js", (FOLDER / "loader.js").read_bytes().replace(b"%VERSION%", version.encode())
    )

    @router.get("/widget.js")
    async def send_loader(request: Request) -> Response:
        return loader.answer(request, BRIEFLY)

    @router.get("/widget/chat.js")
    async def send_chat(request: Request, v: str = "") -> Response:
        return chat.answer(request, FOREVER if v == version else BRIEFLY)

    @router.get("/api/widget/config")
    async def config() -> dict[str, Any]:
        url = press.runtime.settings.public_url.rstrip("/")
        return look(await press.sections(), url)

    return router


def look(sections: dict[str, Any], url: str) -> dict[str, Any]:
    """How the chat looks and greets, by the trainer's sections; colours are readable ones."""
    said = sections["widget"]
    colours = Colours(primary=said["colour"])
    return {
        "is_on": said["is_on"] == "yes",
        **{key: said[key] for key in ("title", "subtitle", "greeting", "proactive")},
        "suggestions": [item["text"] for item in said["suggestions"]],
        "side": "left" if said["side"] == "left" else "right",
        "font": fonts.stack(said["font"]),
        "avatar": f"{url}{said['avatar']}" if said["avatar"] else "",
        "light": _inks(palette.light(colours)),
        "dark": _inks(palette.dark(colours)),
        "words": dict(words.WORDS),
        "consent_url": f"{url}/consents/personal_data",
    }


def _inks(theme: dict[str, str]) -> dict[str, str]:
    return {name: theme[name] for name in INKS}


def _read_chat() -> StaticFile:
    """The chat with its style inside: one request, and no page's policy on styles forbids it."""
    style = " ".join((FOLDER / "chat.css").read_text(encoding="utf-8").split())
    script = (FOLDER / "chat.js").read_text(encoding="utf-8")
    return StaticFile("chat.js", script.replace('"%STYLE%"', json.dumps(style)).encode())
