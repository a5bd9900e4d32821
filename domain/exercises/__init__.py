"""Exercises: the catalogue that ships, what the trainer added to it and changed in it.

Says what an exercise is and what it needs; which of them suit a given person is for
`domain.programmes.pool`, which programmes have it for `domain.programmes.uses`.
"""

from domain.exercises.catalogue import Catalogue, Exercise, Level, Unit, load_catalogue
from domain.exercises.chains import easier_than, harder_than
from domain.exercises.forms import Draft, Texts, clean, clean_words, vocabulary
from domain.exercises.rows import (
    ExerciseChanged,
    ExerciseIsOn,
    ExerciseRow,
    add_own,
    change_own,
    change_words,
    delete_own,
    read_catalogue,
    set_photo,
    switch,
)
from domain.exercises.search import NOTHING, Wanted, find
from domain.exercises.slugs import OWN_SLUG

__all__ = [
    "NOTHING",
    "OWN_SLUG",
    "Catalogue",
    "Draft",
    "Exercise",
    "ExerciseChanged",
    "ExerciseIsOn",
    "ExerciseRow",
    "Level",
    "Texts",
    "Unit",
    "Wanted",
    "add_own",
    "change_own",
    "change_words",
    "clean",
    "clean_words",
    "delete_own",
    "easier_than",
    "find",
    "harder_than",
    "load_catalogue",
    "read_catalogue",
    "set_photo",
    "switch",
    "vocabulary",
]
