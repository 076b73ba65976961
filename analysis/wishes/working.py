"""In which order a person looks at the suggestions, so that few clicks sort many wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.wishes.suggesting import CONFIRMED, Suggestion

BATCH = 10


@dataclass(frozen=True)
class Batch:
    """Wishes to be looked at together: one click confirms the theme for all, one more for each that is moved.

    theme : the likeliest theme, also where the suggestion is UNSORTED; None where nothing is known at all.
    wishes : positions, the surest first. count : how many people's wishes they stand for.
    expected_clicks : one, and one for each that is likely wrong.
    """

    theme: str | None
    wishes: tuple[int, ...]
    count: int
    expected_clicks: float


def work_order(suggestions: Sequence[Suggestion], counts: Sequence[int] | None = None, most: int = BATCH):
    """Tuple of Batch: all wishes that nobody has confirmed, those first that sort most people's wishes for a click.

    Within a theme the surest stand first, at most ``most`` to a batch, so that a screen shows all of it. After some
    batches ask ``suggest`` again: what was just confirmed makes the others surer.

    Parameters
    ----------
    counts : how many people's wishes each stands for (``MergedWish.count``); one each when not given.

    >>> known, unknown = Suggestion("dance", "KEYWORD", 0.9, "dance"), Suggestion(None, "UNSORTED", 0.2, "opera")
    >>> [(batch.theme, batch.wishes, batch.count) for batch in work_order([unknown, known, known], [1, 1, 5])]
    [('dance', (2, 1), 6), ('opera', (0,), 1)]
    """
    counts = [1] * len(suggestions) if counts is None else list(counts)
    waiting: dict[str | None, list[int]] = {}
    for at, suggestion in enumerate(suggestions):
        if suggestion.ground != CONFIRMED:
            waiting.setdefault(suggestion.guess, []).append(at)
    batches = []
    for theme, members in waiting.items():
        members.sort(key=lambda at: (-suggestions[at].confidence, -counts[at], at))
        for start in range(0, len(members), most):
            batches.append(_batch(theme, members[start : start + most], suggestions, counts))
    return tuple(sorted(batches, key=lambda batch: (-batch.count / batch.expected_clicks, batch.wishes[0])))


def _batch(theme: str | None, members: list[int], suggestions: Sequence[Suggestion], counts: list[int]) -> Batch:
    clicks = 1 + sum(1 - suggestions[at].confidence for at in members)
    return Batch(theme, tuple(members), sum(counts[at] for at in members), clicks)
