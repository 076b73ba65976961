"""What fairness costs, as a picture: what all residents get from a plan, and what the worst-off group gets."""

from survey.pictures import CURVE_HEIGHT, curve
from survey.release import ENOUGH_FOR_POINTS

FINE_STEP, COARSE_STEP = 1, 5  # per cent


def frontier(findings: dict) -> dict | None:
    found = findings.get("frontier")
    if not found or not found["points"]:
        return None
    step = FINE_STEP if findings["respondents"] >= ENOUGH_FOR_POINTS else COARSE_STEP
    points = sorted({rounded(point, step) for point in found["points"]})
    marks = {kind: rounded(found[kind], step) for kind in ("fair", "plain")}
    return {
        "drawn": curve([(x / 100, y / 100) for x, y in points], {k: (x / 100, y / 100) for k, (x, y) in marks.items()}),
        "height": CURVE_HEIGHT,
        **marks,
    }


def rounded(point: dict, step: int) -> tuple[int, int]:
    return tuple(step * round(100 * point[name] / step) for name in ("total", "worst"))
