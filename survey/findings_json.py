"""What the results page shows, for programs: the same figures, rounded and left out by the same rule. The fields stand
in docs/findings.schema.json."""

import json

from survey import release
from survey.frontier_view import frontier
from survey.plan_rows import size_shown
from survey.small_numbers import about, to_five
from survey.taste_view import groups_to_show, likes_to_show


def shown(findings: dict, titles: dict[str, str], plan: dict | None = None) -> str:
    document = {
        "version": findings["version"],
        "input_sha256": findings["input_sha256"],
        "seed": findings["seed"],
        "respondents": to_five(findings["respondents"]),
        "corrected": bool(findings.get("weighting")),
        "ranking": ranking(findings, titles),
        "disagreements": [
            {name: item[name] for name in ("id", "code", "places")} for item in release.disagreements(findings)
        ],
        "tastes": tastes(findings),
        "frontier": places_on_the_frontier(findings),
        "plan": plan and plan_facts(plan),
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def ranking(findings: dict, titles: dict[str, str]) -> list[dict]:
    standings = release.standings(findings)
    in_order = sorted(standings.values(), key=lambda standing: standing.order)
    return [activity(standing, standings, findings, titles) for standing in in_order]


def activity(standing: release.Standing, standings: dict, findings: dict, titles: dict[str, str]) -> dict:
    share = standing.values["want-share"]
    low, high = (None, None) if share is None else release.interval(share, findings)
    places = release.places_between(standing, standings, findings)
    return {
        "id": standing.id,
        "title": titles[standing.id],
        "place": standing.places["want-share"],
        "place_low": places and places[0],
        "place_high": places and places[1],
        "low": low,
        "high": high,
        "values": standing.values,
        "raw": standing.raw,
    }


def tastes(findings: dict) -> list[dict]:
    found = findings.get("tastes") or {"groups": []}
    sizes = groups_to_show(found, findings["respondents"])
    return [
        {"size": size, "likes": [one["id"] for one in likes_to_show(found["groups"][number], size, findings)]}
        for number, size in sizes.items()
    ]


def places_on_the_frontier(findings: dict) -> dict | None:
    found = frontier(findings)
    return found and {kind: dict(zip(("total", "worst"), found[kind], strict=True)) for kind in ("fair", "plain")}


def plan_facts(plan: dict) -> dict:
    asked = plan["respondents"]
    return {
        "budget": plan["budget"],
        "cost": plan["cost"],
        "rule": plan["rule"],
        "occasions": plan["occasions"],
        "reasons": {
            id: {"code": reason["code"], "supporters": about(reason.get("supporters", 0), asked)}
            for id, reason in plan["reasons"].items()
        },
        "neglected": [
            {"id": group["id"], "size": size_shown(group, plan), "cost": group["cost"]}
            for group in plan.get("neglected", ())
        ],
    }
