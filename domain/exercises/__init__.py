"""Exercises: the catalogue that ships, what the trainer added to it and changed in it.

Says what an exercise is and what it needs; which of them suit a given person is for
`domain.programmes.pool`, where it is used for `domain.programmes.uses`.
"""

from domain.exercises.catalogue import Catalogue, Exercise, Level, Unit, load_catalogue

__all__ = ["Catalogue", "Exercise", "Level", "Unit", "load_catalogue"]
