"""Every sentence and every label that Python shows a person. Each says what to do and blames nobody."""

from survey.wording import (
    calendar,
    copies,
    failures,
    labels,
    organiser,
    paper,
    promises,
    refusals,
    resident,
    results,
    serving,
    staff,
    terminal,
    verification,
    wishes,
)
from survey.wording.refusals import refusal

__all__ = [
    "calendar",
    "copies",
    "failures",
    "labels",
    "organiser",
    "paper",
    "promises",
    "refusal",
    "refusals",
    "resident",
    "results",
    "serving",
    "staff",
    "terminal",
    "verification",
    "wishes",
]
