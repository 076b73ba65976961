"""What the pages and tables show, as an attacker reads them: words, places, the lengths of bars."""

import re
from dataclasses import dataclass
from html import unescape
from io import BytesIO

from openpyxl import load_workbook

BAR = re.compile(
    r'<li>\s*<span class="name">(?:<b class="place">(\d+)</b> )?(.*?)</span>\s*<svg class="drawn"(.*?)</svg>\s*'
    r'<span class="figure">(.*?)</span>',
    re.DOTALL,
)
WIDTH = re.compile(r'<rect class="(want|top)" width="([\d.]+)%"')
COUNT = re.compile(r"约 ([\d,]+) 位")
LINE = re.compile(r"<h3>(.*?) <small>(\d+) 场，共 ([\d,]+) 元</small></h3>\s*<p>(.*?)</p>", re.DOTALL)
WHO_PAYS = re.compile(r"约 ([\d,]+) 位居民想参加，平均每人分摊 ([\d.,]+) 元。(?:其中 (\d+) 场)?")
REACH = re.compile(r"<dt>至少有一项自己想参加的居民</dt><dd>(.*?)</dd>")
ROW = re.compile(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r'<td class="number">(.*?)</td>', re.DOTALL)


@dataclass(frozen=True)
class Bar:
    title: str
    text: str
    place: int | None
    widths: dict[str, str]  # kind -> per cent as printed


@dataclass(frozen=True)
class Held:
    """An activity of a plan, with what each of those who want it pays."""

    title: str
    occasions: int
    cost: int
    people: int
    share: str
    filled: int


def bars(page: str, heading: str) -> list[Bar]:
    """Of the list below a heading."""
    after = page[page.index(f">{heading}<") :]
    listed = after[after.index('<ol class="bars">') : after.index("</ol>")]
    return [
        Bar(unescape(title), unescape(text), int(place) if place else None, dict(WIDTH.findall(drawing)))
        for place, title, drawing, text in BAR.findall(listed)
    ]


def has(page: str, heading: str) -> bool:
    return f">{heading}<" in page


def number(text: str) -> int:
    return int(text.replace(",", ""))


def count_in(text: str) -> int | None:
    found = COUNT.search(text)
    return number(found[1]) if found else None


def held(page: str) -> list[Held]:
    lines = [
        (unescape(title), int(o), number(cost), WHO_PAYS.search(why)) for title, o, cost, why in LINE.findall(page)
    ]
    return [
        Held(title, occasions, cost, number(who[1]), who[2], int(who[3] or 0))
        for title, occasions, cost, who in lines
        if who
    ]


def chosen(page: str) -> list[str]:
    return [unescape(title) for title, *_rest in LINE.findall(page)]


def reach(page: str) -> str | None:
    found = REACH.search(page)
    return found and found[1]


def measures(page: str) -> dict[str, list[str]]:
    """Of the table of all measures: activity -> the cells of its row, as text."""
    table = page[page.index('<table class="measures">') :]
    rows = ROW.findall(table[: table.index("</table>")])
    return {unescape(title): [re.sub("<.*?>", "", cell) for cell in CELL.findall(cells)] for title, cells in rows}


def coverage(page: str) -> list[tuple[tuple[str, ...], int]]:
    rows = [(unescape(names), CELL.findall(cells)) for names, cells in ROW.findall(page)]
    return [(tuple(names.split("、")), number(cells[1])) for names, cells in rows]


def sheet(content: bytes) -> list[tuple]:
    return list(load_workbook(BytesIO(content)).worksheets[0].values)
