"""Residents, helpers and an organiser do what they like, in any order: `python -m trials.fuzz.states [--runs 5000]
[--steps 50] [--seed 1]`. A model in memory says what each of them must be told; after every step the database holds
exactly what the model holds, and after a close the answers alone, in no order."""

import argparse
import random
from collections import Counter
from collections.abc import Callable
from contextlib import closing, contextmanager
from unittest import mock

import click
from flask.testing import FlaskClient

from survey import answer_writer, clock, db, slip_codes, slip_making
from survey.errors import Refused
from survey.models import WishList
from survey.operations import responses, wish_lists
from survey.operations.communities import home_community
from survey.operations.responses import Sender
from survey.resident import entry
from trials import machine
from trials.fuzz.model import Answer, Model, Paper
from trials.fuzz.resetting import Resettable
from trials.world import OPEN

RUNS, STEPS, PHONES = 5_000, 50, 3
LIST = f"/organiser/lists/{OPEN}"
OFTEN = {"enter": 6, "send": 8, "send_again": 3, "withdraw": 2, "leave": 1, "look": 2, "assist": 3, "visit": 2}
SELDOM = {"void": 0.7, "replace": 0.5, "void_unused": 0.2, "switch_open_link": 1, "close": 0.1}


class Broken(Exception):
    """What came is not what the model says."""


class Phone:
    def __init__(self, client: FlaskClient):
        self.client = client
        self.paper: Paper | None = None  # in hand, as the browser's session knows
        self.form: dict | None = None  # as sent last
        self.answer: Answer | None = None

    def post(self, path: str, fields: dict, address: str = "127.0.0.1"):
        return self.client.post(path, data=fields, environ_base={"REMOTE_ADDR": address})


class Play:
    """One run from its beginning."""

    def __init__(self, world: Resettable, seed: str):
        self.world, self.dice, self.told = world, random.Random(seed), []
        world.put_back()
        self.phones = [Phone(world.app.test_client()) for _ in range(PHONES)]
        self.organiser = world.organiser()
        with world.app.app_context(), db.reading() as session:
            self.list: WishList = wish_lists.wish_list_of_year(session, home_community(session), OPEN)
            self.key, self.key_path = slip_codes.key_of(self.list), slip_codes.key_path(self.list)
        self.model = Model(world.papers())

    def run(self, steps: int) -> Counter:
        taken, rules = Counter(), OFTEN | SELDOM
        for _ in range(steps):
            name = self.dice.choices(list(rules), list(rules.values()))[0]
            self.told.append(name)
            getattr(self, name)(self.dice.choice(self.phones))
            self.compare()
            taken[name] += 1
        return taken

    def expect(self, what: object, wanted: object) -> None:
        self.told[-1] += f" -> {what}"
        if what != wanted:
            raise Broken(f"{what} instead of {wanted}, after {'; '.join(self.told)}")

    def some_paper(self) -> Paper:
        paper = self.dice.choice(self.model.papers)
        self.told[-1] += f" {paper.slip_id[:4]}"
        return paper

    # residents

    def enter(self, phone: Phone) -> None:
        paper = self.some_paper()
        by_token = paper.token and self.dice.random() < 0.7
        shown = {"token": paper.token} if by_token else {"code": paper.code}
        reply = phone.post("/wish/enter", {"consent": "yes"} | shown)
        may = self.model.is_open and not paper.is_void and paper.is_stored
        self.expect(reply.status_code, 409 if not self.model.is_open else 200 if may else 400)
        if may:
            phone.paper = paper
            self.expect(shown_in(reply.text), paper.answer.pressed if paper.answer else set())

    def visit(self, phone: Phone) -> None:
        area = self.dice.choice([None, *self.world.areas])
        fields = {"consent": "yes", "building": str(area or "")}
        reply = phone.post("/wish/open/enter", fields, f"10.0.0.{self.dice.randrange(1, 255)}")
        may = self.model.is_open and self.model.takes_open_link
        self.expect(reply.status_code, 200 if may else 409)
        if may:
            with phone.client.session_transaction() as cookie:
                drawn = cookie["open_slip"]
            phone.paper = Paper("", drawn["code"], drawn["id"], area, is_open_link=True, is_stored=False)
            self.model.papers.append(phone.paper)

    def send(self, phone: Phone) -> None:
        phone.answer = Answer.made_up(self.dice)
        phone.form = phone.answer.fields | {"slip": entry.mark_of(phone.paper.slip_id) if phone.paper else ""}
        if phone.paper is None and self.dice.random() < 0.5:
            phone.form["code"] = self.some_paper().code
        self.deliver(phone)

    def send_again(self, phone: Phone) -> None:
        """An old form, perhaps of a slip that was put away since."""
        if phone.form:
            self.deliver(phone)

    def deliver(self, phone: Phone) -> None:
        reply = phone.post("/wish/form", phone.form)
        if not self.model.is_open:
            self.expect(reply.status_code, 409)
            return
        in_hand, mark = phone.paper, phone.form["slip"]
        fits = in_hand and (not mark or mark == entry.mark_of(in_hand.slip_id))
        paper = in_hand if fits else self.model.by_code(phone.form.get("code"))
        received = bool(paper) and self.model.receives(paper, phone.answer)
        self.expect(reply.status_code, 303 if received else 400)
        phone.paper = paper if received else None

    def withdraw(self, phone: Phone) -> None:
        reply = phone.post("/wish/withdraw", {})
        if not self.model.is_open:
            self.expect(reply.status_code, 409)
        elif phone.paper is None:
            self.expect(reply.status_code, 302)
        elif not phone.paper.is_stored:
            self.expect(reply.status_code, 409)
        else:
            self.expect(reply.status_code, 303)
            phone.paper.answer = phone.paper = None

    def leave(self, phone: Phone) -> None:
        self.expect(phone.post("/wish/leave", {}).status_code, 303)
        phone.paper = None

    def look(self, phone: Phone) -> None:
        reply = phone.client.get("/wish/thanks")
        has_answered = phone.paper and phone.paper.answer
        self.expect(reply.status_code, 200 if has_answered or not self.model.is_open else 302)

    # those who help

    def assist(self, _phone: Phone) -> None:
        """No page takes an assisted answer yet; the statement that will store it is the same."""
        paper, answer = self.some_paper(), Answer.made_up(self.dice, helper=self.dice.choice(self.world.helpers))
        tag = slip_codes.wish_tag(self.key, self.list, paper.slip_id)
        sent = {"slip_id": paper.slip_id, "answer": answer.columns, "wish": answer.wish, "slip_tag": tag}
        by = Sender("DOOR", True, answer.helper)
        with self.world.app.app_context():
            try:
                answer_writer.write(lambda said: responses.send_response(said, now=clock.now(), by=by, **sent))
                received = True
            except Refused:
                received = False
        may = self.model.is_open and paper.is_stored and self.model.receives(paper, answer)
        self.expect(received, may)

    # the organiser

    def find(self, paper: Paper) -> bool:
        reply = self.organiser.post(f"{LIST}/slips", data={"code": paper.code})
        found = self.model.is_open and paper.is_stored and not paper.is_void
        self.expect(reply.status_code, 302 if found else 200)
        return found

    def void(self, _phone: Phone) -> None:
        if self.find(paper := self.some_paper()):
            self.expect(self.organiser.post(f"{LIST}/slips/lost/void").status_code, 302)
            paper.make_void()

    def replace(self, _phone: Phone) -> None:
        paper = self.some_paper()
        if self.find(paper):
            self.world.printed.clear()
            reply = self.organiser.post(f"{LIST}/slips/lost/replace")
            self.expect(reply.status_code, 200 if paper.area else 404)
            if paper.area:
                paper.make_void()
                self.model.papers += self.world.papers(self.world.printed)

    def void_unused(self, _phone: Phone) -> None:
        area = self.dice.choice(self.world.areas)
        reply = self.organiser.post(f"{LIST}/slips/{area}/void")
        self.expect(reply.status_code, 302 if self.model.is_open else 409)
        for paper in self.model.papers if self.model.is_open else ():
            if paper.area == area and not paper.answer and not paper.is_open_link:
                paper.make_void()

    def switch_open_link(self, _phone: Phone) -> None:
        on = self.dice.random() < 0.7
        reply = self.organiser.post(f"{LIST}/open-link", data={"on": "yes" if on else "no"})
        self.expect(reply.status_code, 302 if self.model.is_open else 409)
        self.model.takes_open_link = on if self.model.is_open else self.model.takes_open_link

    def close(self, _phone: Phone) -> None:
        reply = self.organiser.post(f"{LIST}/close")
        self.expect(reply.status_code, 302 if self.model.is_open else 409)
        self.model.is_open = False

    # what must be there

    def compare(self) -> None:
        tags = {slip_codes.wish_tag(self.key, self.list, paper.slip_id): paper for paper in self.model.papers}
        held = self.world.held(self.list.id)
        wanted = self.model.held({paper.slip_id: tag for tag, paper in tags.items()})
        for what, rows in wanted.items():
            if held[what] != rows:
                raise Broken(f"{what}: {held[what] - rows} too many, {rows - held[what]} missing: {self.told}")
        if not self.model.is_open and self.key_path.exists():
            raise Broken(f"the key outlived the close: {self.told}")


def shown_in(page: str) -> set[str]:
    """The cards that come back pressed."""
    return {
        f"{position}{mark}"
        for position in range(6)
        for mark in "210"
        if f'name="r{position}" value="{mark}" checked' in page
    }


@contextmanager
def world():
    with Resettable.made_up() as resettable:
        note: Callable = lambda _text, _building, secrets: resettable.printed.extend(secrets) or b"%PDF"  # noqa: E731
        with mock.patch.object(slip_making, "slips_pdf", note), closing(resettable):
            yield resettable


def play(runs: int, steps: int, seed: int = 1) -> tuple[Counter, list[str]]:
    """How often each step was taken, and what went wrong."""
    taken, broken = Counter(), []
    with world() as resettable, click.progressbar(range(runs), label="runs") as numbers:
        for number in numbers:
            try:
                taken += Play(resettable, f"{seed} {number}").run(steps)
            except Broken as difference:
                broken.append(f"run {number}: {difference}")
    return taken, broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("runs", RUNS), ("steps", STEPS), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    taken, broken = play(given.runs, given.steps, given.seed)
    print(", ".join(f"{name} {count:,}" for name, count in taken.most_common()))
    for line in broken[:5]:
        print("   ", line)
    bar = f"{given.runs:,} runs of {given.steps} steps, seed {given.seed}: {len(broken)} unlike the model"
    machine.conclude({bar: not broken})


if __name__ == "__main__":
    main()
