"""Rankings and categories as PrefLib keeps them (format of 2022: preflib.github.io/PrefLib-Jekyll/format).

``.soc .soi`` strict orders, ``.toc .toi`` orders with ties, complete or not; ``.cat`` a category for each alternative.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import numpy as np

from analysis.ballots import BLANK, Activity, Ballots, InvalidBallots
from analysis.formats.preflib_lines import lines_of
from analysis.formats.reading import Note, Reading, Unreadable, Watch, unwatched
from analysis.formats.source import MOST_BYTES, ending_of, read_text

ENDINGS = (".soi", ".soc", ".toi", ".toc", ".cat")
_PLACE = r"(?:\{[\d,\s]*\}|\d+)"
_LINE = re.compile(rf"\s*(\d{{1,9}})\s*:\s*({_PLACE}(?:\s*,\s*{_PLACE})*)?\s*")
_NAMED = re.compile(r"(ALTERNATIVE|CATEGORY) NAME (\d+)$")


def read(path: Path, watch: Watch = unwatched) -> Reading:
    """Ballots of a PrefLib file; what a ballot does not name is blank.

    Orders: in the longest ballot the last place counts 1 and each place before it one more; the first place of every
    ballot counts as much as that of the longest, and who share a place share its points. Categories: the last counts 0,
    each before it one more; the upper half counts as "want". Ids are the file's numbers, from 1.
    """
    text, notes = read_text(path)
    lines = text.splitlines()
    facts, names = _heading(lines, ending_of(path))
    activities = tuple(Activity(number, name) for number, name in names["ALTERNATIVE"].items())
    counts, ballots = _ballots(lines, facts, watch)
    categories = list(names["CATEGORY"].values()) if ending_of(path) == ".cat" else []
    longest = max(map(len, ballots), default=1)
    if categories and longest > len(categories):
        raise Unreadable("MORE_CATEGORIES", most=len(categories), found=longest)
    best = max(len(categories) - 1, 1) if categories else longest
    rows, doubled = _rows(ballots, [activity.id for activity in activities], best)
    notes += (_how(best, categories), Note("NUMBERED"), Note("COSTS_ARE_ONE"))
    twice = sum(count for count, again in zip(counts, doubled, strict=True) if again)
    notes += (Note("DOUBLED", {"ballots": twice}),) if twice else ()
    want = max((len(categories) + 1) // 2, 1)
    return Reading(_repeated(rows, counts, activities, want, best), notes)


def write(path: Path, ballots: Ballots) -> None:
    """A file of the kind its ending says, ``.gz`` packed; what each kind can hold: ``preflib_lines.lines_of``."""
    content = "".join(f"{line}\n" for line in lines_of(ballots, ending_of(path))).encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def _heading(lines: list[str], ending: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Plain facts, and the names of alternatives and of categories by their number."""
    facts, names = {}, {"ALTERNATIVE": {}, "CATEGORY": {}}
    for line in lines:
        key, colon, value = line.lstrip("# ").partition(":")
        if not line.startswith("#") or not colon:
            continue
        if named := _NAMED.match(key.strip()):
            names[named[1]][named[2]] = value.strip() or named[2]
        else:
            facts[key.strip()] = value.strip()
    for kind, fact in (("ALTERNATIVE", "NUMBER ALTERNATIVES"), ("CATEGORY", "NUMBER CATEGORIES")):
        promised = facts.get(fact, "")
        if (kind == "ALTERNATIVE" or ending == ".cat") and promised != str(len(names[kind])):
            raise Unreadable("NO_PREFLIB_HEADING", fact=fact, promised=promised or "missing", found=len(names[kind]))
    return facts, names


def _ballots(lines: list[str], facts: dict, watch: Watch) -> tuple[list[int], list[list[list[str]]]]:
    """How often each ballot was cast, and its places (or categories), each a list of alternatives."""
    counts, ballots = [], []
    for number, line in watch(enumerate(lines, start=1), len(lines)):
        if line.startswith("#") or not line.strip():
            continue
        if not (found := _LINE.fullmatch(line)):
            raise Unreadable("BAD_ORDER", line=number, text=line[:60])
        counts.append(int(found[1]))
        ballots.append([re.findall(r"\d+", place) for place in re.findall(_PLACE, found[2] or "")])
    promised = facts.get("NUMBER VOTERS", str(sum(counts)))
    if promised != str(sum(counts)):
        raise Unreadable("OTHER_TOTAL", promised=promised, found=sum(counts))
    return counts, ballots


def _rows(ballots: list[list[list[str]]], ids: list[str], best: int) -> tuple[np.ndarray, list[bool]]:
    """Array (different ballots, alternatives), and which name an alternative twice (its first naming counts)."""
    column_of = {id: column for column, id in enumerate(ids)}
    if len(ballots) * len(ids) > MOST_BYTES:
        raise Unreadable("TOO_LARGE", most=MOST_BYTES // 1_000_000)
    rows = np.full((len(ballots), len(ids)), BLANK, np.int8 if best < 128 else np.int32)
    doubled = []
    for row, ballot in zip(rows, ballots, strict=True):
        named = [(best - place, id) for place, ids_there in enumerate(ballot) for id in ids_there]
        for points, id in reversed(named):
            if id not in column_of:
                raise Unreadable("UNKNOWN_ALTERNATIVE", alternative=id)
            row[column_of[id]] = points
        doubled.append(len({id for _points, id in named}) < len(named))
    return rows, doubled


def _repeated(rows: np.ndarray, counts: list[int], activities, want: float, best: float) -> Ballots:
    if sum(counts) * max(rows.shape[1], 1) * rows.itemsize > MOST_BYTES:
        raise Unreadable("TOO_LARGE", most=MOST_BYTES // 1_000_000)
    try:
        return Ballots(np.repeat(rows, counts, axis=0), activities, want=want, top=best)
    except InvalidBallots as error:
        raise Unreadable("BAD_BALLOTS", fault=str(error)) from error


def _how(best: int, categories: list[str]) -> Note:
    if not categories:
        return Note("POINTS_BY_PLACE", {"longest": best})
    return Note("CATEGORIES", {"categories": "; ".join(f"{name} {best - at}" for at, name in enumerate(categories))})
