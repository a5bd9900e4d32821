"""Programmes of random intakes: how long one takes, and what a thousand leave behind.

The denominators are the figures that the product must keep: a second for twelve weeks, and the
memory that the first hundred programmes took.
"""

import gc
import time
import tracemalloc
from collections.abc import Iterator
from random import Random

from benchmarks.figures import Figure, percentile
from domain.clock import now
from domain.exercises import load_catalogue
from domain.programmes.generator import generate
from domain.programmes.lint import lint
from domain.questionnaire import BY_KEY, Answers, Goal, Lifestyle, Location, read_answers
from domain.screening import Verdict, screen

INTAKES, GENERATIONS, WARM = 200, 1_000, 100
SECONDS, LINT_MS = 1.0, 30.0
GROWTH_KB = 512
SEED = 20_261_125


def measure() -> Iterator[Figure]:
    """A programme's seconds, its lint's milliseconds, and the memory kept after a thousand."""
    catalogue, random = load_catalogue(), Random(SEED)
    intakes = [_intake(random) for _ in range(INTAKES)]
    times, lints = [], []
    for n, answers in enumerate(intakes):
        began = time.perf_counter()
        generate(answers, weeks=12, seed=n, catalogue=catalogue)
        times.append(time.perf_counter() - began)
        plan = generate(answers, weeks=24, seed=n, catalogue=catalogue)
        began = time.perf_counter()
        lint(plan, answers, catalogue)
        lints.append((time.perf_counter() - began) * 1000)
    p95, lint95 = percentile(times, 0.95), percentile(lints, 0.95)
    name = f"A programme of 12 weeks, p95 of {INTAKES} random intakes on one core"
    yield Figure(name, "≤ 1 s", f"{p95 * 1000:.0f} ms", p95 / SECONDS)
    yield Figure(
        "Lint of 24 weeks, p95 of the same", "≤ 30 ms", f"{lint95:.0f} ms", lint95 / LINT_MS
    )
    grown = _grown(intakes)
    name = f"Memory kept after {GENERATIONS:,} programmes, over that after {INTAKES + WARM}"
    yield Figure(name, f"≤ {GROWTH_KB} kB", f"{grown:.0f} kB", max(0.0, grown) / GROWTH_KB)


def _grown(intakes: list[Answers]) -> float:
    """Kilobytes alive after all generations beyond those alive after the first ones."""
    catalogue = load_catalogue()
    tracemalloc.start()
    after_warm = 0
    for n in range(GENERATIONS):
        generate(intakes[n % INTAKES], weeks=4, seed=n, catalogue=catalogue)
        # The remembered schedules fill up with the first round of intakes; then nothing grows.
        if n == INTAKES + WARM:
            gc.collect()
            after_warm = tracemalloc.get_traced_memory()[0]
    gc.collect()
    alive = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (alive - after_warm) / 1024


def _intake(random: Random) -> Answers:
    """Answers of someone who may train."""
    while True:
        answers = read_answers(
            {
                "sex": random.choice("fm"),
                "age": random.randint(14, 85),
                "height_cm": random.randint(150, 200),
                "weight_kg": random.randint(50, 120),
                "goal": random.choice(list(Goal)).value,
                "train_months": random.choice([0, 3, 8, 18, 40]),
                "days_per_week": random.randint(1, 7),
                "minutes": random.randint(20, 120),
                "location": random.choice(list(Location)).value,
                "equipment": random.sample(BY_KEY["equipment"].values[:-1], 4),
                "screening": ["none"],
                "conditions": random.choice([["none"], ["none"], ["knee"], ["lower_back", "neck"]]),
                "medication": ["none"],
                "lifestyle": random.choice(list(Lifestyle)).value,
            }
        )
        if screen(answers, now().date()).verdict not in {Verdict.RED, Verdict.POSTPONE}:
            return answers
