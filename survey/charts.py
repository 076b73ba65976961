"""What a chart draws: words, and lengths in per cent. A ruler on the screen tells no more than the words do."""

import math
from dataclasses import dataclass
from functools import partial

from flask_babel import format_percent
from flask_babel import gettext as _

from survey import release, wording
from survey.correction import shift
from survey.filters import money
from survey.release import MEASURES, Standing
from survey.small_numbers import about, cut, is_few, tenths, to_five

SHARES = ("want-share", "first", "borda", "pairwise")


@dataclass(frozen=True)
class Row:
    """One bar: `parts` are (kind, per cent of the full width), the longest first."""

    title: str
    text: str
    parts: tuple[tuple[str, float], ...]
    place: int | None = None
    between: tuple[int, int] | None = None  # per cent
    places: tuple[int, int] | None = None


def ranking(findings: dict, titles: dict[str, str], by: str = "want-share") -> list[Row]:
    """The activities, best first by one measure; by want share with the part that has it among the first wishes."""
    standings = release.standings(findings)
    if by == "want-share":
        draw, ranked = partial(want_row, standings=standings), wanted_first(findings, standings)
    else:
        longest = max((standing.values[by] or 0 for standing in standings.values()), default=0) or 1
        draw = partial(measure_row, by=by, longest=longest)
        ranked = sorted(findings["activities"], key=lambda activity: -(standings[activity["id"]].values[by] or 0))
    return [draw(activity, standings[activity["id"]], findings, titles) for activity in ranked]


def wanted_first(findings: dict, standings: dict[str, Standing]) -> list[dict]:
    return sorted(findings["activities"], key=lambda activity: standings[activity["id"]].order)


def want_row(
    activity: dict, standing: Standing, findings: dict, titles: dict[str, str], standings: dict[str, Standing]
) -> Row:
    asked, want, share = findings["respondents"], activity["marks"]["want"], standing.values["want-share"]
    top = findings["top_wishes"].get(activity["id"], 0)
    whole = length(want, asked) if share is None else round(100 * share)
    return Row(
        title=titles[activity["id"]],
        text=wanted_share(share, want, asked) if share and findings.get("weighting") else count_and_share(want, asked),
        parts=(("want", whole), ("top", min(whole, top_length(activity["id"], top, findings)))),
        place=standing.places["want-share"],
        between=None if share is None else between(share, findings),
        places=release.places_between(standing, standings, findings),
    )


def wanted_share(share: float, want: int, asked: int) -> str:
    """The share corrected by the roster, beside the number of wish lists it rests on."""
    return _("%(percent)s%%（约 %(count)s 位）", percent=round(100 * share), count=money(about(want, asked)))


def top_length(id: str, count: int, findings: dict) -> int:
    asked, shares, shown = findings["respondents"], findings.get("top_shares"), about(count, findings["respondents"])
    if shown is None or not shares:
        return length(count, asked)
    moved = shift(shares[id] - count / asked, shown / to_five(asked), asked, findings.get("weights", []))
    return max(0, percent(shown, asked) + round(100 * moved))


def between(share: float, findings: dict) -> tuple[int, int] | None:
    ends = release.interval(share, findings)
    return ends and (math.floor(100 * ends[0]), math.ceil(100 * ends[1]))


def measure_row(
    activity: dict, standing: Standing, _findings: dict, titles: dict[str, str], by: str, longest: float
) -> Row:
    share = round(100 * (standing.values[by] or 0) / longest)
    return Row(titles[activity["id"]], figure(standing.values[by], by), (("want", share),), standing.places[by])


def wanted_by(findings: dict, activity: dict) -> int | str:
    """For a table of numbers: the rounded count, or the words where it must not be given."""
    count, asked = activity["marks"]["want"], findings["respondents"]
    shown = about(count, asked)
    return few_or_most(count, asked) if shown is None else shown


def figure(value: float | None, measure: str) -> str:
    if value is None:
        return _("人数太少")
    return format_percent(value, "0%") if measure in SHARES else f"{value:.2f}"


def count_and_share(count: int | None, of: int) -> str:
    if count is None:
        return _("人数太少")
    shown = about(count, of)
    return few_or_most(count, of) if shown is None else shown_and_share(shown, of)


def length(count: int, of: int) -> int:
    """Where the count must not be shown, the bar is empty or full."""
    return percent(cut(count, of), of)


def few_or_most(count: int, of: int) -> str:
    return _("不到 15 位") if is_few(count, of) else _("大多数人")


def reached(count: int, of: int) -> str:
    """How many find something they want: joined from all their answers, so more coarsely than anything else."""
    percent = tenths(count, of)
    if percent is None:
        return _("人数太少")
    return _("%(percent)s%% 以上", percent=95) if percent == 100 else _("约 %(percent)s%%", percent=percent)


def totals(counts: dict[str, int], words: dict[str, str], of: int) -> list[Row]:
    """Free times, offers: for each code how many chose it."""
    return [total(words[code], counts.get(code, 0), of) for code in words]


def totals_of(groups: list[dict], of: int) -> list[Row]:
    """The groups of a partition, whose counts are rounded already."""
    return [
        Row(group["title"], shown_and_share(group["shown"], of), (("want", percent(group["shown"], of)),))
        for group in groups
    ]


def shown_and_share(shown: int, of: int) -> str:
    return _("约 %(count)s 位，%(percent)s%%", count=money(shown), percent=percent(shown, of))


def percent(shown: int, of: int) -> int:
    return round(100 * shown / to_five(of)) if to_five(of) else 0


def total(title: str, count: int, of: int) -> Row:
    return Row(title, count_and_share(count, of), (("want", length(count, of)),))


def coverage(groups: list[dict]) -> list[Row]:
    """How many answered of those who live there: `[{"title", "shown", "residents"}]`, the counts rounded already."""
    return [Row(group["title"], answered(group), (("want", percent_answered(group)),)) for group in groups]


def answered(group: dict) -> str:
    if not group["residents"]:
        return _("约 %(count)s 位", count=money(group["shown"]))
    return _("约 %(count)s 位，占 %(percent)s%%", count=money(group["shown"]), percent=percent_answered(group))


def percent_answered(group: dict) -> int:
    return min(100, round(100 * group["shown"] / group["residents"])) if group["residents"] else 0


def table(findings: dict, titles: dict[str, str]) -> list[dict]:
    """All measures side by side, by want share: `cells` are (place, figure), `marked` who pressed anything at all."""
    asked, standings, told = findings["respondents"], release.standings(findings), release.told_measures(findings)
    return [
        {
            "title": titles[activity["id"]],
            "cells": [cell(standings[activity["id"]], name, told) for name in MEASURES],
            "marked": count_and_share(activity["n"], asked),
        }
        for activity in wanted_first(findings, standings)
    ]


def cell(standing: Standing, measure: str, told: tuple[str, ...]) -> tuple[int | str, str]:
    if measure not in told:
        return "", wording.results.NOT_TOLD
    return standing.places[measure] or "", figure(standing.values[measure], measure)
