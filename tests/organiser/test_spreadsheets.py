"""A table that leaves opens as text everywhere; a table that comes is read, or refused in a sentence."""

import io
import random
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from survey import spreadsheets, wording
from survey.errors import Refused

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", " =1", "＝1", '=cmd|" /C calc"!A0', "%x", "|x"]
HARMLESS = ["小品", "it's", "3-4号楼", "a=b", "", '说"好"', "一,二", "两行\n文字", "00123"]


def read(content: bytes) -> list[list[str]]:
    return spreadsheets.read_rows(io.BytesIO(content))


def reason(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read(content)
    assert wording.refusals.REFUSALS[refusal.value.reason]
    return refusal.value.reason


def workbook(fill) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        fill(book.add_worksheet())
    return output.getvalue()


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_or_heading_of_a_csv_can_start_a_formula(text):
    raw = spreadsheets.write_csv([[text, "b"], ["a", text]]).decode("utf-8-sig")
    heading, cell = raw.split("\r\n", 1)[0] if "\r=" not in text else raw, raw
    assert heading.startswith("\"'") and f'"a","\'{text[0]}' in cell


def test_a_csv_opens_in_excel_on_chinese_windows():
    content = spreadsheets.write_csv([["活动", "费用"], ["小品", 800]])
    assert content == '\ufeff"活动","费用"\r\n"小品",800\r\n'.encode()


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_or_heading_of_an_xlsx_is_a_formula(text):
    content = spreadsheets.write_xlsx({"活动": [[text], [text]]})
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)] * 2


@pytest.mark.parametrize("write", [spreadsheets.write_csv, lambda rows: spreadsheets.write_xlsx({"表": rows})])
def test_what_was_written_is_read_back(write):
    texts = [text.strip() for text in DANGEROUS + HARMLESS]
    assert read(write([["标题", "数"], *([text, 7] for text in texts)])) == [
        ["标题", "数"],
        *([text, "7"] for text in texts),
    ]


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc"))), min_size=1, max_size=5))
def test_any_text_survives_a_csv(texts):
    assert read(spreadsheets.write_csv([["名", *texts, "终"]])) == [["名", *(text.strip() for text in texts), "终"]]


def test_numbers_stay_numbers_and_empty_cells_stay_empty():
    book = openpyxl.load_workbook(io.BytesIO(spreadsheets.write_xlsx({"a/b": [["x", "y"], [-5, None], [0.5, "-5"]]})))
    assert book.sheetnames == ["a b"]
    assert [cell.value for cell in book.active["A"]] == ["x", -5, 0.5]
    assert spreadsheets.write_csv([[-5, None]]).decode("utf-8-sig") == '-5,""\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_usual_encoding_of_a_csv_is_read(encoding):
    assert read("活动\t费用\r\n小品\t800\r\n\r\n".encode(encoding)) == [["活动", "费用"], ["小品", "800"]]


def test_other_separators_are_read():
    assert read("活动;费用\n小品;800".encode()) == [["活动", "费用"], ["小品", "800"]]


def test_whole_numbers_of_an_xlsx_have_no_decimals():
    assert read(workbook(lambda sheet: (sheet.write(0, 0, "费用"), sheet.write(1, 0, 800.0)))) == [["费用"], ["800"]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "table_empty"),
        (b"\r\n,,\r\n", "table_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "table_not_a_table"),
        (b"PK\x03\x04 but then nothing", "table_not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "table_old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "table_with_password"),
        (b'a,b\n"never closed,1\n', "table_broken_at"),
        (b"a\n" * 20_001, "table_too_long"),
        (b",".join([b"a"] * 31), "table_too_wide"),
        (workbook(lambda sheet: sheet.write_formula(1, 2, "=1+1")), "table_formula"),
        (workbook(lambda sheet: sheet.merge_range("A1:C2", "活动")), "table_merged_cells"),
        (workbook(lambda sheet: [sheet.write(row, 0, 1) for row in range(20_001)]), "table_too_long"),
        (workbook(lambda sheet: None), "table_empty"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content, expected):
    assert reason(content) == expected


def test_a_far_cell_is_not_followed_to_the_end():
    assert reason(workbook(lambda sheet: sheet.write(1_048_575, 0, "far"))) == "table_too_long"


def archive(content: bytes, members: int = 1) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(members):
            parts.writestr(f"xl/worksheets/sheet{number + 1}.xml", content)
    return output.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bombs = [archive(b"0" * 2**20), archive(b"0" * 2**18, members=199), archive(b"", members=201)]
    for bomb in bombs:
        began = time.process_time()
        assert reason(bomb) == "table_too_large"
        assert time.process_time() - began < 0.2
    monkeypatch.setattr(spreadsheets, "LARGEST_UNPACKED", 2**20)
    assert reason(archive(random.Random(1).randbytes(2**20 + 1))) == "table_too_large"


def test_what_a_bomb_says_of_its_size_is_not_believed():
    bomb = archive(b"0" * 2**22)
    small = (1000).to_bytes(4, "little")
    lies = bomb.replace((2**22).to_bytes(4, "little"), small)
    assert lies != bomb and reason(lies) == "table_not_a_table"


def test_merged_cells_are_found_wherever_they_stand(monkeypatch):
    content = workbook(lambda sheet: sheet.merge_range("A1:C2", "活动"))
    for piece in range(20, 60):
        monkeypatch.setattr(spreadsheets, "PIECE", piece)
        assert reason(content) == "table_merged_cells"


def test_a_workbook_with_macros_is_refused():
    output = io.BytesIO(workbook(lambda sheet: sheet.write(0, 0, "x")))
    with zipfile.ZipFile(output, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    assert reason(output.getvalue()) == "table_with_macros"


def test_an_entity_bomb_is_refused():
    good = workbook(lambda sheet: sheet.write(0, 0, "x"))
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<worksheet', 1)
            target.writestr(name, content)
    assert reason(output.getvalue()) == "table_not_a_table"
