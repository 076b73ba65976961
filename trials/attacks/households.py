"""Households that answer in a known order, and the truth about them: kept aside, to count an attacker's hits with."""

import random
import shutil
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlmodel import select

from survey import answer_writer, clock, closing, db, slip_codes
from survey.models import Area, Community, Slip, Staff, WishList
from survey.operations import activities, closings, responses, slips, wish_lists
from trials import world

ACTIVITIES = 24  # so many that nearly every answer is the only one of its kind
CHANGED, WISHED, WITHDRAWN = 0.1, 0.3, 0.1


@dataclass
class Household:
    number: int
    building: int
    secret: slips.Secret
    slip_id: str = ""
    said: list[str] = field(default_factory=list)  # each answer as a ballot string, the one that counts last
    wish: str = ""
    withdrawn_wish: str = ""
    moment: int = 0  # its place in the order of first answers


class Neighbourhood:
    """`households` in `buildings`, spread unevenly, who all answer; copies of the database are taken meanwhile."""

    def __init__(self, app, households: int, buildings: int, copies: int):
        self.app, self.dice = app, random.Random(households)
        self.folder = app.config["DATA"]
        self.copies: list[tuple[int, Path]] = []  # how many had answered then, and the files as they lay
        with app.app_context():
            self.found(buildings)
            self.households = self.hand_out(households)
            self.order = self.dice.sample(self.households, len(self.households))
            for moment, household in enumerate(self.order):
                household.moment = moment
                self.answer(household)
                if (moment + 1) % (households // copies) == 0:
                    self.copies.append((moment + 1, self.seize(f"copy-{moment + 1}")))
            self.seized = self.seize("seized")
            time.sleep(2 * answer_writer.A_MOMENT)
            self.answer(self.order[0])
            self.seized_later = self.seize("seized-later")
            self.change_and_withdraw()
            self.key = slip_codes.key_of(self.list)

    def found(self, buildings: int) -> None:
        with db.writing() as session:
            session.expire_on_commit = False
            session.add(community := Community(name="和平村社区", is_demonstration=True))
            session.flush()
            self.areas = [world.add_building(session, community, "{}号楼", number).id for number in range(buildings)]
            session.add(by := world.person("organiser", "王芳", community, session.get(Area, self.areas[0])))
            session.flush()
            now = clock.now()
            times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
            self.list = wish_lists.create_wish_list(
                session, community=community, year=2027, by=by, title="清单", consent="收集", budget=9_000, **times
            )
            rows = [{"art_form": "SKIT", "title": f"活动{n}", "cost": 500} for n in range(ACTIVITIES)]
            activities.append_activities(session, wish_list=self.list, by=by, rows=rows)
            wish_lists.start_collecting(session, wish_list=self.list, by=by)

    def hand_out(self, count: int) -> list[Household]:
        by_building = defaultdict(list)
        for number in range(count):
            by_building[self.dice.choice(self.areas)].append(number)
        households = []
        for building, numbers in by_building.items():
            with db.writing() as session:
                of_list = session.get_one(WishList, self.list.id)
                secrets = slips.draw_secrets(of_list, len(numbers), slips.serials_of(session, of_list))
                slips.store_slips(session, wish_list=of_list, area_id=building, secrets=secrets, by=None)
            households += [Household(n, building, s) for n, s in zip(numbers, secrets, strict=True)]
        with db.reading() as session:
            ids = dict(session.exec(select(Slip.qr_tag, Slip.id)).all())
        for household in households:
            household.slip_id = ids[household.secret.qr_tag]
        return households

    def answer(self, household: Household) -> None:
        household.said.append("".join(self.dice.choice("210-") for _ in range(ACTIVITIES)))
        if self.dice.random() < WISHED and not household.wish:
            household.wish = f"第{household.number}户想看的{self.dice.getrandbits(64):016x}"
        self.send(household, household.wish)

    def send(self, household: Household, wish: str) -> None:
        row = {"ratings": household.said[-1], "age_band": "60-74", "free_times": "", "offers": ""}
        tag = slip_codes.wish_tag(slip_codes.key_of(self.list), self.list, household.slip_id)
        sent = {"slip_id": household.slip_id, "answer": row, "wish": wish, "slip_tag": tag, "now": clock.now()}
        answer_writer.write(lambda statements: responses.send_response(statements, **sent))

    def change_and_withdraw(self) -> None:
        for household in self.order:
            if self.dice.random() < CHANGED:
                self.answer(household)
            if household.wish and self.dice.random() < WITHDRAWN:
                household.withdrawn_wish, household.wish = household.wish, ""
                self.answer(household)

    def seize(self, name: str) -> Path:
        """The files as they lie on the disk while the service runs, log and all."""
        seized = self.folder.with_name(name)
        shutil.copytree(self.folder, seized)
        return seized

    def close(self) -> None:
        with self.app.app_context():
            with db.writing() as session:
                of_list, by = session.get_one(WishList, self.list.id), session.exec(select(Staff)).one()
                closings.ask_to_close(session, wish_list=of_list, by=by)
                closings.confirm(session, wish_list=of_list, by=by)
            closing.finish(self.list.id)

    @property
    def chance(self) -> float:
        """Of who knows everybody's building: of each building's answers one falls to the right household by luck."""
        return len({household.building for household in self.households}) / len(self.households)


@contextmanager
def answered(households: int = 2_310, buildings: int = 80, copies: int = 15):
    with world.empty() as app:
        yield Neighbourhood(app, households, buildings, copies)
