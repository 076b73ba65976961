"""Tables that programs stumble over: workbooks whose parts are bent, texts in odd encodings, and bombs."""

import csv
import io
import random
import struct
import zipfile
import zlib
from itertools import pairwise

import xlsxwriter

from trials.fuzz import nasty

MEGABYTE = 1024 * 1024
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp437")
CELLS = (
    '<c r="A1" t="s"><v>99999</v></c>',
    '<c r="A1" t="s"><v>-1</v></c>',
    '<c r="A1" t="s"><v>x</v></c>',
    '<c r="XFD1048576"><v>1</v></c>',
    '<c r="ZZZZZZ99999999999"><v>1</v></c>',
    '<c r=""><v>1</v></c>',
    '<c r="0"><v>1</v></c>',
    '<c t="n"><v>NaN</v></c>',
    '<c t="n"><v>1e999</v></c>',
    "<c><v>" + "9" * 400 + "</v></c>",
    '<c t="b"><v>7</v></c>',
    '<c t="e"><v>#REF!</v></c>',
    '<c t="d"><v>2027-02-30</v></c>',
    '<c t="zz"><v>1</v></c>',
    '<c s="99999"><v>1</v></c>',
    '<c s="1"><v>-99999999</v></c>',
    '<c t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c>',
    '<c t="str"><f>1+1</f><v>2</v></c>',
    '<c><f t="shared" si="9"/></c>',
    '<c><f t="array" ref="A1:XFD1048576">1</f></c>',
    "<c/>",
    "<c><c><c/></c></c>",
    "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>",
)


def workbook(rows: list[list]) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write_string(y, x, cell) if isinstance(cell, str) else sheet.write(y, x, cell)
    return output.getvalue()


def csv_table(rows: list[list], encoding: str, delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def spoilt(dice: random.Random, rows: list[list]) -> tuple[str, bytes]:
    """What kind it is, and the file."""
    rows = with_hostile_texts(dice, rows)
    kind = dice.choice(("csv", "workbook", "bent csv", "bent workbook", "parts", "cells"))
    is_text = kind.endswith("csv")
    content = csv_table(rows, dice.choice(ENCODINGS), dice.choice(",,;\t|")) if is_text else workbook(rows)
    if kind.startswith("bent"):
        content = bent(dice, content)
    elif kind == "parts":
        content = with_bent_part(dice, content)
    elif kind == "cells":
        content = with_odd_cells(dice, content)
    return kind, content


def with_hostile_texts(dice: random.Random, rows: list[list]) -> list[list]:
    """A few cells, at times a heading; long ones seldom."""
    rows = [list(row) for row in rows]
    for _ in range(dice.choice((0, 0, 1, 3))):
        row = dice.choice(rows[1:] if dice.random() < 0.7 else rows)
        row[dice.randrange(len(row))] = printable(nasty.text(dice)[: dice.choice((300, 40_000))])
    while dice.random() < 0.2:
        dice.choice(rows).extend(["", printable(nasty.text(dice)[:99])])
    if dice.random() < 0.1:
        rows.append(dice.choice(rows))
    return rows


def printable(text: str) -> str:
    """What a writer of tables takes; halves of characters come by turned bytes."""
    return text.encode("utf-8", "replace").decode()


def bent(dice: random.Random, content: bytes) -> bytes:
    way, changed = dice.randrange(4), bytearray(content)
    if way == 0:
        return content[: dice.randrange(len(content))]
    if way == 1:
        start = dice.randrange(len(content))
        return content[:start] + content[start + dice.randrange(1, 200) :]
    if way == 2:
        return content + dice.randbytes(dice.randrange(1, 500))
    for _ in range(dice.choice((1, 3, 30))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def with_bent_part(dice: random.Random, content: bytes) -> bytes:
    """One part of the archive bent, left out or doubled; the archive itself is whole."""
    parts = parts_of(content)
    name = dice.choice(list(parts))
    way = dice.randrange(3)
    if way == 0:
        del parts[name]
    elif way == 1:
        parts[name] = bent(dice, parts[name])
    else:
        parts[dice.choice(list(parts))] = parts[name]
    return archive(parts)


def with_odd_cells(dice: random.Random, content: bytes) -> bytes:
    """In the first row or in any other: as cells, or as a part of them."""
    parts = parts_of(content)
    odd = "".join(dice.choices(CELLS, k=dice.randrange(1, 4))).encode()
    places = [place for place in range(len(parts[SHEET])) if parts[SHEET].startswith((b"<c ", b"</row>"), place)]
    place = dice.choice(places)
    parts[SHEET] = parts[SHEET][:place] + odd + parts[SHEET][place:]
    return archive(parts)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def archive(parts: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


# Bombs: small on the way here, large or slow when they are opened.


def bombs() -> dict[str, bytes]:
    good = parts_of(workbook([["名称", "形式", "费用"], ["太极", "体育", 3]]))
    sheet, strings = (b"<%s %s>" % (root, SPACE) for root in (b"worksheet", b"sst"))
    rows, quota = sheet + b"<sheetData>%s</sheetData></worksheet>", 18 * MEGABYTE
    put = {
        "200 MiB of blanks": {SHEET: rows % (b" " * 200 * MEGABYTE)},
        "a thousand parts": {f"xl/part{number}.xml": b"<a/>" for number in range(1000)},
        "rows without end": {SHEET: rows % (b"<row/>" * (quota // 6))},
        "cells without end": {SHEET: rows % (b'<row r="1">%s</row>' % (b"<c/>" * (quota // 4)))},
        "elements in elements": {SHEET: rows % (b"<a>" * (2 * MEGABYTE) + b"</a>" * (2 * MEGABYTE))},
        "texts without end": {STRINGS: strings + b"<si><t/></si>" * (quota // 13) + b"</sst>"},
        "styles without end": {
            STYLES: b"<styleSheet %s><cellXfs>%s</cellXfs></styleSheet>" % (SPACE, b"<xf/>" * 2_000_000)
        },
        "names without end": {"xl/workbook.xml": b"<workbook %s>%s</workbook>" % (SPACE, b"<definedName/>" * 700_000)},
        "one text of 18 MiB": {SHEET: rows % long_cell(quota)},
        "an entity in an entity": {STRINGS: laughing(strings)},
    }
    files = {name: archive(good | parts) for name, parts in put.items()}
    lying = calling_itself_short(files["200 MiB of blanks"], put["200 MiB of blanks"][SHEET])
    long_lines = {"columns without end": b"," * 4 * MEGABYTE, "a quote without end": b'a,"' + b"x" * 4 * MEGABYTE}
    return files | {"200 MiB that call themselves one byte": lying} | long_lines


def calling_itself_short(content: bytes, part: bytes) -> bytes:
    """Of one byte, and with the check sum of that byte."""
    true, said = ((struct.pack("<I", zlib.crc32(text)), struct.pack("<I", len(text))) for text in (part, part[:1]))
    return content.replace(true[0], said[0]).replace(true[1], said[1])


def long_cell(length: int) -> bytes:
    return b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"x" * length)


def laughing(root: bytes) -> bytes:
    entities = "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in pairwise("abcdefghij"))
    return f'<!DOCTYPE sst [<!ENTITY a "ha">{entities}]>'.encode() + root + b"<si><t>&j;</t></si></sst>"
