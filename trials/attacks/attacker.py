"""Reads every figure of a closed list and learns from it what the counts behind the figures can be."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from survey.correction import Weights
from survey.small_numbers import STEP, to_five
from trials.attacks import pages
from trials.attacks.bounds import Knowledge, minus, plus
from trials.attacks.weighed import EDGE, Class, Figure, heaviest, lightest, moved_between, split

MARKS = "543210-"
WANT, TOP, FIRST = "5432", "543", "5"
WITHOUT, WITHOUT_LINK = "&without=OPEN_LINK", "without "
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
    """What the attacker knows beforehand; `residents` of each building and age band. By view: `weights` and `classes`
    of all answers, and the `figures` of every activity that may be shown, of which the pages show at most a part."""

    year: int
    answers: int
    titles: list[str]
    residents: dict[str, int]
    by_points: list[str]
    classes: list[Class]
    asked: dict[str, int]
    weights: dict[str, Weights]
    figures: dict[str, dict[str, dict[str, Figure]]]


class Attacker:
    """`get` opens an address as the organiser does and gives what came back."""

    def __init__(self, get: Callable[[str], bytes], known: Known):
        self.get, self.known, self.titles, self.residents = get, known, known.titles, known.residents
        self.base, self.public = f"/organiser/lists/{known.year}", f"/year/{known.year}"
        self.answers, self.total = known.answers, to_five(known.answers)
        self.knowledge = Knowledge()
        for title in known.titles:
            self.learn_sums(title)
        for view, figures in known.figures.items():
            for title, shown in figures.items():
                for measure, figure in shown.items():
                    self.learn_figure(view, FORMS[measure](title), MOST.get(measure, 1), figure)

    def learn_sums(self, title: str) -> None:
        """Every answer of a class has one mark."""
        for mark in MARKS:
            total = counted(title, mark)
            self.knowledge.learn(minus(total, split(total, self.known.classes)), 0, 0)
        for one in self.known.classes:
            self.knowledge.learn(split(counted(title, MARKS), [one]), one.size, one.size)
        apart = split(wanted(title), self.classes(WITHOUT_LINK))
        self.knowledge.learn(minus(wanted(title, WITHOUT_LINK), apart), 0, 0)

    def classes(self, view: str) -> list[Class]:
        return [one for one in self.known.classes if not (view and one.is_linked)]

    def learn_figure(self, view: str, form: dict, most: int, figure: Figure) -> None:
        classes, asked = self.classes(view), self.known.asked[view]
        shown, doubt = figure.raw * asked, HALF if most == 1 else STEP * most / 2
        self.knowledge.learn(split(form, classes), shown - doubt, shown + doubt)
        low, high = moved_between(figure, most, asked, self.known.weights[view])
        self.knowledge.learn(heaviest(form, classes, view, less=1), low=low)
        self.knowledge.learn(lightest(form, classes, view, less=1), high=high)

    def learn_exactly(self, view: str, form: dict, text: str, per: float) -> None:
        """What does not look like a figure that may be shown is taken for the weighted mean itself."""
        classes, doubt = self.classes(view), 0.5 * 10 ** -len(text.partition(".")[2])
        low, high = ((float(text) + sign * doubt) / per * sum(one.size for one in classes) for sign in (-1, 1))
        self.learn_weighted(view, form, low, high)

    def learn_weighted(self, view: str, form: dict, low: float, high: float) -> None:
        self.knowledge.learn(heaviest(form, self.classes(view), view), low=low)
        self.knowledge.learn(lightest(form, self.classes(view), view), high=high)

    def page(self, path: str) -> str:
        return self.get(path).decode()

    def read_everything(self, budgets: list[int]) -> None:
        results = self.page(f"{self.base}/results?by=want-share")
        self.read_view(results, "")
        self.read_sheet(self.get(f"{self.base}/results.xlsx"))
        self.read_groups(results)
        self.read_coverage(self.page(f"{self.base}/coverage"))
        apart = self.page(f"{self.base}/results?by=want-share{WITHOUT}")
        if OPEN_LINK in results and apart != results:
            self.read_view(apart, WITHOUT_LINK)
        if "活动计划" in (public := self.page(self.public)):
            self.read_bars(pages.bars(public, "大家最想参加什么"), "")
        for budget in budgets:
            self.read_plan(self.page(f"{self.base}/plan?budget={budget}&part=selection"))

    # the ranking

    def read_view(self, page: str, view: str) -> None:
        self.read_bars(pages.bars(page, "排名"), view)
        self.read_table(page, view)

    def read_bars(self, bars: list[pages.Bar], view: str) -> None:
        for bar in bars:
            self.read_count(wanted(bar.title, view), bar.text)
            want, top = (self.figure(view, bar.title, measure) for measure in ("want", "top"))
            if percent := re.search(r"([\d.]+)%", bar.text):
                self.read_figure(view, bar.title, "want", percent[1], 100)
            if bar.widths["want"] not in (drawn(want), "0", "100"):
                self.learn_exactly(view, wanted(bar.title), bar.widths["want"], 100)
            if bar.widths["top"] not in (drawn(top), bar.widths["want"], "0"):
                self.learn_exactly(view, counted(bar.title, TOP), bar.widths["top"], 100)
        self.read_order(bars, view)

    def figure(self, view: str, title: str, measure: str) -> Figure | None:
        return self.known.figures[view].get(title, {}).get(measure)

    def read_count(self, form: dict, text: str) -> None:
        count = pages.count_in(text)
        if count is not None:
            self.knowledge.learn(form, count - HALF, count + HALF)
        elif "不到" in text:
            self.knowledge.learn(form, 0, 12)

    def read_order(self, bars: list[pages.Bar], view: str) -> None:
        """Where the places and the order are others than the figures give, they come from something finer."""
        for bar, later in pairwise(bars):
            shown, below = (self.figure(view, one.title, "want") for one in (bar, later))
            if not shown or not below or shown.corrected > below.corrected + EDGE:
                continue
            is_turned = self.titles.index(bar.title) > self.titles.index(later.title)
            if shown.corrected < below.corrected - EDGE or is_turned or bar.place != later.place:
                self.learn_not_less(wanted(bar.title), wanted(later.title), view)

    def learn_not_less(self, form: dict, other: dict, view: str) -> None:
        classes = self.classes(view)
        self.knowledge.learn(minus(heaviest(form, classes, view), lightest(other, classes, view)), 0)

    # all measures

    def read_table(self, page: str, view: str) -> None:
        for title, cells in pages.measures(page).items():
            for measure, column in COLUMNS.items():
                if figure := figure_in(cells[column]):
                    self.read_figure(view, title, measure, *figure)
            if not view:
                self.read_count(counted(title, MARKS[:-1]), cells[-1])

    def read_sheet(self, content: bytes) -> None:
        _heading, *rows = pages.sheet(content)
        for row in rows:
            if isinstance(row[1], int):
                self.knowledge.learn(wanted(row[0]), row[1] - HALF, row[1] + HALF)
            for measure, column in COLUMNS.items():
                if isinstance(row[2 + 2 * column], float):
                    self.read_figure("", row[0], measure, str(row[2 + 2 * column]), 1)

    def read_figure(self, view: str, title: str, measure: str, text: str, per: float) -> None:
        known, doubt = self.figure(view, title, measure), 0.5 * 10 ** -len(text.partition(".")[2])
        if not known or abs(known.corrected * per - float(text)) > doubt + EDGE:
            self.learn_exactly(view, FORMS[measure](title), text, per)

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
        """Who finds something is at least as many as want any one of it."""
        percent = re.search(r"(\d+)%", text)
        if percent and "以上" not in text:
            doubt = 5 if int(percent[1]) % 10 == 0 else 0.5
            for title in titles:
                self.knowledge.learn(wanted(title), high=self.total * (int(percent[1]) + doubt) / 100 + HALF)

    def is_told_the_order(self, by_points: list[str]) -> None:
        """By weighted points. What is known of the sum of one bounds those before and behind it."""
        classes = self.known.classes
        most = [self.knowledge.extremes(heaviest(points(title), classes, ""))[1] for title in by_points]
        least = [self.knowledge.extremes(lightest(points(title), classes, ""))[0] for title in by_points]
        for place, title in enumerate(by_points):
            low, high = max(least[place + 1 :], default=0), min(most[:place], default=math.inf)
            self.learn_weighted("", points(title), low, high)

    def cells(self, truth: dict[str, tuple[dict, int]]) -> list[Cell]:
        return [
            Cell(name, *self.knowledge.bounds(form), true)
            for name, (form, true) in truth.items()
            if self.knowledge.knows(form)
        ]


def counted(title: str, marks: str) -> dict[str, float]:
    return {f"{title} {mark}": 1 for mark in marks}


def wanted(title: str, view: str = "") -> dict[str, float]:
    return {f"without {title}": 1} if view else counted(title, WANT)


def points(title: str) -> dict[str, float]:
    return {f"{title} {mark}": int(mark) for mark in MARKS[:-2]}


def first(title: str) -> dict[str, float]:
    return counted(title, FIRST)


def top(title: str) -> dict[str, float]:
    return counted(title, TOP)


def group_of(heading: str, names: tuple[str, ...]) -> dict[str, float]:
    return {f"{heading} {name}": 1 for name in names}


def figure_in(cell: str) -> tuple[str, float] | None:
    """The number behind the place, and how much of it one answer is worth."""
    text = cell.split()[-1] if cell.split() else ""
    if text.endswith("%"):
        return text.removesuffix("%"), 100
    return (text, 1) if re.fullmatch(r"[\d.]+", text) else None


def drawn(figure: Figure | None) -> str | None:
    """A length in whole per cent: of the count, and of what moves it."""
    return figure and str(round(100 * figure.raw) + round(100 * (figure.corrected - figure.raw)))


FORMS = {"want": wanted, "points": points, "first": first, "top": top}
MOST = {"points": 5}
COLUMNS = {"want": 0, "points": 1, "first": 2}
