"""Activities that communities really hold, for an organiser to choose from. The table stands in catalogue.csv;
an activity's icon is the id of a symbol in static/icons.svg, and its cost is in whole yuan for one occasion."""

import csv
from dataclasses import dataclass
from pathlib import Path

NUMBERS = ("cost", "most_occasions", "season_from", "season_to")


@dataclass(frozen=True)
class CatalogueEntry:
    slug: str
    art_form: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    icon: str
    cost: int
    most_occasions: int
    season_from: int
    season_to: int
    setting: str
    audience: str


def read_catalogue() -> tuple[CatalogueEntry, ...]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return tuple(CatalogueEntry(**{**row, **numbers(row)}) for row in csv.DictReader(file, strict=True))


def numbers(row: dict[str, str]) -> dict[str, int]:
    return {name: int(row[name]) for name in NUMBERS}


CATALOGUE = read_catalogue()
