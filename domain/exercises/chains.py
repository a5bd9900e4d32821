"""Chains: what is easier and what is harder than an exercise, whichever of the two says so."""

from collections.abc import Sequence

from domain.exercises.catalogue import Catalogue, Exercise


def easier_than(catalogue: Catalogue, exercise: Exercise) -> Sequence[Exercise]:
    """The next easier ones, in the order of the catalogue."""
    return [e for e in catalogue if _is_step(e, exercise)]


def harder_than(catalogue: Catalogue, exercise: Exercise) -> Sequence[Exercise]:
    """The next harder ones, in the order of the catalogue."""
    return [e for e in catalogue if _is_step(exercise, e)]


def runs_in_circle(catalogue: Catalogue, changed: Exercise) -> bool:
    """Whether one would come back to `changed` by going on to the harder, were it so."""
    book = Catalogue({**catalogue.exercises, changed.slug: changed})
    seen: set[str] = set()
    ahead = [changed]
    while ahead:
        for exercise in harder_than(book, ahead.pop()):
            if exercise.slug == changed.slug:
                return True
            if exercise.slug not in seen:
                seen.add(exercise.slug)
                ahead.append(exercise)
    return False


def _is_step(easier: Exercise, harder: Exercise) -> bool:
    return easier.progress_to == harder.slug or harder.regress_to == easier.slug
