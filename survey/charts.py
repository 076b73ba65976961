"""What a chart draws, worked out from the stored findings: words, and lengths in per cent."""

from dataclasses import dataclass
from functools import partial

from flask_babel import format_percent
from flask_babel import gettext as _

from survey.filters import money
from survey.small_numbers import about, about_percent

MEASURES = ("want-share", "points", "first", "borda", "pairwise")
SHARES = ("want-share", "first", "borda", "pairwise")


@dataclass(frozen=True)
class Row:
    """One bar: `parts` are (kind, per cent of the full width), the longest first."""

    title: str
    text: str
    parts: tuple[tuple[str, float], ...]
    place: int | None = None


def ranking(findings: dict, titles: dict[str, str], by: str = "want-share") -> list[Row]:
    """The activities, best first by one measure; by want share with the part that has it among the first wishes."""
    ranked = sorted(findings["activities"], key=lambda activity: activity["places"][by])
    longest = max((activity["values"][by] for activity in ranked), default=0) or 1
    draw = want_row if by == "want-share" else partial(measure_row, by=by, longest=longest)
    return [draw(activity, findings, titles) for activity in ranked]


def want_row(activity: dict, findings: dict, titles: dict[str, str]) -> Row:
    """Drawn from the rounded counts: a ruler on the screen tells no more than the words do."""
    asked, want = findings["respondents"], activity["marks"]["want"]
    counts = (("want", want), ("top", findings["top_wishes"].get(activity["id"], 0)))
    return Row(
        title=titles[activity["id"]],
        text=count_and_share(want, asked),
        parts=tuple((kind, length(count, asked)) for kind, count in counts),
        place=activity["places"]["want-share"],
    )


def measure_row(activity: dict, _findings: dict, titles: dict[str, str], by: str, longest: float) -> Row:
    value = activity["values"][by]
    share = round(100 * value / longest, 1)
    return Row(titles[activity["id"]], figure(value, by), (("want", share),), activity["places"][by])


def wanted_by(findings: dict, activity: dict) -> int | str:
    """For a table of numbers: the rounded count, or the words where it must not be given."""
    count, asked = activity["marks"]["want"], findings["respondents"]
    shown = about(count, asked)
    return few_or_nearly_all(count, asked) if shown is None else shown


def figure(value: float, measure: str) -> str:
    return format_percent(value, "0.0%") if measure in SHARES else f"{value:.2f}"


def count_and_share(count: int, of: int) -> str:
    percent = about_percent(count, of)
    if percent is None:
        return few_or_nearly_all(count, of)
    return _("约 %(count)s 位，%(percent)s%%", count=money(about(count, of)), percent=percent)


def length(count: int, of: int) -> int:
    """Where the count must not be shown, the bar is empty or full."""
    percent = about_percent(count, of)
    return percent if percent is not None else 100 * (count > of / 2)


def share(count: int, of: int) -> str:
    percent = about_percent(count, of)
    return few_or_nearly_all(count, of) if percent is None else f"{percent}%"


def few_or_nearly_all(count: int, of: int) -> str:
    return _("不到 10 位") if count < of / 2 else _("几乎所有人")


def totals(counts: dict[str, int], words: dict[str, str], of: int) -> list[Row]:
    """Free times, offers: for each code how many chose it."""
    return [total(words[code], counts.get(code, 0), of) for code in words]


def total(title: str, count: int, of: int) -> Row:
    return Row(title, count_and_share(count, of), (("want", length(count, of)),))


def coverage(groups: list[dict]) -> list[Row]:
    """How many answered of those who live there: `[{"title", "answered", "residents"}]`."""
    return [Row(group["title"], answered(group), (("want", percent_answered(group)),)) for group in groups]


def answered(group: dict) -> str:
    shown = about(group["answered"])
    if shown is None:
        return _("不到 10 位")
    if not group["residents"]:
        return _("约 %(count)s 位", count=money(shown))
    return _("约 %(count)s 位，占 %(percent)s%%", count=money(shown), percent=percent_answered(group))


def percent_answered(group: dict) -> int:
    shown = about(group["answered"])
    return min(100, round(100 * shown / group["residents"])) if shown and group["residents"] else 0


def table(findings: dict, titles: dict[str, str]) -> list[dict]:
    """All measures side by side, by want share: `cells` are (place, figure), `marked` who pressed anything at all."""
    asked = findings["respondents"]
    ranked = sorted(findings["activities"], key=lambda activity: activity["places"]["want-share"])
    return [
        {
            "title": titles[activity["id"]],
            "cells": [(activity["places"][name], figure(activity["values"][name], name)) for name in MEASURES],
            "marked": count_and_share(activity["n"], asked),
        }
        for activity in ranked
    ]
