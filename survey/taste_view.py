"""Residents of like taste, as they may be shown: groups of a partition, what each likes more, in words and tenths."""

from flask_babel import gettext as _

from survey import release, wording
from survey.explanations import joined, quoted
from survey.filters import money
from survey.groups import groups_of
from survey.pictures import MAP_HEIGHT, taste_map
from survey.small_numbers import TENTHS_FROM, to_five

MOST_LIKES = 6
NAMED_ON_THE_MAP = 3
MOST_DIVIDING = 4
NO_GROUP = None


def tastes(findings: dict, titles: dict[str, str]) -> dict | None:
    """None where nobody looked for groups; without `groups` where there are none or they are too small to be shown."""
    found = findings.get("tastes")
    if found is None:
        return None
    shown = groups_to_show(found, findings["respondents"])
    if not shown:
        return {"groups": [], "why_none": why_none(found)}
    return {
        "groups": [
            group_facts(number, group, shown[number], findings, titles) for number, group in enumerate(found["groups"])
        ],
        "consensus": quoted([one["id"] for one in found["consensus"]], titles),
        "dividing": quoted([one["id"] for one in found["dividing"]][:MOST_DIVIDING], titles),
        "dots": dots(found, shown, findings, titles),
        "height": MAP_HEIGHT,
    }


def groups_to_show(found: dict, respondents: int) -> dict[int, int]:
    """Group -> respondents as they may be shown; none where two groups would have to be joined. Few who are in no group
    are shown with one of them."""
    sizes = {number: group["size"] for number, group in enumerate(found["groups"])}
    left = respondents - sum(sizes.values())
    counts = sizes | {NO_GROUP: left} if left else sizes
    shown = {
        part: group.shown
        for group in groups_of(list(counts), counts, {})
        for part in group.parts
        if part is not NO_GROUP and len(set(group.parts) - {NO_GROUP}) == 1
    }
    return shown if len(shown) == len(sizes) else {}


def group_facts(number: int, group: dict, shown: int, findings: dict, titles: dict[str, str]) -> dict:
    return {
        "number": number,
        "name": _("第 %(number)s 群", number=number + 1),
        "size": _(
            "约 %(count)s 位，占 %(percent)s%%",
            count=money(shown),
            percent=round(100 * shown / to_five(findings["respondents"])),
        ),
        "who": who(group["traits"]),
        "likes": [like(one, titles, shown, findings) for one in likes_to_show(group, shown, findings)[:MOST_LIKES]],
    }


def likes_to_show(group: dict, size: int, findings: dict) -> list[dict]:
    """Those whose own count is shown, by what is told of them and then in list order."""
    in_list = release.told_ids(findings)
    likes = [one for one in group["likes"] if one["id"] in in_list]
    return sorted(likes, key=lambda one: (-ahead(one, size, findings), in_list.index(one["id"])))


def ahead(one: dict, size: int, findings: dict) -> int:
    inside, outside = tenths_of(one)
    return inside - outside if tells_tenths(size, findings) else 0


def tenths_of(one: dict) -> tuple[int, int]:
    return round(10 * one["inside"]), round(10 * one["outside"])


def tells_tenths(size: int, findings: dict) -> bool:
    return min(size, to_five(findings["respondents"]) - size) >= TENTHS_FROM


def like(one: dict, titles: dict[str, str], size: int, findings: dict) -> tuple[str, str]:
    """The activity and, where the group and the others are many enough, how many of ten want it in each."""
    inside, outside = tenths_of(one)
    if not tells_tenths(size, findings) or inside == outside:
        return titles[one["id"]], ""
    if not outside:
        return titles[one["id"]], _("十人里 %(inside)s 人，别人不到 1 人", inside=inside)
    return titles[one["id"]], _("十人里 %(inside)s 人，别人 %(outside)s 人", inside=inside, outside=outside)


def who(traits: list[dict]) -> str:
    """In words only: which ages are more frequent in it than outside."""
    ages = [trait["value"] for trait in traits if trait["stratum"] == "age_band" and trait["inside"] > trait["outside"]]
    words = [str(wording.labels.AGE_BANDS[age]) for age in wording.labels.AGE_BANDS if age in ages]
    return _("%(ages)s的人比其他群多。", ages=_("、").join(words)) if words else ""


def dots(found: dict, sizes: dict[int, int], findings: dict, titles: dict[str, str]) -> list:
    if not found["map"]:
        return []
    known = release.told_ids(findings)
    places = {spot["id"]: (spot["x"], spot["y"]) for spot in found["map"]["activities"] if spot["id"] in known}
    named = {
        one["id"]: number
        for number, group in enumerate(found["groups"])
        for one in likes_to_show(group, sizes[number], findings)[:NAMED_ON_THE_MAP]
        if one["id"] in places
    }
    return taste_map(places, named, titles)


def why_none(found: dict) -> str:
    codes = {doubt["code"] for doubt in found["doubts"]}
    if "TOO_FEW_ANSWERS" in codes:
        return _("填的人还太少，看不出有没有喜好相近的几群人。")
    return joined([_("没有明显的分群。"), _("大家的喜好是慢慢过渡的，硬分成几群，换一批人来填就会变样。")])
