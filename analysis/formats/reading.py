"""What a reader gives back, what it remarks, and how it refuses. Codes and facts; English sentences in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.ballots import Ballots

SENTENCES = {
    # Notes
    "COLUMNS_TAKEN": "activities: {columns}",
    "STRATA_KEPT": "kept beside them, not counted: {columns}",
    "DOUBLED": "{ballots} ballots name an activity twice; it counts once",
    "REVERSED": "reversed: {best:g} was the best mark and now counts {worst:g}",
    "COSTS_ARE_ONE": "the file has no costs: every activity costs 1",
    "READ_AS_CHINESE": "not UTF-8: read as GB 18030, as Excel on Chinese Windows writes it",
    "POINTS_BY_PLACE": "ranked ballots: the first of {longest} places counts {longest} points, the next one less",
    "NUMBERED": "activities keep the numbers of the file, from 1, as ids and its names as titles",
    "CATEGORIES": "categories as points: {categories}",
    "WISHES_TAKEN": "wishes: {column}",
    # Refusals
    "NO_SUCH_FILE": "there is no file {path}. Check the name.",
    "UNKNOWN_ENDING": "cannot tell what {path} is. Give a file that ends in {endings}, plain or with .gz after it.",
    "ONLY_FOR_TABLES": "{options}: only for tables ({endings}). Leave them out.",
    "EMPTY": "the file is empty. Give one with a heading row and at least one ballot.",
    "NOT_TEXT": "the file is not text in UTF-8 or GB 18030. Save it again as CSV (UTF-8).",
    "CUT_SHORT": "the file stops in the middle ({where}). Fetch or save it again.",
    "TOO_LARGE": "the file unpacks to more than {most} million bytes. Split it, or take out what is not needed.",
    "TOO_WIDE": "the table has more than {most} columns. Leave only the answers in it.",
    "NOT_A_SPREADSHEET": "the file is no XLSX workbook. Save it again as XLSX or CSV.",
    "MERGED_CELLS": "sheet {sheet} has merged cells. Unmerge them, so that each answer has a cell of its own.",
    "FORMULA": "row {row}, column {column} holds a formula. Copy the table and paste it as values.",
    "DOUBLED_HEADING": "two columns are headed {column!r}. Give each a name of its own.",
    "NO_HEADING": "column {number} has no heading. Write one into the first row.",
    "RAGGED_ROW": "row {row} has {cells} cells and the heading {columns}. Correct that row.",
    "NO_SUCH_COLUMN": "there is no column {column!r}. The columns are: {columns}.",
    "NO_ACTIVITY_COLUMN": "no column holds only 0 to 5 or blanks. Name the answers with --activities COLUMN,COLUMN.",
    "NOT_A_MARK": "row {row}, column {column!r} holds {cell!r}; only 0 to 5 or a blank may stand there.",
    "NOT_A_WEIGHT": "row {row}, column {column!r} holds {cell!r}; a weight is a number of 0 or more.",
    "NOT_A_NUMBER": "row {row}, column {column!r} holds {cell!r}; write a whole number there, or nothing.",
    "NOT_A_TOTAL": "row {row}, column {column!r} holds {cell!r}; write a number of residents, 0 or more.",
    "NO_SECTION": "the file has no {section} part. Give a complete .pb file.",
    "NO_BUDGET": "the META part has no budget that is a number. Correct the line 'budget;…'.",
    "BAD_COST": "project {project!r} costs {cost!r}, which is not a number of 0 or more.",
    "DOUBLED_PROJECT": "two projects have the id {project!r}. Give each an id of its own.",
    "UNKNOWN_PROJECT": "ballot {voter!r} names project {project!r}, which is not in PROJECTS.",
    "BAD_POINTS": "ballot {voter!r} gives points {points!r}; give one number for each project named.",
    "NO_PREFLIB_HEADING": "'{fact}' is {promised} and the file names {found}. Give a PrefLib file of 2022 or later.",
    "OTHER_TOTAL": "the heading promises {promised} ballots and the file holds {found}. Fetch it again.",
    "BAD_ORDER": "line {line} is {text!r}. Write how many cast it, a colon and the order: 12: 3,{{1,2}},4.",
    "UNKNOWN_ALTERNATIVE": "a ballot names alternative {alternative}, which the heading does not name. Correct it.",
    "MORE_CATEGORIES": "a ballot has {found} categories and the heading {most}. Correct it.",
    "HAS_TIES": "some ballots put several activities in one place, which {ending} cannot hold. Write .toi or .toc.",
    "NO_WHOLE_WEIGHTS": "PrefLib files count ballots in whole numbers. Write the ballots without their weights.",
    "NO_CATEGORIES": "categories are whole numbers of points up to 99. Write .toi instead.",
    "BAD_BALLOTS": "{fault}. Correct the file.",
}


Watch = Callable[[Iterable, int | None], Iterable]


def unwatched(rows: Iterable, length: int | None) -> Iterable:
    """Go through rows without telling anybody; the command line passes a progress bar instead."""
    return rows


class Unreadable(ValueError):
    """A file that cannot be read: a ``code`` of SENTENCES with its ``facts``, and as text what to do about it."""

    def __init__(self, code: str, **facts):
        self.code, self.facts = code, facts
        super().__init__(SENTENCES[code].format(**facts))


@dataclass(frozen=True)
class Note:
    """A remark of a reader.

    >>> str(Note("DOUBLED", {"ballots": 3}))
    '3 ballots name an activity twice; it counts once'
    """

    code: str
    facts: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**self.facts)


@dataclass(frozen=True)
class Reading:
    """Ballots and remarks; from election files also the budget, the least score asked for, and what was funded."""

    ballots: Ballots
    notes: tuple[Note, ...] = ()
    budget: int | Decimal | None = None
    threshold: int | Decimal = 0
    funded: tuple[str, ...] = ()
