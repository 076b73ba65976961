"""Tables in and out, XLSX and CSV. The one place that keeps a cell from becoming a formula and a file from becoming
a bomb."""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from survey.errors import Refused

# Neither is loaded before somebody asks for a workbook: after a crash the service must be back at once.
if TYPE_CHECKING:
    from openpyxl import Workbook as Reader
    from xlsxwriter import Workbook as Writer
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
Row = Sequence[Cell]

MOST_ROWS = 20_000
MOST_COLUMNS = 30
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_TIMES_LARGER = 100  # unpacked than packed
MOST_MEMBERS = 200
# What is small may hold millions of tags, each read in its turn; those of a style take longest.
MOST_TAGS = {"xl/worksheets/": 2_500_000, "xl/sharedStrings.xml": 600_000, "": 20_000}
LONGEST_TEXT = 1024 * 1024  # bytes between two tags; a picture may have as many
PICTURES = "/media/"
MOST_DELIMITERS = 10_000  # in a line; some may stand within a cell
LONGEST_CELL = 32_767  # characters, as in Excel
PIECE = 256 * 1024
WIDEST = 50

# What a spreadsheet program may take for the start of a formula, however many quotes and blanks, seen or not, stand
# before it.
STARTS_A_FORMULA = re.compile(r"['\s\u200b\ufeff]*[=+\-@|%\t\r\n＝＋－＠]")
LONGEST_TAG = 200
PASSWORD = "EncryptedPackage".encode("utf-16-le")
MACROS = "vbaProject.bin"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="(\w+):')


# Writing


def write_csv(rows: Iterable[Row]) -> bytes:
    """With a byte order mark and CRLF, which Excel on a Chinese Windows needs to read UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(
        [harmless(cell) for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: Cell) -> Cell:
    """A text that could start a formula gets an apostrophe in front; `read_rows` takes it away again."""
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and STARTS_A_FORMULA.match(cell) else cell


def write_xlsx(sheets: dict[str, Iterable[Row]]) -> bytes:
    """One sheet a name; the first row of each is its heading. Text is stored as text, whatever it begins with."""
    import xlsxwriter

    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            fill(book, book.add_worksheet(sheet_name(name)), list(rows))
    return output.getvalue()


def fill(book: "Writer", sheet: "Worksheet", rows: list[Row]) -> None:
    looks = {
        (heading, guarded): book.add_format(
            {"bold": heading, "quote_prefix": guarded, "text_wrap": True, "valign": "top"}
        )
        for heading in (False, True)
        for guarded in (False, True)
    }
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(y, x, cell, looks[y == 0, bool(STARTS_A_FORMULA.match(cell))])
            elif cell is not None:
                sheet.write_number(y, x, cell, looks[y == 0, False])
    for x in range(max(map(len, rows), default=0)):
        sheet.set_column(x, x, min(WIDEST, 2 + max(width(row[x]) for row in rows if x < len(row))))
    sheet.freeze_panes(1, 0)


def width(cell: Cell) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in str(cell if cell is not None else ""))


def sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31]


# Reading


def read_rows(stream: BinaryIO) -> list[list[str]]:
    """All rows as stripped text, without empty cells at their end; empty rows are kept, so that row numbers agree with
    what the clerk sees. What a file is shows in its first bytes, not in its name."""
    content = stream.read()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("table_with_password" if PASSWORD in content else "table_old_excel")
    rows = xlsx_rows(content) if content.startswith(b"PK") else csv_rows(content)
    return without_empty_tail(rows)


def without_empty_tail(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise Refused("table_empty")
    return rows


def csv_rows(content: bytes) -> list[list[str]]:
    text = decoded(content)
    reader = csv.reader(lines_of(text, delimiter_of(text)), delimiter=delimiter_of(text), strict=True)
    try:
        return bounded([written(cell).strip() for cell in row] for row in reader)
    except csv.Error as fault:
        raise Refused("table_broken_at", row=reader.line_num) from fault


def lines_of(text: str, delimiter: str) -> Iterator[str]:
    """Of a line with millions of cells none is made."""
    for line in io.StringIO(text, newline=""):
        if line.count(delimiter) > MOST_DELIMITERS:
            raise Refused("table_too_wide", most=MOST_COLUMNS)
        yield line


def written(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and STARTS_A_FORMULA.match(cell) else cell


def decoded(content: bytes) -> str:
    says_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if says_utf16 else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise Refused("table_not_a_table")


def delimiter_of(text: str) -> str:
    first_line = re.sub('"[^"]*"', "", text).partition("\n")[0]
    return max(",\t;", key=first_line.count)


def xlsx_rows(content: bytes) -> list[list[str]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on decoration that it does not read
            with zipfile.ZipFile(unpacked(content)) as parts:
                refuse_macros(parts)
                return sheet_rows(parts, openpyxl.load_workbook(parts.fp, read_only=True, keep_links=False))
    except Refused:
        raise
    except Exception as fault:  # a damaged file makes openpyxl raise nearly anything
        raise Refused("table_not_a_table") from fault


def unpacked(content: bytes) -> io.BytesIO:
    """The same archive, each part only as far as it says that it goes: to who asks for the whole of one, `zipfile`
    unpacks it as far as it really goes. Packed again, for it may be large."""
    output, tags = io.BytesIO(), dict(MOST_TAGS)
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
    ):
        refuse_a_bomb(packed.infolist(), min(LARGEST_UNPACKED, MOST_TIMES_LARGER * len(content)))
        for member in packed.infolist():
            kind = next(kind for kind in tags if member.filename.startswith(kind))
            with packed.open(member) as part, parts.open(member.filename, "w") as copy:
                longest = 0
                while piece := part.read(min(PIECE, member.file_size)):
                    tags[kind] -= 0 if PICTURES in member.filename else piece.count(b"<")
                    longest = 0 if b"<" in piece else longest + len(piece)
                    if tags[kind] < 0 or longest > LONGEST_TEXT:
                        raise Refused("table_too_large")
                    copy.write(piece)
    return output


def refuse_a_bomb(members: list[zipfile.ZipInfo], most: int) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > most:
        raise Refused("table_too_large")


def pieces_of(parts: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with parts.open(name) as content:
        while piece := content.read(PIECE):
            yield piece


def refuse_macros(parts: zipfile.ZipFile) -> None:
    """They would not run here; but who made this file will open it again, and so may others."""
    if any(name.endswith(MACROS) for name in parts.namelist()):
        raise Refused("table_with_macros")


def sheet_rows(parts: zipfile.ZipFile, book: "Reader") -> list[list[str]]:
    sheet = book.worksheets[0]
    refuse_merged_cells(pieces_of(parts, sheet._worksheet_path))
    cells = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1)
    return bounded([text_of(cell) for cell in row] for row in cells)


def refuse_merged_cells(pieces: Iterator[bytes]) -> None:
    before = b""
    for piece in pieces:
        if merged := MERGED.search(before + piece):
            raise Refused("table_merged_cells", cell=merged[1].decode())
        before = piece[-LONGEST_TAG:]


def text_of(cell) -> str:
    if cell.data_type == "f":
        raise Refused("table_formula", cell=cell.coordinate)
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value).strip()
    if len(text) > LONGEST_CELL:
        raise Refused("table_too_large")
    return text


def bounded(rows: Iterator[list[str]]) -> list[list[str]]:
    kept = []
    for row in rows:
        if len(kept) == MOST_ROWS:
            raise Refused("table_too_long", most=MOST_ROWS)
        while row and not row[-1]:
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise Refused("table_too_wide", most=MOST_COLUMNS)
        kept.append(row)
    return kept
