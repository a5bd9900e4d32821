"""Screening: who may have a programme at once, whom the trainer sees first, who needs a doctor.

The questions are our own and so is the table; it follows the logic of the ACSM pre-participation
algorithm and is stricter, because nobody sees the client. The texts people read are in
`app.words.screening`. Reading free words is for `domain.health_words`.

Source: Riebe et al. 2015, ACSM pre-participation screening; thresholds marked [P] are our own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.health_words import read_health_words
from domain.questionnaire import NONE, Answers, Goal, Lifestyle

MINOR_UNDER = 18
REFUSED_UNDER = 14
SENIOR_FROM = 60
REVIEWED_FROM = 70
OBESE_FROM = 30.0
VERY_OBESE_FROM = 40.0
UNDERWEIGHT = 17.5
TOO_LIGHT_TO_LOSE = 18.5
REGULAR_MONTHS = 3
VALID_FOR = timedelta(days=365)
ASK_AGAIN_AFTER = timedelta(days=7)


class Verdict(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    """A careful draft; the trainer approves it first."""
    CONSENT = "consent"
    """A minor: a parent agrees and the trainer approves first."""
    POSTPONE = "postpone"
    RED = "red"
    """A doctor first: no programme, no sales."""


GRAVITY = (Verdict.RED, Verdict.POSTPONE, Verdict.CONSENT, Verdict.YELLOW, Verdict.GREEN)


@dataclass(frozen=True)
class Reason:
    code: str
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Screening:
    verdict: Verdict
    reasons: tuple[Reason, ...]
    """Gravest first; empty when all is well."""
    ask_again_on: date | None
    """When a postponed client is asked anew."""
    valid_until: date

    @property
    def is_cautious(self) -> bool:
        """Whether the careful prescriptions apply, whatever else is the matter."""
        return any(reason.verdict is Verdict.YELLOW for reason in self.reasons)


SYMPTOMS = frozenset({"chest_pain", "fainting", "breathlessness"})
URGENT = frozenset({"chest_pain", "self_harm"})
DOCTOR_FIRST = SYMPTOMS | {
    "supervised_only",
    "pregnancy",
    "postpartum",
    "surgery_6m",
    "insulin",
    "kidney",
    "oncology",
    "epilepsy",
    "high_pressure",
    "eating_disorder",
    "self_harm",
}
"""Any of these: a doctor first.

`postpartum` carries no date, so it is taken for recent; the same goes for `oncology`.
"""
KNOWN_DISEASE = frozenset(
    {"heart", "hypertension", "diabetes", "beta_blocker", "blood_pressure", "anticoagulant"}
)
"""Heart, vessels, metabolism; a medicine for one of them speaks for a diagnosis."""


NEVER_CLEARED = frozenset({"too_young", "too_light_to_lose", "eating_disorder", "self_harm"})
"""What no permission to train outweighs."""


def screen(answers: Answers, today: date) -> Screening:
    """What the answers allow as of `today`; a doctor's permission turns red into yellow."""
    found = [*_by_measure(answers), *_by_signs(answers)]
    reasons = sorted((_clear(reason, answers) for reason in found), key=_gravity)
    verdict = reasons[0].verdict if reasons else Verdict.GREEN
    postponed = verdict is Verdict.POSTPONE
    return Screening(
        verdict=verdict,
        reasons=tuple(reasons),
        ask_again_on=today + ASK_AGAIN_AFTER if postponed else None,
        valid_until=today + VALID_FOR,
    )


def _gravity(reason: Reason) -> tuple[int, bool]:
    """What cannot wait comes first."""
    return GRAVITY.index(reason.verdict), reason.code not in URGENT


def _clear(reason: Reason, answers: Answers) -> Reason:
    is_lifted = answers.is_cleared and reason.code not in NEVER_CLEARED
    if is_lifted and reason.verdict is Verdict.RED:
        return Reason(reason.code, Verdict.YELLOW)
    return reason


def is_regularly_active(answers: Answers) -> bool:
    """Half an hour three times a week for three months, one way or another."""
    return answers.lifestyle is not Lifestyle.SEDENTARY or answers.train_months >= REGULAR_MONTHS


def signs(answers: Answers) -> frozenset[str]:
    """Every sign of ill health, pressed as a button or written in words."""
    pressed = {*answers.screening, *answers.conditions, *answers.medication} - {NONE}
    return frozenset(pressed) | read_health_words(answers.health_text, answers.nutrition_text)


def _by_measure(answers: Answers) -> Iterator[Reason]:
    """Age and weight for height."""
    bmi = answers.bmi
    if answers.age < REFUSED_UNDER:
        yield Reason("too_young", Verdict.RED)
    elif answers.age < MINOR_UNDER:
        yield Reason("minor", Verdict.CONSENT)
    elif answers.age >= REVIEWED_FROM:
        yield Reason("age_70", Verdict.YELLOW)
    if bmi < UNDERWEIGHT:
        yield Reason("underweight", Verdict.RED)
    if bmi < TOO_LIGHT_TO_LOSE and answers.goal is Goal.WEIGHT_LOSS:
        yield Reason("too_light_to_lose", Verdict.RED)
    elif bmi >= VERY_OBESE_FROM:
        yield Reason("bmi_40", Verdict.YELLOW)


def _by_signs(answers: Answers) -> Iterator[Reason]:
    for code in sorted(signs(answers)):
        yield Reason(code, _verdict_of(code, is_active=is_regularly_active(answers)))


def _verdict_of(code: str, *, is_active: bool) -> Verdict:
    if code in DOCTOR_FIRST or (code in KNOWN_DISEASE and not is_active):
        return Verdict.RED
    if code == "fever":
        return Verdict.POSTPONE
    return Verdict.YELLOW


_STRAIN = "valsalva isometric_long inversion high_intensity"
_FORBIDDEN: Mapping[str, frozenset[str]] = {
    code: frozenset(tags.split())
    for code, tags in {
        "knee": "knee_flexion_deep knee_impact impact knee_shear",
        "lower_back": (
            "lumbar_axial lumbar_flexion lumbar_shear lumbar_rotation lumbar_extension impact"
        ),
        # Pushing may hurt, too, and nobody asked: `shoulder_horizontal` goes with the rest.
        "shoulder": (
            "shoulder_overhead shoulder_deep_extension shoulder_behind_neck shoulder_upright"
            " shoulder_horizontal"
        ),
        "neck": "neck_load shoulder_behind_neck lumbar_axial inversion",
        "wrist": "wrist_extension_load",
        "elbow": "elbow_stress",
        "hip": "hip_deep_flexion impact",
        "ankle": "impact knee_impact balance_risk",
        "hypertension": _STRAIN,
        "blood_pressure": _STRAIN,
        "beta_blocker": _STRAIN,
        "heart": _STRAIN,
        "hernia": "valsalva abdominal_pressure",
        "diastasis": "valsalva abdominal_pressure impact",
        "osteoporosis": "lumbar_flexion lumbar_rotation impact balance_risk lumbar_axial",
        "varicose": "valsalva isometric_long impact lumbar_axial",
        "dizziness": "inversion balance_risk",
        "eyes": "valsalva inversion isometric_long",
        "anticoagulant": "impact balance_risk high_intensity",
        "asthma": "high_intensity",
        "epilepsy": "balance_risk inversion high_intensity",
        "postpartum": "abdominal_pressure impact valsalva",
        "pregnancy": (
            "supine prone abdominal_pressure impact balance_risk valsalva inversion"
            " high_intensity isometric_long"
        ),
    }.items()
}
_OBESE = frozenset({"impact", "knee_impact", "inversion"})
_SENIOR = frozenset(
    {
        "impact",
        "knee_impact",
        "shoulder_behind_neck",
        "balance_risk",
        "high_intensity",
        "inversion",
        "valsalva",
    }
)
_MINOR = frozenset({"valsalva", "lumbar_axial", "high_intensity"})
_CAREFUL = frozenset({"high_intensity"})


def tags_of(signs: Iterable[str]) -> frozenset[str]:
    """What an exercise must not do to a body with these signs ("knee"); nothing for unknown ones.

    Source: the same table as `forbidden_tags`.
    """
    return frozenset[str]().union(*(_FORBIDDEN.get(code, frozenset()) for code in signs))


def forbidden_tags(answers: Answers) -> frozenset[str]:
    """Tags of exercises that must not be given to this person.

    Source: the product's own table, general knowledge of contraindications [P, U].
    """
    found = signs(answers)
    tags = tags_of(found)
    if found:
        tags |= _CAREFUL
    if answers.age < MINOR_UNDER:
        tags |= _MINOR
    if answers.age >= SENIOR_FROM:
        tags |= _SENIOR
    if answers.bmi >= OBESE_FROM:
        tags |= _OBESE
    return tags
