"""Which week: chosen occasions onto the weeks of a year, by season, festival, venue, free times and team."""

from analysis.scheduling.festivals import FESTIVALS, festival_days
from analysis.scheduling.outcome import Placement, Schedule
from analysis.scheduling.plan import schedule
from analysis.scheduling.programmes import SLOTS, Limits, Programme, Unschedulable, Venue

__all__ = [
    "FESTIVALS",
    "SLOTS",
    "Limits",
    "Placement",
    "Programme",
    "Schedule",
    "Unschedulable",
    "Venue",
    "festival_days",
    "schedule",
]
