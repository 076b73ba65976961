"""Results as text for a terminal: aligned tables, also where Chinese characters take two columns, and plain reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from unicodedata import east_asian_width

from analysis.ballots import Ballots
from analysis.ranking import Standing
from analysis.reasons import Reason
from analysis.selection import Proportionality, Selection
from analysis.uncertainty import Interval

_WIDEST_TITLE = 44
_AS_SHARE = ("want-share", "first", "borda", "pairwise")
_HEADINGS = {
    "want-share": "want it",
    "points": "points",
    "first": "first wish",
    "borda": "above others",
    "pairwise": "others beaten",
}
_WHY = {
    "IN_SHARED": "{people:,.0f} want it and pay {payment_per_supporter:,.2f} each on average",
    "IN_FILL": "{people:,.0f} want it; bought with money left over",
    "IN_SCORE": "{people:,.0f} want it; score {total:,.6g}",
    "IN_CONDITION": "needed by a condition",
    "LOCKED_IN": "decided beforehand",
    "OUT_LOCKED": "decided beforehand",
    "OUT_CONDITION": "{people:,.0f} want it; no room left: {conditions}",
    "OUT_NO_SUPPORT": "nobody wants it",
    "OUT_BUDGET": "{people:,.0f} want it; {missing:,.0f} more than what is left",
    "OUT_TOO_COSTLY": "{people:,.0f} want it, but their shares have only {supporters_money:,.2f} left",
    "OUT_THRESHOLD": "{people:,.0f} want it; below the threshold",
    "OUT_STOPPED": "{people:,.0f} want it; comes after one that did not fit",
}


def width(text: str) -> int:
    """Columns a text takes.

    >>> width("快板 1")
    6
    """
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def shorten(text: str, most: int = _WIDEST_TITLE) -> str:
    """At most so many columns, with … for what is cut off.

    >>> shorten("元宵灯会", 5)
    '元宵…'
    """
    text = " ".join(text.split())
    if width(text) <= most:
        return text
    while width(text) >= most:
        text = text[:-1]
    return text + "…"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], left: Sequence[int]) -> str:
    """Columns aligned to the right, but those numbered in ``left``.

    >>> print(table(["place", "activity"], [["1", "快板"], ["10", "太极"]], left=[1]))
    place  activity
        1  快板
       10  太极
    """
    lines = [list(heading), *map(list, rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]

    def cell(number: int, text: str) -> str:
        space = " " * (widths[number] - width(text))
        return text + space if number in left else space + text

    return "\n".join("  ".join(cell(number, text) for number, text in enumerate(line)).rstrip() for line in lines)


def ranking_text(
    measure: str,
    standings: Sequence[Standing],
    respondents: int,
    intervals: Mapping[str, Interval],
    raw: Mapping[str, Standing],
) -> str:
    """``raw`` holds the standings without weights, or nothing where there are no weights."""
    form = ("{:.1%}" if measure in _AS_SHARE else "{:.3f}").format
    heading = ["place", "activity", _HEADINGS[measure], "95 % interval", "places", "tie group", "marked by"]

    def row(s: Standing) -> list[str]:
        i = intervals[s.id]
        between, held = f"{form(i.low)} – {form(i.high)}", _from_to(i.place_low, i.place_high)
        cells = [str(s.place), shorten(s.title), form(s.value), between, held, str(i.tie_group), f"{s.n:,}"]
        return [*cells, form(raw[s.id].value)] if raw else cells

    lines = table([*heading, *["raw"] * bool(raw)], map(row, standings), left=[1])
    return f"{lines}\n\nOf {respondents:,} ballots."


def _from_to(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def selection_text(ballots: Ballots, selection: Selection) -> str:
    by_id = {activity.id: activity for activity in ballots.activities}
    chosen = list(selection.occasions.items())
    inside = [
        [
            f"{times}×" if times > 1 else "",
            _title(by_id[id]),
            _money(by_id[id].cost * times),
            _why(selection.reasons[id]),
        ]
        for id, times in chosen
    ]
    outside = [
        ["", _title(activity), _money(activity.cost), _why(selection.reasons[activity.id])]
        for activity in ballots.activities
        if activity.id not in selection.occasions
    ]
    lines = table(["", "activity", "cost", "why"], [*inside, *outside], left=[0, 1, 3]).split("\n")
    head, rows = lines[0], lines[1:]
    summary = f"{len(chosen)} chosen for {_money(selection.cost)} of {_money(selection.budget)}, in the order bought:"
    parts = [summary, "", head, *rows[: len(chosen)]]
    return "\n".join([*parts, "", f"{len(outside)} not chosen:", "", head, *rows[len(chosen) :]] if outside else parts)


_PLAN_DOUBTS = {
    "NO_ANSWERS": "nobody answered, so nobody can be left without",
    "OVER_BUDGET": "the plan costs {cost:,}, more than the budget of {budget:,}",
}


def neglected_text(ballots: Ballots, found: Proportionality) -> str:
    notes = "".join(f"\nNote: {_PLAN_DOUBTS[doubt.code].format(**doubt.numbers)}." for doubt in found.doubts)
    if found.holds:
        return f"Nobody is left without what the shares of a group that agrees would pay.{notes}"
    by_id = {activity.id: activity for activity in ballots.activities}
    rows = [
        [_title(by_id[g.id]), f"{g.size:,}", *(f"{amount:,.2f}" for amount in (g.cost, g.share, g.has))]
        for g in found.neglected
    ]
    heading = ["all of them want", "respondents", "it costs", "their share", "most that one has"]
    said = "Each group could pay for its activity from its shares, and has less."
    return f"{table(heading, rows, left=[0])}\n\n{said}{notes}"


def _title(activity) -> str:
    return shorten(activity.title)


def _money(amount) -> str:
    return f"{amount:,}" if amount == int(amount) else f"{amount:,.2f}"


def _why(reason: Reason) -> str:
    return _WHY[reason.code].format(**reason.numbers)
