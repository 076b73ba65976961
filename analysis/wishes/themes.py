"""What residents wish for, theme by theme, each with the activities that answer it or as something new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.wishes.codebook import Codebook, Theme
from analysis.wishes.merging import MergedWish
from analysis.wishes.suggesting import CONFIRMED, Suggestion

EXAMPLES = 3
_LONGEST_EXAMPLE = 40


@dataclass(frozen=True)
class WishTheme:
    """One theme. ``count`` is of people's wishes, ``confirmed`` of them those that a person sorted.

    examples : the most frequent wishes, masked, shortened to 40 characters; activities : ids of those on the list that
        answer it; new : none does, so it may be proposed for next year.
    """

    id: str
    label: str
    label_en: str
    count: int
    confirmed: int
    examples: tuple[str, ...]
    activities: tuple[str, ...]
    new: bool


def themes(
    wishes: Sequence[MergedWish],
    suggestions: Sequence[Suggestion],
    codebook: Codebook,
    activities: Mapping[str, str] | None = None,
) -> tuple[WishTheme, ...]:
    """The themes that occur, largest first; wishes in the unsorted tray are in none.

    Parameters
    ----------
    activities : id of each activity on the list -> its title and whatever else tells what it is (its art form). It
        answers a theme when one of the theme's ``activities`` words stands in it.

    >>> from analysis.wishes.merging import merge
    >>> from analysis.wishes.suggesting import suggest
    >>> codebook = (Theme("opera", "戏曲", "", ("评剧",), ("OPERA",)), Theme("swap", "旧物交换", "", ("旧书",)))
    >>> wishes = merge(["多唱评剧", "希望多唱评剧", "旧书换一换"]).wishes
    >>> found = themes(wishes, suggest([w.text for w in wishes], codebook, {}), codebook, {"a7": "OPERA 戏曲专场"})
    >>> [(theme.id, theme.count, theme.activities, theme.new) for theme in found]
    [('opera', 2, ('a7',), False), ('swap', 1, (), True)]
    """
    known = {theme.id: theme for theme in codebook}
    sorted_into: dict[str, list[int]] = {}
    for at, suggestion in enumerate(suggestions):
        if suggestion.theme is not None:
            sorted_into.setdefault(suggestion.theme, []).append(at)
    found = [
        _wish_theme(known.get(id, Theme(id, id)), members, wishes, suggestions) for id, members in sorted_into.items()
    ]
    matched = [_matched(theme, known, activities or {}) for theme in found]
    return tuple(sorted(matched, key=lambda theme: (-theme.count, theme.id)))


def unsorted_count(wishes: Sequence[MergedWish], suggestions: Sequence[Suggestion]) -> int:
    """How many people's wishes wait in the unsorted tray."""
    return sum(wish.count for wish, suggestion in zip(wishes, suggestions, strict=True) if suggestion.theme is None)


def _wish_theme(
    theme: Theme, members: list[int], wishes: Sequence[MergedWish], suggestions: Sequence[Suggestion]
) -> WishTheme:
    frequent = sorted(members, key=lambda at: (-wishes[at].count, wishes[at].members[0]))[:EXAMPLES]
    return WishTheme(
        id=theme.id,
        label=theme.label,
        label_en=theme.label_en,
        count=sum(wishes[at].count for at in members),
        confirmed=sum(wishes[at].count for at in members if suggestions[at].ground == CONFIRMED),
        examples=tuple(_short(wishes[at].text) for at in frequent),
        activities=(),
        new=True,
    )


def _matched(found: WishTheme, known: Mapping[str, Theme], activities: Mapping[str, str]) -> WishTheme:
    words = known[found.id].activities if found.id in known else ()
    answering = tuple(id for id, told in activities.items() if any(word in told for word in words))
    return replace(found, activities=answering, new=not answering)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1] + "…"
