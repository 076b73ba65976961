"""PrefLib files: read as ranked or sorted by hand, written back as they were, and Borda and Copeland as others find."""

import gzip
import json
import re
from collections import Counter

import numpy as np
import pytest

from analysis.ballots import BLANK, Activity, Ballots, toy
from analysis.formats import Unreadable, preflib, read
from analysis.ranking import borda, copeland, pairwise_margins

HEAD = "# TITLE: 邻里\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n"
NAMES = "# ALTERNATIVE NAME 1: 快板\n# ALTERNATIVE NAME 2: 太极\n# ALTERNATIVE NAME 3: 书法: 行书\n"
ORDERS = f"{HEAD}{NAMES}3: 2,{{1,3}}\n2: 3\n"
SORTED = (
    f"{HEAD}# NUMBER CATEGORIES: 2\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n{NAMES}3: {{}},{{1,2,3}}\n2: 1,3\n"
)


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize("name", ["a.toi", "A.TOI", "a.toi.gz"])
def test_orders_become_points_by_place_and_what_is_not_ranked_stays_blank(file, name):
    reading = read(file(name, gzip.compress(ORDERS.encode()) if name.endswith("gz") else ORDERS))
    assert reading.ballots.points.tolist() == [[1, 2, 1]] * 3 + [[BLANK, BLANK, 2]] * 2
    assert [(a.id, a.title) for a in reading.ballots.activities] == [("1", "快板"), ("2", "太极"), ("3", "书法: 行书")]
    assert [note.code for note in reading.notes] == ["POINTS_BY_PLACE", "NUMBERED", "COSTS_ARE_ONE"]


def test_categories_become_points_and_their_names_are_told(file):
    reading = read(file("a.cat", SORTED))
    assert reading.ballots.points.tolist() == [[0, 0, 0]] * 3 + [[1, BLANK, 0]] * 2
    assert (reading.ballots.want, reading.ballots.top) == (1, 1)
    assert str(reading.notes[0]) == "categories as points: Yes 1; No 0"


def test_the_upper_half_of_the_categories_is_wanted(file):
    four = SORTED.replace("CATEGORIES: 2", "CATEGORIES: 4").replace("2: No\n", "2: Maybe\n# CATEGORY NAME 3: No\n")
    four = four.replace("# ALTERNATIVE NAME 1", "# CATEGORY NAME 4: Never\n# ALTERNATIVE NAME 1")
    assert (read(file("a.cat", four)).ballots.want, read(file("a.cat", four)).ballots.top) == (2, 3)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.soc", "", "NO_PREFLIB_HEADING"),
        ("a.soc", "3\n1,快板\n2,太极\n", "NO_PREFLIB_HEADING"),
        ("a.toi", ORDERS.replace("# ALTERNATIVE NAME 3: 书法: 行书\n", ""), "NO_PREFLIB_HEADING"),
        ("a.cat", ORDERS, "NO_PREFLIB_HEADING"),
        ("a.toi", ORDERS.replace("2: 3\n", ""), "OTHER_TOTAL"),
        ("a.toi", ORDERS.replace("2: 3\n", "2: 4\n"), "UNKNOWN_ALTERNATIVE"),
        ("a.toi", ORDERS.replace("2: 3\n", "2; 3\n"), "BAD_ORDER"),
        ("a.toi", ORDERS.replace("2: 3\n", "2: {3,\n"), "BAD_ORDER"),
        ("a.cat", SORTED.replace("2: 1,3\n", "2: 1,2,3\n"), "MORE_CATEGORIES"),
        ("a.toi", ORDERS.replace("VOTERS: 5", "VOTERS: 999999999").replace("3: 2", "999999997: 2"), "TOO_LARGE"),
        ("a.toi", b"\0", "NOT_TEXT"),
    ],
)
def test_what_is_no_preflib_file_is_refused_with_what_to_do(file, name, content, code):
    with pytest.raises(Unreadable) as caught:
        read(file(name, content))
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_every_cut_of_a_file_is_read_or_refused_but_never_breaks(file):
    whole = ORDERS.encode()
    for end in range(len(whole)):
        try:
            read(file("a.toi", whole[:end]))
        except Unreadable:
            continue
        assert end > len(whole) - 4


def test_an_alternative_ranked_twice_counts_where_it_stands_first(file):
    reading = read(file("a.toi", ORDERS.replace("2: 3\n", "2: 3,1,3\n")))
    assert reading.ballots.points[-1].tolist() == [2, BLANK, 3]
    assert str(reading.notes[-1]) == "2 ballots name an activity twice; it counts once"


def body(path):
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [line for line in text.decode().splitlines() if line[0] != "#"]


def test_a_wish_list_is_written_as_orders_in_which_a_blank_and_a_0_are_not_ranked(tmp_path):
    ballots = toy("5-21", "5-21", "0-2-", "----")
    for name, lines in {
        "a.soi": ["2: 1,3,4", "1: ", "1: 3"],
        "a.toc.gz": ["2: 1,3,4,2", "1: {1,2,3,4}", "1: 3,{1,2,4}"],
        "a.cat": ["2: 1,{},{},3,4,{}", "1: {},{},{},{},{},{}", "1: {},{},{},3,{},1"],
    }.items():
        preflib.write(tmp_path / name, ballots)
        assert body(tmp_path / name) == lines
        assert len(read(tmp_path / name).ballots) == 4


def test_what_a_kind_cannot_hold_is_refused(tmp_path):
    ab = (Activity("a", "a"), Activity("b", "b"))
    for name, ballots, code in [
        ("a.soi", toy("22"), "HAS_TIES"),
        ("a.soc", toy("5--"), "HAS_TIES"),
        ("a.toi", Ballots(np.array([[1, 2]]), ab, np.array([0.5])), "NO_WHOLE_WEIGHTS"),
        ("a.cat", Ballots(np.array([[1, 2.5]]), ab), "NO_CATEGORIES"),
    ]:
        with pytest.raises(Unreadable) as caught:
            preflib.write(tmp_path / name, ballots)
        assert caught.value.code == code


def test_ballots_without_anybody_are_written_and_read(tmp_path):
    preflib.write(tmp_path / "a.toi", Ballots.from_strings([], toy("52").activities))
    assert len(read(tmp_path / "a.toi").ballots) == 0


@pytest.fixture
def files(shared_data):
    return [path for path in sorted((shared_data / "preflib").rglob("*")) if path.suffix in preflib.ENDINGS]


def orders(path):
    """How often each order was cast; who stand in one place stand in any order."""
    cast = Counter()
    for line in body(path):
        count, _colon, order = line.replace(" ", "").partition(":")
        places = re.findall(r"\{[^}]*\}|\d+", order)
        cast[tuple(frozenset(place.strip("{}").split(",")) for place in places)] += int(count)
    return cast


def test_every_real_file_comes_back_order_for_order(files, tmp_path):
    assert len(files) >= 50
    for path in files:
        again = tmp_path / path.name
        preflib.write(again, read(path).ballots)
        assert orders(again) == orders(path), path.name


def test_borda_and_copeland_are_those_of_other_programs(files, shared_data):
    """svvamp for complete orders, pref_voting for incomplete ones (what is not ranked stands below)."""
    stored = json.loads((shared_data / "oracle_results.json").read_text())["rankings"]["results"]
    known = {path: stored[key] for path in files if (key := f"preflib/{path.parent.name}/{path.name}") in stored}
    assert len(known) == 35
    for path, theirs in known.items():
        ballots = read(path).ballots
        others = len(ballots.activities) - 1
        assert len(ballots) == theirs["n_voters"]
        if "margins" in theirs:
            assert pairwise_margins(ballots).tolist() == theirs["margins"], path.name
        if "RuleBorda" in theirs:
            assert borda(ballots) * len(ballots) * others == pytest.approx(theirs["RuleBorda"]["scores"])
            assert copeland(ballots) * others == pytest.approx(theirs["RuleCopeland"]["scores"])
        else:
            best = copeland(ballots)
            assert np.flatnonzero(best == best.max()).tolist() == theirs["copeland"]["winners"]
