"""A programme on paper: light, quick, harmless to print, and kept no longer than its client."""

import asyncio
import io
import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image

from app import imprint, papers, pdf, uploads
from app.paper_photos import MOST_BYTES, read_photos
from app.papers import Paper
from app.printing import Printer
from app.runtime import Runtime
from app.words.programmes import spell
from domain import cards, exercises, site
from domain.exercises import load_catalogue
from domain.programmes.rows import Kind, Programme
from tests import made, plans

HOSTILE = 'Ан"на #panic("код") $x^2$ *жирно* _курсив_ `raw` \\ ] } #import "@x/y:1" <метка> @ссылка'


def sections(**changed: Any) -> dict[str, Any]:
    return {key: {**value} for key, value in site.default_sections().items()} | changed


def draw(programme: Programme, given: dict[str, Any] | None = None, **more: Any) -> Paper:
    """The programme's paper."""
    return papers.write(
        programme,
        spell(programme.read()),
        sections=given or sections(),
        timezone="Europe/Moscow",
        catalogue=load_catalogue(),
        **{"name": "Анна"} | more,
    )


async def paper(runtime: Runtime, weeks: int = 1, **more: Any) -> Paper:
    return draw(await kept(runtime, weeks=weeks, kind=Kind.FULL), **more)


async def kept(runtime: Runtime, **fields: Any) -> Programme:
    async with runtime.db.begin() as session:
        return await plans.programme(session, await made.client(session), **fields)


def files(runtime: Runtime) -> list[Path]:
    return sorted(pdf.folder_of(runtime.settings).glob("*/*"))


async def test_twelve_weeks_are_light_and_quick(runtime: Runtime) -> None:
    twelve = await paper(runtime, weeks=12)
    pdf.set_in_type(twelve)

    # Processor time: the wall clock also measures whoever shares the machine.
    began = time.process_time()
    printed = pdf.set_in_type(twelve.model_copy(update={"title": "Другая"}))

    assert printed.startswith(b"%PDF")
    assert len(printed) <= 300_000
    assert time.process_time() - began <= 1.5


async def test_text_of_people_is_never_read_as_code(runtime: Runtime) -> None:
    mild = (await paper(runtime)).model_dump()

    def poison(value: Any) -> Any:
        if isinstance(value, dict):
            ours = {"accent", "dark", "kind", "short", "figure", "body", "photo"}
            return {k: v if k in ours else poison(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [poison(item) for item in value]
        return HOSTILE if isinstance(value, str) and value else value

    printed = pdf.set_in_type(Paper.model_validate(poison(mild)))

    assert printed.startswith(b"%PDF")


async def test_a_paper_needs_no_font_but_those_it_brings(runtime: Runtime) -> None:
    told = (await paper(runtime)).model_dump(mode="json") | {"logo": [], "photos": {}}
    files = {"main.typ": pdf.template(), "paper.json": json.dumps(told).encode()}
    _, warnings = typst.compile_with_warnings(files, ignore_system_fonts=True)  # type: ignore[call-overload]  # its types know no dict
    assert warnings == []


async def test_every_font_on_a_paper_is_in_it_and_is_ours(runtime: Runtime) -> None:
    printed = pdf.set_in_type(await paper(runtime))

    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+(\w+)", printed))
    assert fonts == {b"LibertinusSerif"}
    assert printed.count(b"/Type/FontDescriptor") == printed.count(b"/FontFile3")


async def test_technique_is_told_once_and_a_cell_waits_for_each_set(runtime: Runtime) -> None:
    twelve = await paper(runtime, weeks=12)
    days = [day for week in twelve.weeks for day in week.days]
    taught = [technique.name for day in days for technique in day.technique]

    assert len(taught) == len(set(taught))
    assert {row.name for day in days for row in day.rows} == set(taught)
    first = days[0].rows[0]
    assert first.cells == int(first.amount[0])
    assert days[0].technique[0].figure.startswith("<svg")


async def test_only_the_trainers_paper_says_why(runtime: Runtime) -> None:
    programme = await kept(runtime, weeks=4, kind=Kind.FULL)
    plain, explained = draw(programme), draw(programme, is_for_trainer=True)

    assert plain.appendix == []
    assert {item.name for item in explained.appendix} >= {
        row.name for row in plain.weeks[0].days[0].rows
    }
    whole, common, first = explained.appendix[:3]
    sets = [why for why in first.whys if why.label == "Подходы"]
    assert [why.label for why in whole.whys] == ["Прибавка", "Разгрузка", "Кардио", "Минуты"]
    assert "Правило для роста мышц: постепенно прийти к 60–150" in whole.whys[2].text
    assert "Правило для роста мышц: на " in sets[0].text
    eased = next(why for why in common.whys if why.text.startswith("1\xa0подход: неделя"))
    assert eased.weeks == "неделя\xa04"
    assert len(eased.of.split("; ")) >= 3
    texts = [why.text for item in explained.appendix for why in item.whys]
    assert max(map(texts.count, texts)) < 3


async def test_the_trainers_own_words_are_at_the_foot_and_at_the_end(runtime: Runtime) -> None:
    given = sections(
        papers={
            "footer": "{trainer_name} · {trainer_phone} · Telegram {trainer_telegram}",
            "closing": "{client_name}, до встречи!\nПочта: {trainer_telegram}",
        },
    )
    given["contacts"] |= {"phone": "+79990000001", "telegram": ""}
    drawn = draw(await kept(runtime), given).imprint

    assert drawn.footer == ["Данила Цыганков", "+7 999 000-00-01"]
    assert drawn.closing == ["Анна, до встречи!"]


async def test_the_logo_is_on_the_cover_and_a_broken_one_stops_nothing(runtime: Runtime) -> None:
    drawn = io.BytesIO()
    Image.effect_noise((900, 300), 60).save(drawn, "PNG")
    folder = runtime.settings.data_dir
    name = uploads.keep_image(folder, drawn.getvalue())
    torn = uploads.keep_image(folder, drawn.getvalue()[:200])

    logo = imprint.read_logo(folder, f"/media/{name}")
    one = await paper(runtime)
    assert b"/Subtype/Image" in pdf.set_in_type(one, logo)
    assert imprint.read_logo(folder, f"/media/{torn}") == b""
    assert b"/Subtype/Image" not in pdf.set_in_type(one)


async def test_the_trainers_photo_of_his_own_exercise_is_printed_small(runtime: Runtime) -> None:
    name = uploads.keep_photo(runtime.settings.data_dir, photograph())
    programme = await kept(runtime, weeks=12, kind=Kind.FULL)
    first = next(i for day in programme.read().weeks[0].days for i in day.exercises)
    printer = Printer(runtime.db, runtime.settings)
    plain = await printer.print(programme)
    async with runtime.db.begin() as session:
        await exercises.set_photo(session, first.slug, name)

    printed = await printer.print(programme)

    assert b"/Subtype/Image" not in plain
    assert b"/Subtype/Image" in printed
    assert len(printed) - len(plain) <= MOST_BYTES
    assert len(printed) <= 300_000


def test_many_photos_are_smaller_and_a_torn_one_is_left_out(tmp_path: Path) -> None:
    names = [uploads.keep_photo(tmp_path, photograph(seed)) for seed in range(12)]
    torn = uploads.keep_image(tmp_path, photograph()[:300])

    photos = read_photos(tmp_path, [*names, torn, "no-such.jpg"])

    assert set(photos) == set(names)
    assert sum(map(len, photos.values())) <= MOST_BYTES


def photograph(seed: int = 0) -> bytes:
    """Grainier than a camera's, so harder to press."""
    drawn = io.BytesIO()
    Image.effect_noise((1600 + seed, 1200), 30).save(drawn, "JPEG", quality=90)
    return drawn.getvalue()


async def test_a_colour_that_is_none_does_not_reach_the_press(runtime: Runtime) -> None:
    programme = await kept(runtime)
    strange = sections(colours={"primary": 'red"); panic("', "secondary": "#000000"})
    drawn = draw(programme, strange)
    assert drawn.imprint.accent == imprint.ACCENT


async def test_a_version_is_printed_once_and_a_new_one_anew(runtime: Runtime) -> None:
    printer = Printer(runtime.db, runtime.settings)
    programme = await kept(runtime)

    both = await asyncio.gather(printer.print(programme), printer.print(programme))
    assert both[0] == both[1]
    assert len(files(runtime)) == 1

    await printer.print(programme.model_copy(update={"version": 2}))
    assert len(files(runtime)) == 2


async def test_what_the_trainer_changes_on_his_site_is_on_the_next_paper(runtime: Runtime) -> None:
    printer = Printer(runtime.db, runtime.settings)
    programme = await kept(runtime)
    before = await printer.print(programme)

    async with runtime.db.begin() as session:
        await site.change_section(session, "general", {"trainer_name": "Пётр Иванов"})

    assert await printer.print(programme) != before


async def test_the_loop_goes_on_while_a_paper_is_set(runtime: Runtime) -> None:
    twelve = await paper(runtime, weeks=12, name="Новое имя")
    setting = asyncio.ensure_future(asyncio.to_thread(pdf.set_in_type, twelve))

    ticks = 0
    while not setting.done():
        await asyncio.sleep(0.001)
        ticks += 1

    assert ticks > 10


async def test_papers_of_an_erased_person_are_gone(runtime: Runtime) -> None:
    programme = await kept(runtime)
    await Printer(runtime.db, runtime.settings).print(programme)
    assert files(runtime)

    async with runtime.db.begin() as session:
        await cards.erase(session, programme.client_id)
    await runtime.outbox.drain()

    assert files(runtime) == []


def test_the_longest_unopened_papers_make_room(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old", "older")):
        path = tmp_path / "client" / f"{name}.pdf"
        pdf.keep(path, b"x" * 400)
        os.utime(path, (time.time() - age * 60,) * 2)

    pdf.sweep(tmp_path, most_bytes=1000)

    assert {path.stem for path in tmp_path.glob("*/*")} == {"new", "old"}


def test_a_crash_in_the_middle_leaves_no_half_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(OSError, match="full"):
        pdf.keep(tmp_path / "client" / "one.pdf", b"%PDF")
    assert pdf.find(tmp_path / "client" / "one.pdf") is None
