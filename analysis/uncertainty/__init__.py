"""Uncertainty (大约在……到……之间): what would be said of other residents who might as well have answered."""

from analysis.uncertainty.intervals import LEVEL, TIED, TOO_FEW, Interval, Uncertainty, uncertainty
from analysis.uncertainty.replicates import CannotReplicate, Replicates, replicate_weights
from analysis.uncertainty.robust import robustness

__all__ = [
    "LEVEL",
    "TIED",
    "TOO_FEW",
    "CannotReplicate",
    "Interval",
    "Replicates",
    "Uncertainty",
    "replicate_weights",
    "robustness",
    "uncertainty",
]
