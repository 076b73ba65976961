"""Activities as rows of a table and back. What a row may hold is what the organiser's form accepts; here only the
headings and the labels are turned into codes."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from flask_babel import force_locale

from survey import wording
from survey.catalogue import CATALOGUE
from survey.display import LANGUAGES
from survey.models import Activity
from survey.operations.activities import fields_of

LABELS = {
    "art_form": wording.labels.ART_FORMS,
    "setting": wording.labels.SETTINGS,
    "audience": wording.labels.AUDIENCES,
    "icon": wording.organiser.ICONS,
}
NEEDED = ("art_form", "title", "cost")
DEFAULTS = {"most_occasions": "1", "season_from": "1", "season_to": "12", "setting": "either", "audience": "all"}
NUMBERS = ("cost", "most_occasions", "season_from", "season_to")
UNITS = "元场月份次¥ "
EXAMPLES = 3

# Turns the text of one row into the fields of an activity, or into sentences by field.
Reader = Callable[[dict[str, str]], tuple[dict, dict[str, str]]]


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    sentence: str


@dataclass
class Reading:
    columns: list[str] = field(default_factory=list)
    rows: dict[int, dict] = field(default_factory=dict)  # by the number of the row in the file
    problems: list[Problem] = field(default_factory=list)


def headings() -> list[str]:
    return [str(heading) for heading in wording.organiser.ACTIVITY_COLUMNS.values()]


def table_of(activities: Iterable) -> list[list]:
    """Of activities, or of entries of the catalogue."""
    return [headings(), *([shown(name, value) for name, value in fields_of(a).items()] for a in activities)]


def template() -> list[list]:
    return table_of(CATALOGUE[:EXAMPLES])


def shown(name: str, value: str | int) -> str | int:
    return str(LABELS[name][value]) if name in LABELS else value


def read_table(rows: list[list[str]], read_row: Reader) -> Reading:
    """Every problem of the whole table at once, so that a file needs to be mended only once."""
    reading = Reading()
    columns = read_headings(rows[0], reading)
    reading.columns = [name for name in columns if name]
    for number, row in enumerate(rows[1:], start=2):
        if any(row) and not missing(columns):
            read_line(number, dict(zip(columns, [*row, *[""] * len(columns)], strict=False)), read_row, reading)
    return reading


def read_headings(row: list[str], reading: Reading) -> list[str | None]:
    columns: list[str | None] = []
    for heading in row:
        name = known_headings().get(plain(heading))
        if name is None and heading:
            reading.problems.append(Problem(1, heading, wording.organiser.TABLE_PROBLEMS["heading_unknown"]))
        elif name is not None and name in columns:
            reading.problems.append(Problem(1, heading, wording.organiser.TABLE_PROBLEMS["heading_twice"]))
        columns.append(name)
    for name in missing(columns):
        reading.problems.append(Problem(1, column_name(name), wording.organiser.TABLE_PROBLEMS["heading_missing"]))
    return columns


def missing(columns: list[str | None]) -> list[str]:
    return [name for name in NEEDED if name not in columns]


def read_line(number: int, cells: dict[str | None, str], read_row: Reader, reading: Reading) -> None:
    texts = {name: code_or_number(name, text) for name, text in cells.items() if name}
    fields, mistakes = read_row({**DEFAULTS, **{name: text for name, text in texts.items() if text}} | icon(texts))
    for name, sentence in mistakes.items():
        if name in LABELS and cells.get(name):
            sentence = wording.organiser.TABLE_PROBLEMS["label_unknown"] % {
                "written": cells[name],
                "known": known_words(name),
            }
        reading.problems.append(Problem(number, column_name(name), sentence))
    if fields.get("title") in {row["title"] for row in reading.rows.values()}:
        sentence = wording.organiser.TABLE_PROBLEMS["title_twice"] % {"title": fields["title"]}
        reading.problems.append(Problem(number, column_name("title"), sentence))
    reading.rows[number] = fields


def code_or_number(name: str, text: str) -> str:
    if name in LABELS:
        return known_labels(name).get(plain(text), text)
    return plain(text).strip(UNITS).replace(",", "") if name in NUMBERS else text


def icon(texts: dict[str, str]) -> dict[str, str]:
    """Where a row names none, the picture that the catalogue uses for this form."""
    if texts.get("icon"):
        return {}
    return {"icon": next((e.icon for e in CATALOGUE if e.art_form == texts.get("art_form")), "star")}


def plain(text: str) -> str:
    """Without blanks, brackets' widths and capitals, in which people's headings differ."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").lower()


def column_name(name: str) -> str:
    return str(wording.organiser.ACTIVITY_COLUMNS[name])


def known_words(name: str) -> str:
    return "、".join(str(label) for label in LABELS[name].values())


@cache
def known_headings() -> dict[str, str]:
    return {plain(text): name for name, text in in_every_language(wording.organiser.ACTIVITY_COLUMNS)}


@cache
def known_labels(kind: str) -> dict[str, str]:
    return {plain(text): code for code, text in in_every_language(LABELS[kind])}


def in_every_language(labels: dict) -> list[tuple[str, str]]:
    """Each code with itself and with its label in Chinese and in English."""
    pairs = [(code, code) for code in labels]
    for locale in LANGUAGES.values():
        with force_locale(locale):
            pairs += [(code, str(label)) for code, label in labels.items()]
    return pairs


@dataclass(frozen=True)
class Changes:
    """What storing a table would do to a list."""

    new: list[dict]
    changed: list[tuple[int, Activity, dict]]
    same: int


def changes_of(reading: Reading, present: list[Activity]) -> Changes:
    """Of an activity that the list has already, only the columns that the table has are touched."""
    by_title = {activity.title: activity for activity in present if not activity.is_withdrawn}
    known = [
        (number, activity, fields_of(activity) | {name: row[name] for name in reading.columns})
        for number, row in reading.rows.items()
        if (activity := by_title.get(row["title"]))
    ]
    changed = [(number, activity, row) for number, activity, row in known if fields_of(activity) != row]
    new = [row for row in reading.rows.values() if row["title"] not in by_title]
    return Changes(new, changed, len(known) - len(changed))
