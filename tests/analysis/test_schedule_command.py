"""What a person or a script sees of ``python -m analysis schedule``."""

import io
import json

import pytest
from click.testing import CliRunner

from analysis.commands import main
from analysis.formats import xlsx_table

HEADING = ["活动", "场次", "从几月", "到几月", "节日", "场地", "人数", "周末白天", "平日上午"]
ROWS = [
    ["元宵灯会", 1, "", "", "元宵", "广场", 300, 200, 20],
    ["太极", 2, 4, 10, "", "广场", 40, 30, 90],
    ["合唱", 1, "", "", "", "礼堂;活动室", 50, 40, 70],
    ["", "", "", "", "", "", "", "", ""],
]
VENUES = "venue,seats,area,open\n礼堂,150,北,\n活动室,60,南,平日上午;周末白天\n广场,,中,weekend-day\n"


@pytest.fixture
def call(tmp_path):
    (tmp_path / "venues.csv").write_text(VENUES, encoding="utf-8")
    (tmp_path / "programmes.csv").write_text(
        "\n".join(",".join(map(str, row)) for row in [HEADING, *ROWS[:3]]), encoding="utf-8"
    )
    stream = io.BytesIO()
    xlsx_table.write(stream, HEADING, ROWS)
    (tmp_path / "programmes.xlsx").write_bytes(stream.getvalue())

    def run(file, *options, venues="venues.csv"):
        given = ["schedule", str(tmp_path / file), "--year", "2027", "--venues", str(tmp_path / venues), *options]
        return CliRunner().invoke(main, given)

    return run


@pytest.mark.parametrize("file", ["programmes.csv", "programmes.xlsx"])
def test_a_table_becomes_a_calendar_with_reasons(call, file):
    placed = json.loads(call(file, "--json").stdout)["placements"]
    assert (placed[0]["programme"], placed[0]["day"], placed[0]["venue"]) == ("元宵灯会", "2027-02-20", "广场")
    assert sorted(one["programme"] for one in placed) == ["元宵灯会", "合唱", "太极", "太极"]
    assert {"FESTIVAL", "FREE_TIME", "VENUE"} <= {reason["code"] for reason in placed[0]["reasons"]}


def test_the_text_is_a_calendar_month_by_month(call):
    text = call("programmes.csv").stdout
    assert "February 2027\n" in text
    assert "Sat 20 Feb  weekend-day  元宵灯会 1" in text
    assert "元宵 on 2027-02-20" in text


def test_what_clashes_is_said_in_words(call):
    text = call("programmes.csv", "--first", "2027-03-01").stdout
    assert "元宵灯会: 1 not placed" in text
    assert "nothing before 2027-03-01" in text
    assert "元宵灯会: 元宵 on 2027-02-20" in text


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("name\na\n", "there is no column 'title'"),
        ("title,occasions\na,two\n", "row 2, column 'occasions' holds 'two'; write a whole number there"),
        ("title,festival\na,Easter\n", "names the festival 'Easter'"),
        ("title,venue\na,月球\n", "asks for the venue '月球'"),
        ("title\na\na\n", "'a' stands there twice"),
    ],
)
def test_bad_tables_are_refused_with_what_to_do(call, tmp_path, table, sentence):
    (tmp_path / "bad.csv").write_text(table, encoding="utf-8")
    result = call("bad.csv")
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_file_that_is_no_table_or_not_there_is_refused(call):
    assert (call("ballots.pb").exit_code, call("none.csv").exit_code) == (2, 2)
