"""Asides of a training card: how it is done, what to do instead, where and how much it hurts."""

from app.replies import Button
from app.words import bot_today as words
from app.words import workouts
from bot.answers import Part, go
from bot.cards import Desktop, Shown
from domain.exercises import Exercise
from domain.progress.sheets import Task

MOST_SWAPS = 6


def draw_how(top: Desktop, task: Task) -> Shown:
    """How it is done, in the catalogue's words."""
    exercise = top.sheet.catalogue[task.item.slug]
    parts = [Part(words.HOW_TITLE, {"name": exercise.name})]
    if exercise.cues:
        cues = "\n".join(f"{n}. {{c{n}}}" for n in range(1, len(exercise.cues) + 1))
        parts.append(Part(cues, {f"c{n}": cue for n, cue in enumerate(exercise.cues, 1)}))
    else:
        parts.append(Part(words.HOW_NONE))
    if exercise.mistakes:
        parts.append(Part(words.HOW_MISTAKES, {"mistakes": " ".join(exercise.mistakes)}))
    if exercise.breathing:
        parts.append(Part(words.HOW_BREATHING, {"breathing": exercise.breathing}))
    rows = [[_video(exercise)]] if exercise.video_url else []
    return Shown(parts, [*rows, [_back(top, task)]])


def draw_swaps(top: Desktop, task: Task) -> Shown:
    """What may stand in for it."""
    sheet, there = top.sheet, {other.item.slug for other in top.sheet.tasks}
    free = [s for s in task.item.alternatives if s not in there and s in sheet.catalogue]
    said = words.SWAP_ASK if free else words.SWAP_NONE
    slug = task.item.slug
    rows = [
        [top.press(sheet.catalogue[to].name, "W", slug, task.item.alternatives.index(to))]
        for to in free[:MOST_SWAPS]
    ]
    part = Part(said, {"name": sheet.catalogue[slug].name})
    return Shown([part], [*rows, [_back(top, task)]])


def draw_places(top: Desktop, task: Task) -> Shown:
    """Where it may hurt."""
    slug, named = task.item.slug, list(workouts.PLACES.values())
    buttons = [top.press(name, "p", slug, n) for n, name in enumerate(named)]
    rows = [buttons[n : n + 2] for n in range(0, len(buttons), 2)]
    rows.append([top.press(words.ELSEWHERE, "p", slug, len(named))])
    part = Part(words.PAIN_WHERE, {"name": top.sheet.catalogue[slug].name})
    return Shown([part], [*rows, [_back(top, task)]])


def draw_scale(top: Desktop, task: Task, place: int) -> Shown:
    """How much it hurts, 0 to 10."""
    slug = task.item.slug
    scale = [top.press(str(n), "P", slug, f"{place}.{n}") for n in range(11)]
    rows = [scale[:4], scale[4:8], scale[8:]]
    name = Part(words.NAME, {"name": top.sheet.catalogue[slug].name})
    return Shown([name, Part(words.PAIN_HOW)], [*rows, [_back(top, task)]])


def _back(top: Desktop, task: Task) -> Button:
    return top.press(words.TO_EXERCISE, "x", task.item.slug)


def _video(exercise: Exercise) -> Button:
    return go(words.VIDEO, exercise.video_url)
