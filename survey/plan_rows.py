"""A stored selection as the lines of a plan: what is held, what is not, and the sentence for each."""

from dataclasses import dataclass

from flask_babel import gettext as _

from survey.charts import reached
from survey.explanations import quoted, what_would_change, why
from survey.filters import money
from survey.small_numbers import about, cut, to_five

FEWEST_BESIDE = 20


@dataclass(frozen=True)
class Line:
    id: str
    title: str
    occasions: int
    cost: float  # of all occasions; of one, where it is not held
    why: str
    change: str = ""
    icon: str = ""
    lock: str | None = None
    lock_reason: str = ""


def lines(
    selection: dict, titles: dict[str, str], *, currency: str, locks=(), icons=()
) -> tuple[list[Line], list[Line]]:
    """What is in and what is out, each most wanted first. `locks`: id -> (lock, written reason)."""
    all_lines = {id: line(id, selection, titles, currency, dict(locks), dict(icons)) for id in selection["reasons"]}
    wanted_first = sorted(all_lines.values(), key=lambda line: -supporters(selection, selection, line.id))
    return [line for line in wanted_first if line.occasions], [line for line in wanted_first if not line.occasions]


def line(id: str, selection: dict, titles: dict[str, str], currency: str, locks: dict, icons: dict) -> Line:
    reason = selection["reasons"][id]
    lock, lock_reason = locks.get(id, (None, ""))
    return Line(
        id=id,
        title=titles[id],
        occasions=selection["occasions"].get(id, 0),
        cost=reason["cost"],
        why=why(reason, asked=selection["respondents"], currency=currency),
        change=what_would_change((selection["flips"] or {}).get(id), titles, currency),
        icon=icons.get(id, ""),
        lock=lock,
        lock_reason=lock_reason,
    )


def proportion(selection: dict, titles: dict[str, str], currency: str) -> list[str] | None:
    """One sentence for each group that the plan leaves without its share; None where nobody has looked. What is named
    of a group is its size, rounded, and what it wants."""
    if "neglected" not in selection:
        return None
    return [
        _(
            "%(people)s都想要“%(title)s”，他们的份额合起来够办一场（%(cost)s），可是计划给他们的还没有这么多。",
            people=those(group, selection),
            title=titles[group["id"]],
            cost=f"{money(group['cost'])}{currency}",
        )
        for group in selection["neglected"]
    ]


def those(group: dict, selection: dict) -> str:
    size = size_shown(group, selection)
    return _("约 %(count)s 位居民", count=money(size)) if size else _("有一群居民")


def size_shown(group: dict, selection: dict) -> int | None:
    """None where those who want it and are not in the group would be too few."""
    asked = selection["respondents"]
    size, wanted = (about(count, asked) for count in (group["size"], selection["reasons"][group["id"]]["supporters"]))
    return size if size and wanted and wanted - size >= FEWEST_BESIDE else None


def comparison(selection: dict, titles: dict[str, str], currency: str) -> dict:
    """The plan beside the one that takes the highest points first: what fairness costs, and what it gives."""
    fair, plain = selection, selection["plain"]
    only_fair = [id for id in fair["occasions"] if id not in plain["occasions"]]
    only_plain = [id for id in plain["occasions"] if id not in fair["occasions"]]
    asked = selection["respondents"]
    return {
        "sentence": sentence(only_fair, only_plain, titles),
        "rows": [
            (_("活动"), *(_("%(count)s 项", count=len(plan["occasions"])) for plan in (fair, plain))),
            (_("场次"), *(_("%(count)s 场", count=sum(plan["occasions"].values())) for plan in (fair, plain))),
            (_("要花"), *(f"{money(plan['cost'])}{currency}" for plan in (fair, plain))),
            (_("至少有一项自己想参加的居民"), *(reached(plan["reach"], asked) for plan in (fair, plain))),
            (_("平均每位居民有几项想参加的"), *(f"{wanted_each(plan, selection):.1f}" for plan in (fair, plain))),
            (
                _("只在这一边入选的"),
                *(quoted(only, titles, len(only)) or _("没有") for only in (only_fair, only_plain)),
            ),
        ],
    }


def wanted_each(plan: dict, selection: dict) -> float:
    return sum(supporters(plan, selection, id) for id in plan["occasions"]) / (to_five(selection["respondents"]) or 1)


def supporters(plan: dict, selection: dict, id: str) -> int:
    """As rounded: neither an order nor a sum may tell more than the sentences do."""
    return cut(plan["reasons"][id].get("supporters", 0), selection["respondents"])


def sentence(only_fair: list[str], only_plain: list[str], titles: dict[str, str]) -> str:
    if not only_fair and not only_plain:
        return _("这一次两种挑法选出的活动一样，只是场次可能不同。")
    if not only_plain:
        return _("那样就没有%(out)s。", out=quoted(only_fair, titles))
    if not only_fair:
        return _("那样会多出%(more)s。", more=quoted(only_plain, titles))
    return _("那样会换上%(more)s，换下%(out)s。", more=quoted(only_plain, titles), out=quoted(only_fair, titles))
