"""What the trainer says and shows of an exercise reaches the client; what is off does not."""

import httpx

from app.runtime import Runtime
from domain import exercises
from domain.exercises import Texts
from domain.programmes.rows import Kind
from tests.pages.public.test_programme import keep

STRANGE = "</li><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


async def test_the_trainers_words_photo_and_video_stand_by_the_exercise(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme = await keep(runtime, kind=Kind.FULL)
    slug = programme.read().weeks[0].days[0].exercises[0].slug
    said = Texts(cues=STRANGE, mistakes=STRANGE, breathing=STRANGE, video_url="https://v.example/1")
    async with runtime.db.begin() as session:
        await exercises.change_words(session, slug, exercises.clean_words(said))
        await exercises.set_photo(session, slug, "a" * 32 + ".jpg")

    page = (await visitor.get(f"/p/{programme.token}")).text

    assert 'href="https://v.example/1" target="_blank" rel="noopener noreferrer"' in page
    assert f'src="/media/{"a" * 32}.jpg"' in page
    assert page.count("&lt;script&gt;alert(1)") == 3
    assert "onerror=alert(1)>" not in page


async def test_what_is_off_is_offered_to_nobody_in_exchange(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme = await keep(runtime, kind=Kind.FULL)
    items = [i for week in programme.read().weeks for day in week.days for i in day.exercises]
    used = {item.slug for item in items}
    off = next(slug for item in items for slug in item.alternatives if slug not in used)
    name = exercises.load_catalogue()[off].name
    before = (await visitor.get(f"/p/{programme.token}")).text
    async with runtime.db.begin() as session:
        await exercises.switch(session, off, is_on=False)

    after = (await visitor.get(f"/p/{programme.token}")).text

    assert name in before
    assert name not in after
