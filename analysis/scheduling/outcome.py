"""A calendar that explains itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.reasons import Reason


@dataclass(frozen=True)
class Placement:
    """One occasion on its day.

    programme, occasion : id, and 1, 2 … in the order of the year.
    week, day : ISO week, and an ISO date: the Saturday or the Wednesday of that week, of a festival its own day.
    slot : a code of SLOTS. venue, area : ids, "" where none were given.
    reasons : codes of the table in ``scheduling.explain``.
    """

    programme: str
    occasion: int
    week: int
    day: str
    slot: str
    venue: str
    area: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Schedule:
    """A year's calendar.

    placements : in the order of days.
    unplaced : programme id -> occasions that found no place.
    clash : when something is unplaced, wishes of which any one would have to be given up (``scheduling.clash``).
    parts : what the calendar was judged by (``scheduling.explain.parts``).
    doubts : codes of the table in ``scheduling.explain``.
    rule : all settings, enough to repeat it.
    """

    year: int
    placements: tuple[Placement, ...]
    unplaced: dict[str, int] = field(default_factory=dict)
    clash: tuple[Reason, ...] = ()
    parts: dict[str, float] = field(default_factory=dict)
    doubts: tuple[Reason, ...] = ()
    rule: dict = field(default_factory=dict)

    def in_month(self, month: int) -> tuple[Placement, ...]:
        """Placements of a month, 1 to 12.

        >>> Schedule(2027, (Placement("a", 1, 9, "2027-03-06", "weekend-day", "", ""),)).in_month(3)[0].programme
        'a'
        """
        return tuple(placement for placement in self.placements if int(placement.day[5:7]) == month)
