"""What a list of wishes must hold, said without a database."""

import random
from collections import Counter
from dataclasses import dataclass, field

from survey.models.kinds import AGE_BANDS, FREE_TIMES, OFFERS
from trials.world import TITLES

WISHES = ("", "", "想学二胡", "想看京剧")


@dataclass(frozen=True)
class Answer:
    ratings: str
    age_band: str | None = None
    free_times: str = ""
    offers: str = ""
    wish: str = ""
    helper: int | None = None

    @classmethod
    def made_up(cls, dice: random.Random, helper: int | None = None) -> "Answer":
        marks = [dice.choice("210-") for _ in TITLES]
        for points, place in zip("543", dice.sample(range(len(TITLES)), dice.randrange(4)), strict=False):
            marks[place] = points
        said = [" ".join(code for code in codes if dice.random() < 0.3) for codes in (FREE_TIMES, OFFERS)]
        return cls("".join(marks), dice.choice([None, *AGE_BANDS]), *said, dice.choice(WISHES), helper)

    @property
    def pressed(self) -> set[str]:
        return {f"{position}{mark}" for position, mark in enumerate(self.ratings) if mark in "210"}

    @property
    def columns(self) -> dict:
        return {name: getattr(self, name) for name in ("ratings", "age_band", "free_times", "offers")}

    @property
    def fields(self) -> dict:
        """As the form sends it."""
        pressed = {f"r{position}": mark for position, mark in enumerate(self.ratings) if mark in "210"}
        wished = {f"wish{'543'.index(m) + 1}": str(position) for position, m in enumerate(self.ratings) if m in "543"}
        more = {"free_times": self.free_times.split(), "offers": self.offers.split()}
        return {**pressed, **wished, **more, "age_band": self.age_band or "", "wish": self.wish}


@dataclass(eq=False)
class Paper:
    """A slip, or what a visitor of the open link was given."""

    token: str
    code: str
    slip_id: str
    area: int | None
    is_open_link: bool = False
    is_stored: bool = True
    is_void: bool = False
    answer: Answer | None = None
    version: int = 0

    def make_void(self) -> None:
        self.is_void, self.answer, self.version = True, None, 0


@dataclass
class Model:
    papers: list[Paper]
    is_open: bool = True
    takes_open_link: bool = False
    finals: Counter = field(default_factory=Counter)

    def by_code(self, code: str | None) -> Paper | None:
        return next((paper for paper in self.papers if paper.is_stored and paper.code == code), None)

    def receives(self, paper: Paper, answer: Answer) -> bool:
        """One answer a slip: the last of the resident's own, else the last of the first helper's."""
        if paper.is_void or not (paper.is_stored or self.takes_open_link):
            return False
        there = paper.answer
        if answer.helper and there and there.helper != answer.helper:
            return False
        if there != answer:
            paper.version = paper.version + 1 if there else 1
        paper.answer, paper.is_stored = answer, True
        return True

    def held(self, tags: dict[str, str]) -> dict[str, Counter]:
        """The rows of each table."""
        stored = [paper for paper in self.papers if paper.is_stored]
        answered = [paper for paper in stored if paper.answer]
        if not self.is_open:
            finals = Counter((p.answer.ratings, p.answer.age_band, bool(p.answer.helper), p.area) for p in answered)
            wishes = Counter((None, p.answer.wish) for p in answered if p.answer.wish)
            return {"slips": Counter(), "answers": Counter(), "wishes": wishes, "finals": finals}
        return {
            "slips": Counter((p.slip_id, "void" if p.is_void else "issued", p.area) for p in stored),
            "answers": Counter((p.slip_id, p.version, *row_of(p.answer)) for p in answered),
            "wishes": Counter((tags[p.slip_id], p.answer.wish) for p in answered if p.answer.wish),
            "finals": Counter(),
        }


def row_of(answer: Answer) -> tuple:
    helper = answer.helper
    return (*answer.columns.values(), bool(helper), helper)
