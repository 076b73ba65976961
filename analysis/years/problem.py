"""What cannot be carried from year to year."""

from __future__ import annotations

from math import isfinite

from analysis.reasons import Refusal


class Incomparable(Refusal):
    """Figures of two years that cannot be set beside each other, or figures that no year can have."""

    SENTENCES = {
        "WANT": "a mark of {now:g} or more counts as wanting it this year and {before:g} last year. Use one for both.",
        "POPULATION": "{respondents} answered of a population of {population}. Give the number of all who were asked.",
        "RATE": "{name} is {value}. Give a number between 0 and 1.",
        "SHARE": "{id!r} has a want share of {share}, from {low} to {high}. Give shares from 0 to 1, the lower first.",
        "PEOPLE": "{id!r} has {name} {value}. Give a number of {least} or more.",
        "DOUBLED": "{id!r} stands there twice. Give each activity once.",
    }


def refuse_unless_rate(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise Incomparable("RATE", name=name, value=value)


def refuse_unless_people(id: str, name: str, value: float, least: float = 0) -> None:
    if not (isfinite(value) and value >= least):
        raise Incomparable("PEOPLE", id=id, name=name, value=value, least=least)
