"""F11: the program dies at each step of the close, from the first press of the button to the publication: each
statement of each transaction, each stroke at the key. Then the close is taken up again. It must never be that something
is published while the key still exists, and every answer must be there, once, and nothing else of anybody.

    python -m trials.faults.close [--answers 30]
"""

import shutil
import tempfile
from collections import Counter
from contextlib import closing as closing_down
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import click
from sqlmodel import select

from survey import answer_writer, clock, closing, create_app, db, verification
from survey.models import Plan, Staff, WishList
from survey.operations import closings, plans, responses
from trials import machine
from trials.faults.dying import dies_at, in_another_process, steps_of
from trials.faults.kill import read_options
from trials.open_list import issue_slips, made_up_answer, make_app

NAME = "xinyuan.sqlite3"


@dataclass
class Left:
    """What a death leaves behind."""

    status: str
    step: str | None
    has_key: bool
    answers: Counter
    final: Counter
    slips: int
    tagged_wishes: int

    def faults(self, said: Counter) -> list[str]:
        kept_once = (self.answers, self.final) in ((said, Counter()), (Counter(), said))
        return [
            fault
            for fault, is_so in (
                ("published while the key exists", self.status == "published" and self.has_key),
                ("finished while the key exists", self.step == "finished" and self.has_key),
                ("the key is gone before the answers are unlinked", not self.has_key and bool(self.answers)),
                ("open again after the point of no return", self.status == "open" and self.step not in (None, "asked")),
                ("answers lost, doubled or halfway", not kept_once),
                ("unlinked, but slips are there", bool(self.final) and bool(self.slips or self.tagged_wishes)),
            )
            if is_so
        ]


@dataclass
class Figures:
    steps: int = 0
    deaths: int = 0
    at: Counter = field(default_factory=Counter)  # by the step that the record names
    faults: Counter = field(default_factory=Counter)
    stuck: int = 0  # could not be brought to its end afterwards


def main() -> None:
    options = read_options(__doc__, answers=30)
    figures = trial(options.answers)
    print(f"deaths by the step that stood in the record: {dict(figures.at)}")
    machine.conclude(
        {
            f"died at {figures.deaths} of {figures.steps} steps": figures.deaths == figures.steps,
            f"{figures.faults.total()} faults {dict(figures.faults)}": not figures.faults,
            f"{figures.stuck} closes could not be finished afterwards, published and verified": figures.stuck == 0,
        }
    )


def trial(answers: int, every: int = 1) -> Figures:
    import analysis.recommend  # noqa: F401  loaded once, before the forks

    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        whole, tried = Path(folder) / "whole", Path(folder) / "tried"
        assert in_another_process(lambda: make_list(whole, answers)) == 0
        said = left_in(whole).answers
        shutil.copytree(whole, tried)
        last = steps_of(lambda: close_and_publish(tried), Path(folder))
        return die_again_and_again(whole, tried, range(1, last + 1, every), said)


def die_again_and_again(whole: Path, tried: Path, steps: range, said: Counter) -> Figures:
    figures = Figures(steps=len(steps))
    with click.progressbar(steps, label="close") as shown:
        for step in shown:
            shutil.rmtree(tried)
            shutil.copytree(whole, tried)
            figures.deaths += dies_at(step, lambda: close_and_publish(tried))
            left = left_in(tried)
            figures.at[left.step or left.status] += 1
            figures.faults.update(left.faults(said))
            figures.stuck += not is_mended(tried, said)
    return figures


def is_mended(folder: Path, said: Counter) -> bool:
    ended = in_another_process(lambda: close_and_publish(folder))
    left = left_in(folder)
    return ended == 0 and left == Left("published", "finished", False, Counter(), said, 0, 0)


def make_list(folder: Path, answers: int) -> None:
    app, random = make_app(folder), Random(1)
    slips = list(issue_slips(app, answers + 5).values())
    with app.app_context(), db.writing() as session:
        session.add(Staff(community_id=1, login="wangfang", name="王芳", password_hash="x"))
    with app.app_context():
        for slip in slips[:answers]:
            send(slip, made_up_answer(random))


def send(slip: str, answer: dict) -> None:
    row = {"ratings": answer["ratings"], "age_band": "60-74", "free_times": "weekend-day", "offers": "come"}
    sent = {"slip_id": slip, "answer": row, "wish": f"{slip}的心愿", "slip_tag": f"tag of {slip}", "now": clock.now()}
    answer_writer.write(lambda statements: responses.send_response(statements, **sent))


def close_and_publish(folder: Path) -> None:
    """All that has not happened yet."""
    app = create_app(DATA=folder)
    with app.app_context():
        with db.writing() as session:
            wish_list, organiser = session.get_one(WishList, 1), session.get_one(Staff, 1)
            if closings.closing_of(session, wish_list) is None:
                closings.ask_to_close(session, wish_list=wish_list, by=organiser)
        confirm()
        closing.finish(1)
        publish()
        assert all(holds for _sentence, _facts, holds in checked())


def confirm() -> None:
    with db.writing() as session:
        wish_list, organiser = session.get_one(WishList, 1), session.get_one(Staff, 1)
        if closings.closing_of(session, wish_list).step == "asked":
            closings.confirm(session, wish_list=wish_list, by=organiser)


def publish() -> None:
    with db.writing() as session:
        plan, wish_list = session.exec(select(Plan)).one(), session.get_one(WishList, 1)
        if plan.status != "published":
            plans.publish_plan(session, wish_list=wish_list, plan=plan, by=session.get_one(Staff, 1))


def checked() -> list:
    with db.reading() as session:
        return list(verification.checks(session))


def left_in(folder: Path) -> Left:
    with closing_down(db.sqlite3.connect(folder / NAME)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        step = database.execute("SELECT step FROM closing").fetchone()
        return Left(
            status=database.execute("SELECT status FROM wish_list").fetchone()[0],
            step=step and step[0],
            has_key=(folder / "keys" / "wish-list-1.key").exists(),
            answers=Counter(ratings for (ratings,) in database.execute("SELECT ratings FROM response")),
            final=Counter(ratings for (ratings,) in database.execute("SELECT ratings FROM final_response")),
            slips=database.execute("SELECT count(*) FROM slip").fetchone()[0],
            tagged_wishes=database.execute("SELECT count(slip_tag) FROM wish").fetchone()[0],
        )


if __name__ == "__main__":
    main()
