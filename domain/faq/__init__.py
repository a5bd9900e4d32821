"""Answers there are already: the trainer's own, found by what somebody asks.

Nothing is made up: an answer is given as it is written, or not at all. How questions are found by
meaning is `app.faq_index`; what the landing says is `domain.site`.
"""

from domain.faq.editing import (
    QuestionTaken,
    add_entry,
    change_entry,
    lift_entry,
    remove_entry,
)
from domain.faq.filling import NAMES as VARIABLES
from domain.faq.filling import fill, read_values, spell_price
from domain.faq.furnishing import furnish_faq, list_elsewhere
from domain.faq.knowing import (
    PERHAPS_BY_WORDS,
    SURE_BY_WORDS,
    Answered,
    find_answer,
    list_answered,
    list_wordings,
    say_entries,
)
from domain.faq.labels import Label, read_labels
from domain.faq.moving import (
    Imported,
    PortableEntry,
    export_entries,
    import_entries,
    to_portable,
)
from domain.faq.rows import (
    FaqChanged,
    FaqEntry,
    FaqHandled,
    FaqThresholds,
    FaqTuned,
    FaqUse,
    FaqVector,
    get_entry,
    list_entries,
)
from domain.faq.searching import list_categories, list_page, search
from domain.faq.statistics import Worth, count_worth, note_use
from domain.faq.stems import key_of, list_stems
from domain.faq.thresholds import (
    Judged,
    Quality,
    Thresholds,
    choose,
    measure,
    read_thresholds,
    set_thresholds,
)
from domain.faq.unanswered import list_unanswered, mark_handled
from domain.faq.vectors import forget_others, keep_vectors, read_vectors
from domain.faq.words import Words

__all__ = [
    "PERHAPS_BY_WORDS",
    "SURE_BY_WORDS",
    "VARIABLES",
    "Answered",
    "FaqChanged",
    "FaqEntry",
    "FaqHandled",
    "FaqThresholds",
    "FaqTuned",
    "FaqUse",
    "FaqVector",
    "Imported",
    "Judged",
    "Label",
    "PortableEntry",
    "Quality",
    "QuestionTaken",
    "Thresholds",
    "Words",
    "Worth",
    "add_entry",
    "change_entry",
    "choose",
    "count_worth",
    "export_entries",
    "fill",
    "find_answer",
    "forget_others",
    "furnish_faq",
    "get_entry",
    "import_entries",
    "keep_vectors",
    "key_of",
    "lift_entry",
    "list_answered",
    "list_categories",
    "list_elsewhere",
    "list_entries",
    "list_page",
    "list_stems",
    "list_unanswered",
    "list_wordings",
    "mark_handled",
    "measure",
    "note_use",
    "read_labels",
    "read_thresholds",
    "read_values",
    "read_vectors",
    "remove_entry",
    "say_entries",
    "search",
    "set_thresholds",
    "spell_price",
    "to_portable",
]
