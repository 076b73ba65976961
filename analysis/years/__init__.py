"""From year to year: what rose and fell, how many will come, and how good last year's forecasts were."""

from analysis.years.compare import Change, Comparison, compare
from analysis.years.forecast import Forecast, Forecasts, Held, Wanted, forecast
from analysis.years.problem import Incomparable
from analysis.years.scoring import Score, Scored, score

__all__ = [
    "Change",
    "Comparison",
    "Forecast",
    "Forecasts",
    "Held",
    "Incomparable",
    "Score",
    "Scored",
    "Wanted",
    "compare",
    "forecast",
    "score",
]
