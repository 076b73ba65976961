"""Ballots for hypothesis: small, with many ties, blanks and equal rows."""

import numpy as np
from hypothesis import strategies as st

from analysis.ballots import Activity, Ballots

costs = st.sampled_from([1, 2, 3, 4, 5, 7, 10])


@st.composite
def ballots(draw, most_rows=7, most_activities=5, marks="-012345"):
    width = draw(st.integers(1, most_activities))
    rows = draw(st.lists(st.text(alphabet=marks, min_size=width, max_size=width), min_size=1, max_size=most_rows))
    activities = [Activity(f"a{i}", f"活动{i}", draw(costs), draw(st.integers(1, 2))) for i in range(width)]
    return Ballots.from_strings(rows, activities)


def with_rows(given: Ballots, order) -> Ballots:
    return Ballots(given.points[np.array(order, int)], given.activities, want=given.want, top=given.top)


def with_columns(given: Ballots, order) -> Ballots:
    activities = tuple(given.activities[column] for column in order)
    return Ballots(given.points[:, np.array(order, int)], activities, want=given.want, top=given.top)
