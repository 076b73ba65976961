"""The stored findings as the results page and the report show them."""

from flask_babel import gettext as _

from survey import charts, wording
from survey.explanations import quoted, why_measures_differ
from survey.filters import money
from survey.small_numbers import to_five

LEADERS = 3


def ranking_facts(findings: dict, titles: dict[str, str], by: str) -> dict:
    return {
        "findings": findings,
        "by": by,
        "measures": wording.results.MEASURES,
        "legend": wording.results.LEGEND,
        "respondents": _("%(count)s 份", count=money(findings["respondents"])),
        "leaders": leaders(findings, titles),
        "ranking": charts.ranking(findings, titles, by),
        "table": charts.table(findings, titles),
        "disagreements": disagreements(findings, titles),
    }


def leaders(findings: dict, titles: dict[str, str]) -> str:
    wanted = [activity for activity in findings["activities"] if activity["marks"]["want"]]
    first = sorted(wanted, key=lambda activity: activity["places"]["want-share"])[:LEADERS]
    return quoted([activity["id"] for activity in first], titles)


def disagreements(findings: dict, titles: dict[str, str]) -> list[dict]:
    return [disagreement(item, titles) for item in findings["disagreements"]]


def disagreement(item: dict, titles: dict[str, str]) -> dict:
    best, worst = min(item["places"], key=item["places"].get), max(item["places"], key=item["places"].get)
    return {
        "title": titles[item["id"]],
        "best": wording.results.MEASURES[best]["name"],
        "worst": wording.results.MEASURES[worst]["name"],
        "best_place": item["places"][best],
        "worst_place": item["places"][worst],
        "why": why_measures_differ(item["code"]),
    }


def respondent_facts(findings: dict) -> dict:
    """Who answered, when they are free, what they offer."""
    asked = findings["respondents"]
    residents = findings["residents_by_age"]
    bands = [(band, words, residents.get(band, 0)) for band, words in wording.labels.AGE_BANDS.items()]
    groups = [*bands, ("", wording.results.AGE_NOT_GIVEN, 0)]
    counts = findings["by_age"]
    total = sum(residents.values())
    return {
        "by_age": charts.coverage(
            [{"title": words, "answered": counts.get(band, 0), "residents": n} for band, words, n in groups]
        ),
        "by_building": charts.coverage(findings["by_building"]),
        "free_times": charts.totals(findings["free_times"], wording.labels.FREE_TIMES, asked),
        "offers": charts.totals(findings["offers"], wording.labels.OFFERS, asked),
        "response_percent": min(100, round(100 * to_five(asked) / total)) if total else None,
    }


def provenance(findings: dict) -> list[tuple[str, str]]:
    return [
        (_("心愿单的指纹（SHA-256）"), findings["input_sha256"]),
        (_("程序版本"), findings["version"]),
        (_("随机种子"), str(findings["seed"])),
    ]
