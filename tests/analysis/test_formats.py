"""Readers say what they took and dropped, and refuse with a sentence that says what to do, never with a stack trace."""

import gzip
import io
import zipfile

import openpyxl
import pytest

from analysis.ballots import BLANK
from analysis.formats import Unreadable, csv_table, read, xlsx_table

TABLE = "楼栋,快板,太极\n1号楼,5,\n2号楼,2,0\n"


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def refusal(path, **options):
    with pytest.raises(Unreadable) as caught:
        read(path, **options)
    assert str(caught.value).endswith(".")
    return caught.value


def workbook(*rows, merge=None):
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(stream)
    return stream.getvalue()


def codes(reading):
    return [note.code for note in reading.notes]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", TABLE.encode()),
        ("a.csv", TABLE.encode("utf-8-sig")),
        ("a.csv", TABLE.encode("gb18030")),
        ("a.csv", TABLE.replace(",", ";").encode()),
        ("a.csv", TABLE.replace(",", "\t").replace("\n", "\r\n").encode()),
        ("A.CSV", (TABLE + "\n\n").encode()),
        ("a.csv.gz", gzip.compress(TABLE.encode(), mtime=0)),
        ("a.xlsx", workbook(["楼栋", "快板", "太极"], ["1号楼", 5, None], ["2号楼", 2.0, "0"])),
        (
            "a.xlsx.gz",
            gzip.compress(workbook(["楼栋", "快板", "太极"], ["1号楼", 5], ["2号楼", 2, 0], [None, None]), mtime=0),
        ),
    ],
)
def test_a_table_is_read_however_it_was_saved(file, name, content):
    reading = read(file(name, content))
    assert reading.ballots.points.tolist() == [[5, BLANK], [2, 0]]
    assert reading.ballots.ids == ("快板", "太极")
    assert reading.ballots.strata == {"楼栋": ("1号楼", "2号楼")}
    assert str(reading.notes[-3]) == "activities: 快板; 太极"


def test_a_table_from_chinese_excel_says_so(file):
    assert codes(read(file("a.csv", TABLE.encode("gb18030"))))[0] == "READ_AS_CHINESE"


def test_named_columns_weights_and_reversed_marks(file):
    path = file("a.csv", "w,a,b,c\n1,1,5,2\n0.5,3,,1\n")
    reading = read(path, activities=["a", "b"], weight="w", want=4, reverse=True)
    assert reading.ballots.points.tolist() == [[5, 1], [3, BLANK]]
    assert reading.ballots.weights.tolist() == [1, 0.5]
    assert reading.ballots.want == 4
    assert list(reading.ballots.strata) == ["c"]
    assert "REVERSED" in codes(reading)


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        ("", {}, "EMPTY"),
        ("\n\n", {}, "EMPTY"),
        ("a,b\n", {}, "EMPTY"),
        ("a,b\n1,2\n3\n", {}, "RAGGED_ROW"),
        ("a,a\n1,2\n", {}, "DOUBLED_HEADING"),
        ("a,\n1,2\n", {}, "NO_HEADING"),
        ("a,b\nx,9\n", {}, "NO_ACTIVITY_COLUMN"),
        ("a,b\n1,9\n", {"activities": ["b"]}, "NOT_A_MARK"),
        ("a,b\n1,9\n", {"activities": ["c"]}, "NO_SUCH_COLUMN"),
        ("a,b\n1,x\n", {"weight": "b"}, "NOT_A_WEIGHT"),
        ("a,b\n1,-1\n", {"weight": "b"}, "NOT_A_WEIGHT"),
        ("a,b\n1,nan\n", {"weight": "b"}, "NOT_A_WEIGHT"),
        ("a,b\n1,0\n", {"weight": "b"}, "BAD_BALLOTS"),
        ('a,b\n1,"2\n', {}, "CUT_SHORT"),
        (b"a,b\n1\0,2\n", {}, "NOT_TEXT"),
        (b"a,b\n1,\xff\xff\n", {}, "NOT_TEXT"),
        (",".join(f"c{i}" for i in range(501)) + "\n", {}, "TOO_WIDE"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_do(file, content, options, code):
    assert refusal(file("a.csv", content), **options).code == code


def test_the_refusal_names_the_row_as_a_spreadsheet_numbers_it(file):
    facts = refusal(file("a.csv", "a,b\n1,2\n\n2,7\n"), activities=["b"]).facts
    assert (facts["column"], facts["cell"]) == ("b", "7")


@pytest.mark.parametrize(
    ("rows", "merge", "code"),
    [
        ([["a", "b"], [1, 2]], "A2:B2", "MERGED_CELLS"),
        ([["a", "b"], [1, "=1+1"]], None, "FORMULA"),
        ([["a", "b"], [1, 2, 3]], None, "RAGGED_ROW"),
        ([], None, "EMPTY"),
    ],
)
def test_a_workbook_that_cannot_be_read_says_what_to_do(file, rows, merge, code):
    assert refusal(file("a.xlsx", workbook(*rows, merge=merge))).code == code


def test_a_workbook_cut_in_half_or_of_another_kind_is_refused(file):
    whole = workbook(["a"], [1])
    assert refusal(file("a.xlsx", whole[: len(whole) // 2])).code == "NOT_A_SPREADSHEET"
    assert refusal(file("b.xlsx", b"a,b\n1,2\n")).code == "NOT_A_SPREADSHEET"


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_does(file):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as entry:
        for _ in range(xlsx_table.MOST_UNPACKED // 10_000_000 + 1):
            entry.write(bytes(10_000_000))
    assert refusal(file("a.xlsx", stream.getvalue())).code == "TOO_LARGE"


def test_a_workbook_with_entities_that_multiply_is_refused(file):
    stream = io.BytesIO()
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    with zipfile.ZipFile(io.BytesIO(workbook(["a"], [1]))) as sound, zipfile.ZipFile(stream, "w") as archive:
        for name in sound.namelist():
            archive.writestr(name, bomb if name == "xl/workbook.xml" else sound.read(name))
    assert refusal(file("a.xlsx", stream.getvalue())).code == "NOT_A_SPREADSHEET"


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing(file):
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["A2"], book.active["XFD900000"] = "a", 2, 1
    book.save(stream)
    assert read(file("a.xlsx", stream.getvalue())).ballots.points.tolist() == [[2]]


def test_what_is_written_comes_back_and_no_cell_starts_a_formula(file):
    rows = [["=1+1", 5], ["@x", -2], ["+86", None]]
    as_csv, as_xlsx = io.BytesIO(), io.BytesIO()
    csv_table.write(as_csv, ["名称", "分"], rows)
    xlsx_table.write(as_xlsx, ["名称", "分"], rows)
    assert as_csv.getvalue().decode("utf-8-sig").splitlines() == ["名称,分", "'=1+1,5", "'@x,-2", "'+86,"]
    assert as_csv.getvalue().startswith(b"\xef\xbb\xbf")
    sheet = openpyxl.load_workbook(as_xlsx).active
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [
        ("名称", "s"),
        ("=1+1", "s"),
        ("@x", "s"),
        ("+86", "s"),
    ]


PB = """META
key;value
num_projects;2
num_votes;3
budget;1000,50
vote_type;{kind}
{more}PROJECTS
project_id;cost;votes;name;selected
c14;700;2;"快板; 专场";1
2023/OGM/6;300.25;1;太极;2
VOTES
voter_id;vote;{column}age
1;c14;{0}34
2;c14,2023/OGM/6;{1}70
3;;{2}
"""


def approval(kind="approval", more="", column="", cells=("", "", "")):
    return PB.format(*cells, kind=kind, more=more, column=column)


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, lambda content: b"\xef\xbb\xbf" + content])
def test_an_election_file_is_read_plain_zipped_or_with_a_mark(file, wrap):
    name = "a.pb.gz" if wrap is gzip.compress else "a.pb"
    reading = read(file(name, wrap(approval().encode())))
    assert reading.ballots.points.tolist() == [[1, BLANK], [1, 1], [BLANK, BLANK]]
    assert [str(a.cost) for a in reading.ballots.activities] == ["700", "300.25"]
    assert reading.ballots.activities[0].title == "快板; 专场"
    assert (str(reading.budget), reading.funded) == ("1000.50", ("c14",))
    assert reading.ballots.strata == {"age": ("34", "70", "")}


def test_points_and_places_become_marks(file):
    points = read(file("a.pb", approval("cumulative", "", "points;", ("9;", "2,7;", ";"))))
    assert points.ballots.points.tolist() == [[9, BLANK], [2, 7], [BLANK, BLANK]]
    places = read(file("b.pb", approval("ordinal", "max_length;3\n")))
    assert places.ballots.points.tolist() == [[3, BLANK], [3, 2], [BLANK, BLANK]]
    assert codes(places) == ["POINTS_BY_PLACE"]


def test_a_project_named_twice_in_a_ballot_counts_once_and_the_reader_says_so(file):
    reading = read(file("a.pb", approval().replace("1;c14;", "1;c14,c14;")))
    assert reading.ballots.points[0].tolist() == [1, BLANK]
    assert str(reading.notes[0]) == "1 ballots name an activity twice; it counts once"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (approval()[: approval().index("2;c14")], "CUT_SHORT"),
        (approval()[: approval().index(";70\n")], "CUT_SHORT"),
        (approval()[: approval().index("VOTES")], "NO_SECTION"),
        ("", "NO_SECTION"),
        (approval().replace("1000,50", "?"), "NO_BUDGET"),
        (approval().replace("300.25", "-3"), "BAD_COST"),
        (approval().replace("300.25", "inf"), "BAD_COST"),
        (approval().replace("1;c14;", "1;c15;"), "UNKNOWN_PROJECT"),
        (approval().replace("2023/OGM/6", "c14"), "DOUBLED_PROJECT"),
        (approval().replace("cost;votes", "price;votes"), "NO_SUCH_COLUMN"),
        (approval("cumulative", "", "points;", ("9;", "2;", ";")), "BAD_POINTS"),
        (approval("cumulative", "", "points;", ("x;", "2,7;", ";")), "BAD_POINTS"),
    ],
)
def test_an_election_file_that_cannot_be_read_says_what_to_do(file, content, code):
    assert refusal(file("a.pb", content)).code == code


def test_every_cut_of_an_election_file_is_read_or_refused_but_never_breaks(file):
    whole = approval().encode()
    for end in range(len(whole)):
        try:
            read(file("a.pb", whole[:end]))
        except Unreadable:
            continue
        assert end > len(whole) - 5


def test_a_zipped_file_cut_in_half_is_refused(file):
    zipped = gzip.compress(approval().encode())
    assert refusal(file("a.pb.gz", zipped[: len(zipped) // 2])).code == "CUT_SHORT"
    assert refusal(file("b.pb.gz", b"no gzip")).code == "CUT_SHORT"


def test_an_unknown_ending_and_a_missing_file_are_refused(file, tmp_path):
    assert refusal(file("a.doc", "x")).code == "UNKNOWN_ENDING"
    assert refusal(tmp_path / "none.csv").code == "NO_SUCH_FILE"


def test_options_for_tables_are_refused_for_elections(file):
    assert refusal(file("a.pb", approval()), reverse=True).code == "ONLY_FOR_TABLES"
