"""/faq/try: a question tried out: which layer would answer, with what, how near, for how much."""

import time

from nicegui import ui

from app.faq_index import Weighed
from app.runtime import Runtime
from app.words import faq as words
from components import bits
from components.faq_form import tabs
from components.styles import wear
from domain import scenarios
from domain.faq import Thresholds
from domain.scenarios import Called
from pages.frame import frame
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/faq/try")
    async def bench_page() -> None:
        wear("office")
        with frame(runtime, words.TITLE, "faq", back="/more"), bits.box("stack"):
            tabs("bench")
            with bits.sheet(), bits.box("form"):
                asked = bits.field(words.BENCH, hint=words.BENCH_HINT).mark("asked")
                foot = bits.box("form-foot")
            region = bits.box("stack")

            async def judge() -> None:
                with told_in_words():
                    await _judge(runtime, str(asked.value or ""), region)

            with foot:
                bits.press(words.TRY, judge).mark("try")
            asked.on("keydown.enter", judge, args=[])


async def _judge(runtime: Runtime, text: str, region: ui.element) -> None:
    began = time.perf_counter()
    weighed, way = await runtime.retriever.weigh(text)
    milliseconds = (time.perf_counter() - began) * 1000
    thresholds = runtime.retriever.thresholds(way)
    async with runtime.db.read() as session:
        situation = await scenarios.observe(session, None, text)
        called = await scenarios.find_scenario(session, situation)
    region.clear()
    with region, bits.sheet(), bits.box("form"):
        _draw_verdict(weighed, thresholds, called)
        ms = f"{milliseconds:.0f}"
        bits.text(words.COST.format(ms=ms, by=words.BY[way]), "soft small")
    if weighed:
        with region, bits.sheet(words.NEAR):
            for one in weighed:
                _draw_near(one)
            told = words.FROM.format(sure=thresholds.sure, perhaps=thresholds.perhaps)
            bits.text(told, "row-sub form")


def _draw_verdict(weighed: list[Weighed], thresholds: Thresholds, called: Called | None) -> None:
    best = weighed[0] if weighed else None
    if best is not None and best.score >= thresholds.sure:
        bits.text(words.LAYER["sure"], "form-title")
        bits.text(best.answered.answer, "prose")
    elif best is not None and best.score >= thresholds.perhaps:
        bits.text(words.LAYER["perhaps"], "form-title")
        near = [one for one in weighed if one.score >= thresholds.perhaps][:3]
        for one in near:
            bits.text(one.answered.question)
    elif called is not None:
        bits.text(words.LAYER["scenario"].format(name=called.scenario.name), "form-title")
        bits.text(called.text, "prose")
    else:
        bits.text(words.LAYER["onward"], "form-title")


def _draw_near(one: Weighed) -> None:
    with bits.box("stage-row").mark("near"):
        with bits.box("row-main"):
            bits.text(one.answered.question, "row-title")
            parts = words.PARTS.format(
                meaning=one.meaning, words=one.words, elsewhere=one.elsewhere
            )
            bits.text(parts, "row-sub")
        bits.text(words.SCORE.format(score=one.score), "row-title")
