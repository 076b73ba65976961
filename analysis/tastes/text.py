"""Taste groups as text for a terminal."""

from __future__ import annotations

from analysis.tastes.groups import TasteGroup, Tastes
from analysis.terminal import shorten, table

_MOST_SHOWN = 8
_WHY = {
    "TOO_FEW_ANSWERS": "Too few answers to say: {respondents:,} with a mark, {activities} activities on which "
    "they differ, {marks:g} wanted things on the median ballot; 40, 4 and 2 are needed.",
    "NO_CLEAR_GROUPS": "No clear groups: the best of the numbers tried ({k}) has ",
    "silhouette": "a silhouette of {silhouette:.3f}; chance alone comes close, {silhouette_needed:.3f} is needed.",
    "stability": "a group that resamples find again by {stability:.0%} only; {stability_needed:.0%} is needed.",
}


def tastes_text(tastes: Tastes) -> str:
    """Groups with what they like more than the others, or why there are none."""
    if not tastes.groups:
        return f"{_why_none(tastes)}\n\nOf {tastes.respondents:,} ballots with a mark. Seed {tastes.seed}."
    parts = [_group(number, group) for number, group in enumerate(tastes.groups, start=1)]
    parts.append("Half of every group want: " + (_listed(tastes.consensus) or "nothing"))
    parts.append("They divide most over: " + (_listed(tastes.dividing) or "nothing"))
    return "\n\n".join([*parts, f"Of {tastes.respondents:,} ballots with a mark. Seed {tastes.seed}."])


def _why_none(tastes: Tastes) -> str:
    doubt = tastes.doubts[0]
    ending = next((_WHY[name] for name in ("silhouette", "stability") if name in doubt.numbers), "")
    return (_WHY[doubt.code] + ending).format(**doubt.numbers)


def _group(number: int, group: TasteGroup) -> str:
    title = f"Group {number}: {group.size:,} respondents ({group.share:.0%}), stability {group.stability:.2f}"
    if traits := ", ".join(f"{t.stratum} {t.value} ({t.inside:.0%}, others {t.outside:.0%})" for t in group.traits[:3]):
        title += f"\nMore often {traits}"
    rows = [[shorten(like.title), f"{like.inside:.0%}", f"{like.outside:.0%}"] for like in group.likes[:_MOST_SHOWN]]
    return title + "\n" + table(["likes more", "want it", "others"], rows, left=[0]) if rows else title


def _listed(shared) -> str:
    return ", ".join(shorten(one.title) for one in shared[:_MOST_SHOWN])
