"""A fraction of what `make faults` does with tables that come in and go out: an eightieth of the uploads, a hundredth
of the exports."""

import pytest

from survey import spreadsheets
from trials.fuzz import exports, tables, uploads

# A spoilt upload leaves a half-read file to the collector of rubbish.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def test_no_table_however_spoilt_breaks_a_page_or_fills_the_memory():
    report = uploads.fuzz(uploads=130, seed=11)
    assert report.faults == [] and report.unescaped == []
    assert report.uploads >= 130 and report.read > 3
    assert len(report.bombs) >= 11 and report.not_refused == set()
    assert report.slowest_bomb <= uploads.MOST_SECONDS and report.megabytes < uploads.MOST_MEGABYTES


def test_a_bomb_that_is_read_is_noticed(monkeypatch):
    for limit in ("MOST_TIMES_LARGER", "LONGEST_TEXT", "LONGEST_CELL"):
        monkeypatch.setattr(spreadsheets, limit, 10**9)
    bombs = tables.bombs()
    monkeypatch.setattr(tables, "bombs", lambda: {"a long text": bombs["one text of 18 MiB"]})
    assert uploads.fuzz(uploads=1, seed=11).not_refused == {"a long text"}


def test_no_table_that_is_taken_away_holds_a_formula():
    report = exports.fuzz(exports=96, seed=11)
    assert report.faults == [] and report.formulas == [] and report.torn == []
    assert report.exports >= 90 and report.seen > 200


def test_a_cell_that_could_start_a_formula_is_noticed(monkeypatch):
    monkeypatch.setattr(spreadsheets, "harmless", lambda cell: "" if cell is None else cell)
    assert exports.fuzz(exports=32, seed=11).formulas
