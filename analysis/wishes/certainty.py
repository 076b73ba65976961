"""How sure a guess is: a logistic curve that starts where public data puts it and moves with each confirmation."""

from __future__ import annotations

import numpy as np

# Constant, margin, keyword share, likeness: fitted on the labelled texts named in docs/methods.md.
START = np.array([-1.8, 0.6, -0.5, 7.0])
# How far each may reasonably lie from there, as a standard deviation.
LOOSE = np.array([1.0, 0.2, 0.5, 1.5])
_STEPS = 12


def certainty(evidence: np.ndarray, tried: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Array (n,) of 0 to 1: the chance that a guess with such evidence is right.

    A logistic regression (Platt 1999) whose coefficients have a normal prior around START; ``tried`` (k, 3) is the
    evidence of guesses of which ``right`` (k,) tells whether they were right. With none tried it is the prior.

    >>> sure = np.array([[2.0, 1.0, 0.5]])
    >>> before = certainty(sure, np.zeros((0, 3)), np.zeros(0, bool))
    >>> after = certainty(sure, np.repeat(sure, 20, axis=0), np.zeros(20, bool))
    >>> bool(before > 0.6), bool(after < 0.4)
    (True, True)
    """
    design, coefficients = _with_constant(tried), START.copy()
    for _step in range(_STEPS):
        chance = _logistic(design @ coefficients)
        slope = design.T @ (right - chance) - (coefficients - START) / LOOSE**2
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(1 / LOOSE**2)
        coefficients += np.linalg.solve(curvature, slope)
    return _logistic(_with_constant(evidence) @ coefficients)


def _with_constant(evidence: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(evidence)), evidence])


def _logistic(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(values, -30, 30)))
