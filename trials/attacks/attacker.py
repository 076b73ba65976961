"""Reads every figure of a closed list and learns from it what the counts behind the figures can be."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from survey.small_numbers import to_five
from trials.attacks import pages
from trials.attacks.bounds import Knowledge, minus, plus

MARKS = "543210-"
WANT, TOP, FIRST = "5432", "543", "5"
ALL, WITHOUT = "", "&without=OPEN_LINK"
FEWEST_VALUES = 5
HALF = 2
OPEN_LINK = "公开链接"
GROUPS = ("按年龄", "怎么填的")


@dataclass(frozen=True)
class Cell:
    name: str
    low: int
    high: int
    true: int

    @property
    def is_recovered(self) -> bool:
        return self.high - self.low + 1 < FEWEST_VALUES

    @property
    def is_misread(self) -> bool:
        return not self.low <= self.true <= self.high


@dataclass(frozen=True)
class Known:
    """What the attacker knows beforehand; `residents` of each building and age band."""

    year: int
    answers: int
    titles: list[str]
    residents: dict[str, int]
    by_points: list[str]


class Attacker:
    """`get` opens an address as the organiser does and gives what came back."""

    def __init__(self, get: Callable[[str], bytes], known: Known):
        self.get, self.answers, self.titles, self.residents = get, known.answers, known.titles, known.residents
        self.base, self.public = f"/organiser/lists/{known.year}", f"/year/{known.year}"
        self.total = to_five(known.answers)
        self.knowledge = Knowledge()
        for title in known.titles:
            self.knowledge.learn(counted(title, MARKS), self.answers, self.answers)
            self.knowledge.learn(minus(wanted(title), wanted(title, "without ")), 0)
            self.knowledge.learn(minus(minus(wanted(title), wanted(title, "without ")), {"by open link": 1}), high=0)

    def page(self, path: str) -> str:
        return self.get(path).decode()

    def read_everything(self, budgets: list[int]) -> None:
        results = self.page(f"{self.base}/results?by=want-share")
        self.read_view(results, "")
        self.read_table(results)
        self.read_sheet(self.get(f"{self.base}/results.xlsx"))
        self.read_groups(results)
        self.read_coverage(self.page(f"{self.base}/coverage"))
        apart = self.page(f"{self.base}/results?by=want-share{WITHOUT}")
        if OPEN_LINK in results and apart != results:
            self.read_view(apart, "without ")
        if "活动计划" in (public := self.page(self.public)):
            self.read_bars(pages.bars(public, "大家最想参加什么"), "")
        for budget in budgets:
            self.read_plan(self.page(f"{self.base}/plan?budget={budget}&part=selection"))

    # the ranking

    def read_view(self, page: str, view: str) -> None:
        self.read_bars(pages.bars(page, "排名"), view)

    def read_bars(self, bars: list[pages.Bar], view: str) -> None:
        for bar in bars:
            self.read_count(wanted(bar.title, view), bar.text)
        self.read_order(bars, view)
        if view:
            return
        if all(self.is_drawn_from_text(bar) for bar in bars):
            self.read_tops(bars)
            return
        for bar in bars:
            self.read_length(wanted(bar.title), bar.widths["want"])
            self.read_length(counted(bar.title, TOP), bar.widths["top"])

    def is_drawn_from_text(self, bar: pages.Bar) -> bool:
        count = pages.count_in(bar.text)
        return count is None or bar.widths["want"] == str(round(100 * count / self.total))

    def read_length(self, form: dict, percent: str) -> None:
        doubt = 0.5 * 10 ** -len(percent.partition(".")[2])
        low, high = ((float(percent) + sign * doubt) * self.answers / 100 for sign in (-1, 1))
        self.knowledge.learn(form, low, high)

    def read_tops(self, bars: list[pages.Bar]) -> None:
        """Where lengths are whole per cents they stand for rounded counts, or for none."""
        for bar in bars:
            if "." not in bar.widths["top"] and bar.widths["top"] != "0":
                near = [n for n in range(0, self.total + 1, 5) if str(round(100 * n / self.total)) == bar.widths["top"]]
                self.knowledge.learn(counted(bar.title, TOP), near[0] - HALF, near[-1] + HALF)

    def read_count(self, form: dict, text: str) -> None:
        count = pages.count_in(text)
        if count is not None:
            self.knowledge.learn(form, count - HALF, count + HALF)
        elif "不到" in text:
            self.knowledge.learn(form, 0, 12)

    def read_order(self, bars: list[pages.Bar], view: str) -> None:
        """Two that show the same figure but not the same place differ; and who stands before an earlier one of the list
        has no fewer."""
        for bar, later in pairwise(bars):
            difference = minus(wanted(bar.title, view), wanted(later.title, view))
            if bar.text == later.text and bar.place != later.place:
                self.knowledge.learn(difference, 1)
            elif bar.text == later.text and self.titles.index(bar.title) > self.titles.index(later.title):
                self.knowledge.learn(difference, 0)

    # all measures

    def read_table(self, page: str) -> None:
        rows = pages.measures(page)
        for column, form, unit, scale in MEASURES:
            figures = {title: figure_in(cells[column]) for title, cells in rows.items()}
            self.read_figures(figures, form, unit, scale)
        for title, cells in rows.items():
            self.read_count(counted(title, MARKS[:-1]), cells[-1])

    def read_sheet(self, content: bytes) -> None:
        _heading, *rows = pages.sheet(content)
        for row in rows:
            if isinstance(row[1], int):
                self.knowledge.learn(wanted(row[0]), row[1] - HALF, row[1] + HALF)
        for column, form, unit, scale in MEASURES:
            figures = {row[0]: (str(row[2 + 2 * column]), 1) for row in rows if isinstance(row[2 + 2 * column], float)}
            self.read_figures(figures, form, unit, scale)

    def read_figures(self, figures: dict, form: Callable, unit: int, scale: float) -> None:
        """A column of means is rounded where all of it is."""
        read = {title: self.rounded(*figure, unit) for title, figure in figures.items() if figure}
        is_rounded = all(read.values())
        for title, between in read.items():
            if is_rounded:
                self.knowledge.learn(form(title), between[0] - (unit - 1) / 2, between[1] + (unit - 1) / 2)
            else:
                text, per = figures[title]
                doubt = 0.5 * 10 ** -len(text.partition(".")[2])
                low, high = ((float(text) + sign * doubt) / per * self.answers for sign in (-1, 1))
                self.knowledge.learn(form(title), low, high)

    def rounded(self, text: str, per: float, unit: int) -> tuple[int, int] | None:
        """The least and the greatest rounded sum that would be printed so."""
        digits = len(text.partition(".")[2])
        about = float(text) / per * self.total
        span = range(unit * int((about - self.total / per) // unit), int(about + self.total / per) + unit, unit)
        near = [n for n in span if f"{n / self.total * per:.{digits}f}" == f"{float(text):.{digits}f}"]
        return (near[0], near[-1]) if near else None

    # who answered

    def read_groups(self, page: str) -> None:
        for heading in GROUPS:
            if pages.has(page, heading):
                groups = [(tuple(bar.title.split("、")), pages.count_in(bar.text)) for bar in pages.bars(page, heading)]
                self.read_partition(heading, groups)
        for heading in ("平时什么时候有空", "愿意怎么参加"):
            for bar in pages.bars(page, heading):
                self.read_count({f"{heading} {bar.title}": 1}, bar.text)

    def read_coverage(self, page: str) -> None:
        self.read_partition("按楼栋", pages.coverage(page) if "<table" in page else [])

    def read_partition(self, heading: str, groups: list[tuple[tuple[str, ...], int]]) -> None:
        """All groups together are all answers. Where their figures add up to the rounded number of all, the group with
        most residents may have been shown as what the others leave."""
        if not groups:
            return
        leaves = [group_of(heading, names) for names, _count in groups]
        self.knowledge.learn(plus(*leaves), self.answers, self.answers)
        fillers = self.may_be_what_is_left(groups)
        for form, (names, count) in zip(leaves, groups, strict=True):
            doubt = HALF * len(groups) if names in fillers else HALF
            self.knowledge.learn(form, max(13, count - doubt), count + doubt)
            if names == (OPEN_LINK,):
                self.knowledge.learn(minus(form, {"by open link": 1}), 0, 0)

    def may_be_what_is_left(self, groups: list[tuple[tuple[str, ...], int]]) -> set[tuple[str, ...]]:
        """Where a name stands for more than it says, nobody outside knows how many live there."""
        if sum(count for _names, count in groups) != self.total:
            return set()
        unclear = {names for names, _count in groups if names[-1].endswith(" 处")}
        return unclear | {max((names for names, _count in groups), key=self.living_in)}

    def living_in(self, names: tuple[str, ...]) -> int:
        known = [self.residents.get(name, 0) for name in names]
        return sum(known) if all(known) else 0

    # plans

    def read_plan(self, page: str) -> None:
        held = pages.held(page)
        looks_rounded = all(self.is_shared_by_rounded(line) for line in held)
        for line in held:
            self.knowledge.learn(wanted(line.title), line.people - HALF, line.people + HALF)
            if not looks_rounded:
                shared = line.cost * (1 - line.filled / line.occasions)
                paid, doubt = float(line.share.replace(",", "")), 0.05
                self.knowledge.learn(wanted(line.title), shared / (paid + doubt), shared / max(paid - doubt, 0.001))
        self.read_reach(pages.chosen(page), pages.reach(page) or "")

    def is_shared_by_rounded(self, line: pages.Held) -> bool:
        shared = line.cost * (1 - line.filled / line.occasions)
        return abs(round(shared / line.people, 1) - float(line.share.replace(",", ""))) < 0.01

    def read_reach(self, titles: list[str], text: str) -> None:
        """Who finds something is at least as many as want any one of it, and at most all of them together."""
        percent = re.search(r"(\d+)%", text)
        if not percent or not titles:
            return
        reached = {"reached by " + "、".join(sorted(titles)): 1}
        middle, step = int(percent[1]), 5 if int(percent[1]) % 10 == 0 or "以上" in text else 0.5
        low, high = (self.total * (middle + sign * step) / 100 for sign in (-1, 1))
        self.knowledge.learn(
            reached, 0 if "不到" in text else low - HALF, self.answers if "以上" in text else high + HALF
        )
        for title in titles:
            self.knowledge.learn(minus(reached, wanted(title)), 0)
        self.knowledge.learn(minus(reached, plus(*(wanted(title) for title in titles))), high=0)

    def is_told_the_order(self, by_points: list[str]) -> None:
        for title, later in pairwise(by_points):
            self.knowledge.learn(minus(points(title), points(later)), 0)

    def cells(self, truth: dict[str, tuple[dict, int]]) -> list[Cell]:
        return [
            Cell(name, *self.knowledge.bounds(form), true) for name, (form, true) in truth.items() if self.knows(form)
        ]

    def knows(self, form: dict) -> bool:
        return all(name in self.knowledge.unknowns for name in form)


def counted(title: str, marks: str) -> dict[str, float]:
    return {f"{title} {mark}": 1 for mark in marks}


def wanted(title: str, view: str = "") -> dict[str, float]:
    return {f"without {title}": 1} if view else counted(title, WANT)


def points(title: str) -> dict[str, float]:
    return {f"{title} {mark}": int(mark) for mark in MARKS[:-2]}


def first(title: str) -> dict[str, float]:
    return counted(title, FIRST)


def group_of(heading: str, names: tuple[str, ...]) -> dict[str, float]:
    return {f"{heading} {name}": 1 for name in names}


def figure_in(cell: str) -> tuple[str, float] | None:
    """The number behind the place, and how much of it one answer is worth."""
    text = cell.split()[-1] if cell.split() else ""
    if text.endswith("%"):
        return text.removesuffix("%"), 100
    return (text, 1) if re.fullmatch(r"[\d.]+", text) else None


# column of the table, sum, what it is rounded to, what it is printed in
MEASURES = ((0, wanted, 5, 100), (1, points, 25, 1), (2, first, 5, 100))
