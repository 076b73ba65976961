"""This year beside last as the results page shows it: the shares that stand on each year's own page, and beyond these
only whether one rose or fell."""

from dataclasses import dataclass

from flask_babel import gettext as _

from survey import release
from survey.evidence.years import Years
from survey.explanations import quoted


@dataclass(frozen=True)
class Row:
    title: str
    before: int  # per cent
    now: int

    @property
    def text(self) -> str:
        return _("去年 %(before)s%%，今年 %(now)s%%", before=self.before, now=self.now)


def facts(years: Years | None, titles: dict[str, str]) -> dict | None:
    """None where nothing may be said of any activity in both years."""
    told = shown(years) if years else {}
    if not told:
        return None
    return {
        "rose": rows(told, titles, "ROSE"),
        "fell": rows(told, titles, "FELL"),
        "same": quoted(same := unchanged(told), titles, len(same)),
    }


def shown(years: Years) -> dict[str, tuple[float, float, str]]:
    """Id -> shares of last year and of this, and the code; where the figures as shown say otherwise, no change."""
    now, before = release.standings(years.now), release.standings(years.before)
    told = {}
    for id, (id_before, code) in years.changes.items():
        share, share_before = now[id].values["want-share"], before[id_before].values["want-share"]
        if None not in (share, share_before) and code != "TOO_FEW":
            told[id] = (share_before, share, code if agrees(code, share - share_before) else "NO_CLEAR_CHANGE")
    return told


def agrees(code: str, difference: float) -> bool:
    return difference > 0 if code == "ROSE" else difference < 0


def rows(told: dict, titles: dict[str, str], wanted: str) -> list[Row]:
    """The largest change first."""
    changed = [(share - before, id) for id, (before, share, code) in told.items() if code == wanted]
    ordered = sorted(changed, key=lambda change: -abs(change[0]))
    return [Row(titles[id], round(100 * told[id][0]), round(100 * told[id][1])) for _change, id in ordered]


def unchanged(told: dict) -> list[str]:
    return [id for id, (_before, _share, code) in told.items() if code == "NO_CLEAR_CHANGE"]
