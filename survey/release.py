"""The stored findings as they may leave: every figure, every place and every order is worked out from counts that have
been rounded already, so that sorting and comparing them tells no more than reading them."""

import math
from dataclasses import dataclass

from survey.correction import shift
from survey.groups import groups_of
from survey.models.kinds import CHANNELS, OPEN_LINK
from survey.small_numbers import LEAST_SHOWN, STEP, about, about_mean, cut, to_five

MEASURES = ("want-share", "points", "first", "borda", "pairwise")
HIGHEST_MARK = 5
# Two rounded counts differ from the true ones by 4 at most, three by 6.
FEWEST_MORE = LEAST_SHOWN
FEWEST_LEFT = LEAST_SHOWN + STEP
# Points add up wants and what stands beside them; on a short list they would narrow the rounded wants down.
ENOUGH_FOR_POINTS = 1_000
ENOUGH_FOR_PLACES = 100
Z = 1.96
DECIMALS = 12


@dataclass(frozen=True)
class Standing:
    """One activity: figures by measure, None where too few answers stand behind it; `order` sorts by want share.

    `values` are corrected by the roster, `raw` counts each answer once.
    """

    id: str
    values: dict[str, float | None]
    raw: dict[str, float | None]
    places: dict[str, int | None]
    order: float


def told_measures(findings: dict) -> tuple[str, ...]:
    enough = findings["respondents"] >= ENOUGH_FOR_POINTS
    return tuple(name for name in MEASURES if enough or name != "points")


def standings(findings: dict) -> dict[str, Standing]:
    """By activity, in list order. Equal figures share the better place."""
    asked = findings["respondents"]
    highest = findings.get("highest_mark", HIGHEST_MARK)
    raw = {activity["id"]: shown_values(activity, asked, highest) for activity in findings["activities"]}
    values = {activity["id"]: corrected(activity, raw[activity["id"]], findings) for activity in findings["activities"]}
    orders = {activity["id"]: order(activity, values[activity["id"]], asked) for activity in findings["activities"]}
    columns = {name: [of_one[name] for of_one in values.values()] for name in MEASURES}
    return {
        id: Standing(
            id=id,
            values=of_one,
            raw=raw[id],
            places={name: place(of_one[name], columns[name]) for name in MEASURES},
            order=-orders[id],
        )
        for id, of_one in values.items()
    }


def shown_values(activity: dict, asked: int, highest_mark: float) -> dict[str, float | None]:
    if about(activity["marks"]["want"], asked) is None:
        return dict.fromkeys(MEASURES)
    means = raw_means(activity)
    has_first = means["first"] is not None and about(means["first"] * asked, asked) is not None
    return {
        "want-share": about_mean(means["want-share"], asked),
        "points": about_mean(means["points"], asked, highest_mark) if asked >= ENOUGH_FOR_POINTS else None,
        "first": about_mean(means["first"], asked) if has_first else None,
        "borda": about_mean(means["borda"], asked),
        "pairwise": means["pairwise"],
    }


def told_ids(findings: dict) -> list[str]:
    """The activities whose own count is shown, in list order."""
    asked = findings["respondents"]
    return [one["id"] for one in findings["activities"] if about(one["marks"]["want"], asked) is not None]


def raw_means(activity: dict) -> dict[str, float]:
    return activity.get("raw", activity["values"])


def corrected(activity: dict, shown: dict, findings: dict) -> dict[str, float | None]:
    """What is shown and, in steps at least as coarse, how far the weights of the roster move it: two exact figures a
    little apart would tell more of a count than either does."""
    most = dict.fromkeys(MEASURES, 1) | {"points": findings.get("highest_mark", HIGHEST_MARK)}
    raw, weighed = raw_means(activity), activity["values"]
    values = {
        name: None if share is None else moved(share, weighed[name] - raw[name], most[name], findings)
        for name, share in shown.items()
    }
    return values if shown["pairwise"] is None else values | {"pairwise": weighed["pairwise"]}


def moved(mean: float, difference: float, most: float, findings: dict) -> float:
    """Sums that are equal must tie, so they are rounded."""
    by = shift(difference / most, mean / most, findings["respondents"], findings.get("weights", []))
    return round(min(most, max(0.0, mean + most * by)), DECIMALS)


def order(activity: dict, values: dict, asked: int) -> float:
    shown = values["want-share"]
    return cut(activity["marks"]["want"], asked) / (to_five(asked) or 1) if shown is None else shown


def interval(share: float, findings: dict) -> tuple[float, float] | None:
    """Between what shares all residents' would lie, from what is shown alone: the normal interval of 95 %, wider by the
    design effect of the weights, narrower the more of all residents answered."""
    asked, weighting = to_five(findings["respondents"]), findings.get("weighting") or {}
    if not asked:
        return None
    left_out = 1 - min(1.0, asked / weighting["population"]) if weighting else 1.0
    effect = round(weighting.get("design_effect", 1.0), 1)
    half = Z * math.sqrt(share * (1 - share) * effect * left_out / asked)
    return max(0.0, share - half), min(1.0, share + half)


def places_between(standing: Standing, all_standings: dict[str, Standing], findings: dict) -> tuple[int, int] | None:
    """The best and the worst place it may have among all residents; None on a short list. All that are shown with the
    same share have the same: their own would tell which of them is ahead. On a middling list one place is added."""
    found, asked, share = findings.get("uncertainty"), findings["respondents"], standing.values["want-share"]
    if not found or asked < ENOUGH_FOR_PLACES or share is None:
        return None
    alike = {other.id for other in all_standings.values() if other.values["want-share"] == share}
    places = [one for one in found["measures"]["want-share"] if one["id"] in alike]
    more = 0 if asked >= ENOUGH_FOR_POINTS else 1
    best, worst = min(one["place_low"] for one in places) - more, max(one["place_high"] for one in places) + more
    return max(1, best), min(len(findings["activities"]), worst)


def place(value: float | None, among: list[float | None]) -> int | None:
    return None if value is None else 1 + sum(other is not None and other > value for other in among)


def middle_place(value: float, among: list[float]) -> float:
    """Those who tie stand at the middle of the places they hold."""
    return 1 + sum(other > value for other in among) + (sum(other == value for other in among) - 1) / 2


def disagreements(findings: dict) -> list[dict]:
    """As analysis.disagreement finds them, but in the figures that are shown; widest first."""
    shown = [standing for standing in standings(findings).values() if standing.values["want-share"] is not None]
    told = [name for name in told_measures(findings) if any(standing.values[name] is not None for standing in shown)]
    columns = {name: [standing.values[name] or 0 for standing in shown] for name in told}
    found = [disagreement(standing, columns) for standing in shown]
    least_spread = max(2, len(findings["activities"]) / 5)
    wide = (item for item in found if item["spread"] >= least_spread and len(set(item["places"].values())) > 1)
    return sorted(wide, key=lambda item: -item["spread"])


def disagreement(standing: Standing, columns: dict[str, list[float]]) -> dict:
    middle = {name: middle_place(standing.values[name] or 0, column) for name, column in columns.items()}
    return {
        "id": standing.id,
        "code": "LOVED_BY_FEW" if middle.get("first", middle["want-share"]) < middle["want-share"] else "FINE_FOR_ALL",
        "spread": max(middle.values()) - min(middle.values()),
        "places": {name: at for name, at in standing.places.items() if at is not None},
    }


def channels(findings: dict) -> list:
    """How many came by which channel, as groups of channels."""
    counts = findings.get("channels", {})
    return groups_of([name for name in CHANNELS if name in counts], counts, {})


def by_open_link(findings: dict) -> int | None:
    """How many came by the open link, where that may be told."""
    return next((group.shown for group in channels(findings) if group.parts == (OPEN_LINK,)), None)


def without_open_link(findings: dict) -> dict | None:
    """The same findings without the answers of the open link; None where either side is too small. What would show too
    few on one of the two sides is left out: an activity whole, of one that stays what else was counted."""
    part, linked = findings.get("without_open_link"), by_open_link(findings)
    if not part or linked is None:
        return None
    sides = Sides(findings, part, asked=to_five(findings["respondents"]) - linked, linked=linked)
    return part | {
        "respondents": sides.asked,
        "activities": [sides.thinned(activity) for activity in part["activities"] if sides.may_show(activity)],
        "top_wishes": {id: count for id, count in part.get("top_wishes", {}).items() if sides.may_show_top(id, count)},
    }


class Sides:
    """Answers with and without the open link. `asked` without it, `linked` by it: both rounded, and they add up."""

    def __init__(self, findings: dict, part: dict, *, asked: int, linked: int):
        self.whole, self.part, self.asked, self.linked = findings, part, asked, linked
        self.activities = {activity["id"]: activity for activity in findings["activities"]}

    def may_show(self, activity: dict) -> bool:
        return self.both(self.activities[activity["id"]]["marks"]["want"], activity["marks"]["want"])

    def may_show_top(self, id: str, count: int) -> bool:
        return self.both(self.whole["top_wishes"].get(id, 0), count)

    def both(self, whole: float, part: float) -> bool:
        if about(whole, self.asked + self.linked) is None or about(part, self.asked) is None:
            return False
        return FEWEST_MORE <= to_five(whole) - to_five(part) <= self.linked - FEWEST_LEFT

    def thinned(self, activity: dict) -> dict:
        """Its means are made to be over the rounded number, so that they stand for the counts they came from."""
        whole, answers = self.activities[activity["id"]], self.part["respondents"]
        per = answers / self.asked
        raw, means = self.over_rounded(raw_means(activity), per), self.over_rounded(activity["values"], per)
        if not self.both(raw_means(whole)["first"] * self.whole["respondents"], raw_means(activity)["first"] * answers):
            raw["first"] = None
        marked = activity["n"] if self.both(whole["n"], activity["n"]) else None
        return activity | {"values": means, "raw": raw, "n": marked}

    def over_rounded(self, means: dict, per: float) -> dict:
        return means | {name: means[name] * per for name in ("want-share", "points", "first", "borda")}
