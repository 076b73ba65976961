"""The tree of areas as a table: one row an area, parents above their children."""

from typing import BinaryIO

from survey.errors import Refused
from survey.models.kinds import AREA_LEVELS
from survey.operations.communities import COUNTS, AreaNode
from survey.spreadsheets import read_rows

LEVELS = dict(zip(("网格", "党小组", "居民小组", "楼栋", "单元"), AREA_LEVELS, strict=True))
HEADINGS = ("级别", "名称", "上级", "户数", "14-34岁", "35-59岁", "60-74岁", "75岁以上")
HEADINGS_EN = ("level", "name", "parent", *COUNTS)


def read_areas(stream: BinaryIO) -> list[AreaNode]:
    heading, *rows = read_rows(stream)
    if tuple(heading) not in (HEADINGS, HEADINGS_EN):
        raise Refused("areas_wrong_headings", headings=" | ".join(HEADINGS))
    nodes: dict[tuple[str, ...], AreaNode] = {}
    for number, row in enumerate(rows, start=2):
        if any(row):
            node = read_area(number, row + [""] * (len(HEADINGS) - len(row)), nodes)
            nodes[node.path] = node
    return list(nodes.values())


def read_area(number: int, row: list[str], above: dict[tuple[str, ...], AreaNode]) -> AreaNode:
    level = LEVELS.get(row[0], row[0])
    if level not in AREA_LEVELS:
        raise Refused("area_level_unknown", row=number, level=row[0], levels="、".join(LEVELS))
    if not row[1]:
        raise Refused("area_without_name", row=number)
    parent = parent_of(number, row[2], above)
    if parent and AREA_LEVELS.index(parent.level) >= AREA_LEVELS.index(level):
        raise Refused("area_below_its_level", row=number, name=row[1], parent=row[2])
    path = (*(parent.path if parent else ()), row[1])
    if path in above:
        raise Refused("area_twice", row=number, name=row[1])
    return AreaNode(level, path, tuple(count_in(number, cell) for cell in row[3 : len(HEADINGS)]))


def parent_of(number: int, name: str, above: dict[tuple[str, ...], AreaNode]) -> AreaNode | None:
    """By its name, or by the end of its path where the name alone is not enough: 一网格/3号楼."""
    if not name:
        return None
    parts = tuple(part.strip() for part in name.split("/"))
    found = [node for path, node in above.items() if path[-len(parts) :] == parts]
    if len(found) != 1:
        raise Refused("area_parent_twice" if found else "area_parent_unknown", row=number, parent=name)
    return found[0]


def count_in(number: int, cell: str) -> int:
    if cell and not (cell.isascii() and cell.isdigit() and len(cell) < 7):
        raise Refused("area_count_unclear", row=number, cell=cell)
    return int(cell or 0)
