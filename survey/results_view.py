"""The stored findings as the results page and the report show them."""

from flask_babel import gettext as _

from survey import charts, frontier_view, release, taste_view, wording
from survey.explanations import joined, quoted, why_measures_differ
from survey.filters import money
from survey.groups import Group, Tree, groups_of
from survey.small_numbers import about, to_five

LEADERS = 3
MOST_NAMED = 3
# Neighbours first: the young, the old, and those who did not say.
AGE_TREE = [["14-34", "35-59"], ["60-74", "75+"], ""]


def ranking_facts(findings: dict, titles: dict[str, str], by: str) -> dict:
    return {
        "findings": findings,
        "by": by,
        "is_corrected": bool(findings.get("weighting")),
        "measures": wording.results.MEASURES,
        "told_measures": release.told_measures(findings),
        "enough_for_points": money(release.ENOUGH_FOR_POINTS),
        "legend": wording.results.LEGEND,
        "respondents": _("约 %(count)s 份", count=money(to_five(findings["respondents"]))),
        "leaders": leaders(findings, titles),
        "ranking": charts.ranking(findings, titles, by),
        "table": charts.table(findings, titles),
        "tastes": taste_view.tastes(findings, titles),
        "frontier": frontier_view.frontier(findings),
        "disagreements": [disagreement(item, titles) for item in release.disagreements(findings)],
    }


def chosen_view(findings: dict, titles: dict[str, str], *, without: bool) -> tuple[dict, dict]:
    """The findings to be drawn, with the answers of the open link or without them, and what the switch says."""
    apart = release.without_open_link(findings)
    shown = apart if without and apart else findings
    drawn = {activity["id"] for activity in shown["activities"]}
    hidden = [activity["id"] for activity in findings["activities"] if activity["id"] not in drawn]
    linked = release.by_open_link(findings) if apart else None
    return shown, {
        "candidates": len(findings["activities"]),
        "has_open_link": release.OPEN_LINK in findings.get("channels", {}),
        "by_open_link": linked,
        "open_link_percent": linked and charts.percent(linked, findings["respondents"]),
        "without": shown is apart,
        "hidden": quoted(hidden, titles, len(hidden)),
    }


def leaders(findings: dict, titles: dict[str, str]) -> str:
    standings = release.standings(findings)
    shown = [id for id, standing in standings.items() if standing.places["want-share"]]
    return quoted(sorted(shown, key=lambda id: standings[id].order)[:LEADERS], titles)


def disagreement(item: dict, titles: dict[str, str]) -> dict:
    best, worst = min(item["places"], key=item["places"].get), max(item["places"], key=item["places"].get)
    said = _(
        "按%(best)s排第 %(best_place)s，按%(worst)s排第 %(worst_place)s。",
        best=wording.results.MEASURES[best]["name"],
        worst=wording.results.MEASURES[worst]["name"],
        best_place=item["places"][best],
        worst_place=item["places"][worst],
    )
    return {
        "title": titles[item["id"]],
        "sentence": joined([said, why_measures_differ(item["code"])]),
        "best_place": item["places"][best],
        "worst_place": item["places"][worst],
    }


def respondent_facts(findings: dict, buildings: Tree) -> dict:
    """Who answered, when they are free, what they offer. `buildings`: the tree of the ids of all buildings."""
    asked = findings["respondents"]
    total = sum(findings["residents_by_age"].values())
    return {
        "by_age": charts.coverage(by_age(findings)),
        "by_building": charts.coverage(by_building(findings, buildings)),
        "by_channel": charts.totals_of(channels(findings), asked),
        "free_times": charts.totals(findings["free_times"], wording.labels.FREE_TIMES, asked),
        "offers": charts.totals(findings["offers"], wording.labels.OFFERS, asked),
        "response_percent": min(100, round(100 * to_five(asked) / total)) if about(asked) and total else None,
    }


def by_age(findings: dict) -> list[dict]:
    words = {**wording.labels.AGE_BANDS, "": wording.results.AGE_NOT_GIVEN}
    return titled(groups_of(AGE_TREE, findings["by_age"], where_known(findings["residents_by_age"])), words)


def by_building(findings: dict, buildings: Tree) -> list[dict]:
    rows = {row["area_id"]: row for row in findings["by_building"]}
    nowhere = findings["respondents"] - sum(row["answered"] for row in rows.values())
    rows[None] = {"title": wording.results.BUILDING_NOT_GIVEN, "answered": nowhere, "residents": 0}
    return titled(
        groups_of(
            buildings,
            {id: row["answered"] for id, row in rows.items()},
            where_known({id: row["residents"] for id, row in rows.items()}),
        ),
        {id: row["title"] for id, row in rows.items()},
    )


def where_known(residents: dict) -> dict:
    return {part: count for part, count in residents.items() if count}


def channels(findings: dict) -> list[dict]:
    return titled(release.channels(findings), wording.labels.CHANNELS)


def titled(groups: list[Group], words: dict) -> list[dict]:
    return [
        {"title": title_of([str(words[part]) for part in group.parts]), "shown": group.shown, "residents": group.of}
        for group in groups
    ]


def title_of(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return _("、").join(names)
    named = _("、").join(names[: MOST_NAMED - 1])
    return _("%(named)s等 %(count)s 处", named=named, count=len(names))


def provenance(findings: dict) -> list[tuple[str, str]]:
    return [
        (_("心愿单的指纹（SHA-256）"), findings["input_sha256"]),
        (_("程序版本"), findings["version"]),
        (_("随机种子"), str(findings["seed"])),
    ]
