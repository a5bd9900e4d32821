"""The site's own files: kept by browsers for a year under their hash, pressed for those who ask."""

import httpx

from app.runtime import Runtime
from domain import site
from pages.public.render import STATIC, asset


async def test_a_file_under_its_hash_is_kept_for_a_year(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get(asset("site.css"))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.text == (STATIC / "site.css").read_text(encoding="utf-8")


async def test_under_another_hash_it_is_not(visitor: httpx.AsyncClient) -> None:
    for path in ("/static/site.css", "/static/site.css?v=old"):
        assert "immutable" not in (await visitor.get(path)).headers["cache-control"]


async def test_it_is_pressed_only_for_those_who_ask(visitor: httpx.AsyncClient) -> None:
    plain = await visitor.get(asset("site.css"), headers={"accept-encoding": "identity"})
    pressed = await visitor.get(asset("site.css"), headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert pressed.headers["content-encoding"] == "gzip"
    assert plain.content == pressed.content
    assert int(pressed.headers["content-length"]) < int(plain.headers["content-length"]) / 2


async def test_whoever_has_it_is_sent_nothing(visitor: httpx.AsyncClient) -> None:
    first = await visitor.get(asset("site.js"))
    again = await visitor.get(asset("site.js"), headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_only_files_of_the_folder_are_sent(visitor: httpx.AsyncClient) -> None:
    for path in ("/static/render.py", "/static/..%2frender.py", "/static/"):
        assert (await visitor.get(path)).status_code == 404


async def test_old_browsers_find_the_icon(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/favicon.ico")).headers["content-type"] == "image/svg+xml"


async def test_the_trainers_own_icon_is_found_at_the_old_place(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    own = f"/media/{'a' * 32}.png"
    async with runtime.db.begin() as session:
        await site.change_section(session, "images", {"icon": own})

    assert (await visitor.get("/favicon.ico")).headers["location"] == own
    assert f'<link rel="icon" href="{own}">' in (await visitor.get("/")).text
