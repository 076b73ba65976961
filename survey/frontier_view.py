"""What fairness costs, as a picture: what all residents get from a plan, and what the worst-off group gets."""

from survey.pictures import CURVE_HEIGHT, curve
from survey.small_numbers import TENTHS_FROM
from survey.taste_view import groups_to_show

FINE_STEP, COARSE_STEP = 1, 5  # per cent
ENOUGH_FOR_FINE_STEPS = 500  # in the smallest group: its part is one of the two axes


def frontier(findings: dict) -> dict | None:
    found, tastes = findings.get("frontier"), findings.get("tastes")
    sizes = groups_to_show(tastes, findings["respondents"]) if tastes else {}
    if not found or not found["points"] or not sizes or min(sizes.values()) < TENTHS_FROM:
        return None
    step = FINE_STEP if min(sizes.values()) >= ENOUGH_FOR_FINE_STEPS else COARSE_STEP
    points = sorted({rounded(point, step) for point in found["points"]})
    marks = {kind: rounded(found[kind], step) for kind in ("fair", "plain")}
    return {
        "drawn": curve([(x / 100, y / 100) for x, y in points], {k: (x / 100, y / 100) for k, (x, y) in marks.items()}),
        "height": CURVE_HEIGHT,
        **marks,
    }


def rounded(point: dict, step: int) -> tuple[int, int]:
    return tuple(step * round(100 * point[name] / step) for name in ("total", "worst"))
