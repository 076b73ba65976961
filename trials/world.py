"""A small world to attack: two communities, lists in every state, people of each role, each with a browser's cookie. It
is made once and can be put back as it was as often as a trial likes."""

import hashlib
import random
import shutil
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.security import generate_password_hash

from survey import access, clock, closing, create_app, db, slip_codes
from survey.models import Activity, Area, Community, Response, Slip, Staff, Wish, WishList
from survey.models.kinds import AGE_BANDS
from survey.operations import activities, closings, slips, wish_lists

PASSWORD = "a long password of the trials"
PUBLISHED, CLOSED, OPEN, DRAFT = 2025, 2026, 2027, 2028
ROLES = ("nobody", "resident", "enumerator", "organiser", "stranger")
TITLES = ("小品专场", "快板", "社区合唱", "健康讲座", "太极", "元宵灯会")
OURS = {"community": "和平村", "person": "王芳", "buildings": "{}号楼", "titles": TITLES}
THEIRS = {
    "community": "幸福里",
    "person": "李强",
    "buildings": "幸福{}栋",
    "titles": tuple(f"幸福{number}" for number in range(len(TITLES))),
}  # no name is in both
ANSWERS, SLIPS = 20, 4  # slips in each of three buildings, of a closed and of an open list


@contextmanager
def made_up(**config):
    with empty(**config) as app:
        yield World(app)


@contextmanager
def empty(**config):
    """What it costs to guess a code is measured elsewhere; here stretching one is cheap."""
    stretch = hashlib.scrypt
    cheap = mock.patch("hashlib.scrypt", lambda *args, **sizes: stretch(*args, **(sizes | {"n": 2})))
    with cheap, TemporaryDirectory() as folder:
        app = create_app(DATA=Path(folder, "data"), TESTING=True, **config)
        app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
        yield app
        app.extensions["engine"].dispose()


class World:
    def __init__(self, app):
        self.app, self.dice = app, random.Random(4)
        self.tokens, self.codes = [], []
        with app.app_context():
            self.people_and_places()
            self.lists()
        self.kept = app.config["DATA"].with_name("kept")
        shutil.copytree(app.config["DATA"], self.kept)
        self.cookies = {}
        self.sign_everybody_in()

    def people_and_places(self) -> None:
        with db.writing() as session:
            for names, staff in ((OURS, ("organiser", "enumerator")), (THEIRS, ("stranger",))):
                contact = {"contact_name": names["person"], "is_demonstration": True}
                session.add(community := Community(name=names["community"] + "社区", **contact))
                session.flush()
                areas = [add_building(session, community, names["buildings"], number) for number in (1, 2, 3)]
                for login in staff:
                    session.add(person(login, names["person"], community, areas[0]))

    def lists(self) -> None:
        with db.reading() as session:
            ours, theirs = session.exec(select(Community).order_by(Community.id)).all()
        for community, year in ((ours, PUBLISHED), (ours, CLOSED), (theirs, CLOSED)):
            self.make_list(community, year, ANSWERS)
            close(community, year)
        for community in (ours, theirs):
            self.make_list(community, OPEN, SLIPS)
            self.make_list(community, DRAFT, 0)

    def make_list(self, community: Community, year: int, answers: int) -> None:
        now = clock.now()
        with db.writing() as session:
            community = session.get_one(Community, community.id)
            names = next(names for names in (OURS, THEIRS) if community.name.startswith(names["community"]))
            by = session.exec(select(Staff).where(Staff.community_id == community.id)).first()
            wish_list = wish_lists.create_wish_list(
                session,
                community=community,
                year=year,
                by=by,
                title=f"{names['community']}{year}年活动心愿清单",
                consent=f"这张表由{names['community']}居委会收集。",
                opens_at=now - timedelta(days=3),
                closes_at=now + timedelta(days=300),
                budget=9_000,
            )
            rows = [{"art_form": "SKIT", "title": title, "cost": 900, "most_occasions": 2} for title in names["titles"]]
            activities.append_activities(session, wish_list=wish_list, by=by, rows=rows)
            if answers:
                wish_lists.start_collecting(session, wish_list=wish_list, by=by)
                self.answer(session, wish_list, answers)

    def answer(self, session: Session, wish_list: WishList, count: int) -> None:
        """Three of four slips are used, by turns in each building; of our open list the codes are kept."""
        for area in session.exec(select(Area).where(Area.community_id == wish_list.community_id)).all():
            secrets = slips.draw_secrets(wish_list, count, slips.serials_of(session, wish_list))
            slips.store_slips(session, wish_list=wish_list, area_id=area.id, secrets=secrets, by=None)
            if (wish_list.community_id, wish_list.year) == (1, OPEN):
                self.tokens += [secret.token for secret in secrets]
                self.codes += [secret.code for secret in secrets]
        for number, slip in enumerate(session.exec(select(Slip).where(Slip.wish_list_id == wish_list.id)).all()):
            if number % 4:
                self.give_answer(session, wish_list, slip)

    def give_answer(self, session: Session, wish_list: WishList, slip: Slip) -> None:
        of_list = {"community_id": slip.community_id, "wish_list_id": slip.wish_list_id}
        ratings = "".join(self.dice.choice("210-") for _ in TITLES)
        band = self.dice.choice(AGE_BANDS)
        session.add(Response(slip_id=slip.id, **of_list, area_id=slip.area_id, age_band=band, ratings=ratings))
        tag = slip_codes.wish_tag(slip_codes.key_of(wish_list), wish_list, slip.id)
        session.add(Wish(**of_list, text="想看京剧", slip_tag=tag))

    def put_back(self) -> None:
        """As it was made, with everybody signed in anew. Databases are written over in place: connections stay good."""
        data = self.app.config["DATA"]
        for path in [path for path in data.rglob("*") if path.is_file() and ".sqlite3" not in path.name]:
            path.unlink()
        for path in [path for path in self.kept.rglob("*") if path.is_file()]:
            copy = data / path.relative_to(self.kept)
            if path.suffix == ".sqlite3":
                write_over(path, copy)
            elif ".sqlite3" not in path.name:
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        self.forget_what_was_remembered()
        self.sign_everybody_in()

    def forget_what_was_remembered(self) -> None:
        for memory in ("slip_keys", "kept_pages"):
            self.app.extensions.get(memory, {}).clear()
        self.app.extensions["open_list"] = (0.0, None)

    def sign_everybody_in(self) -> None:
        guarded = self.app.config.get("WTF_CSRF_ENABLED", True)
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.cookies = {role: self.sign_in(role) for role in ROLES}
        self.app.config["WTF_CSRF_ENABLED"] = guarded

    def sign_in(self, role: str) -> str:
        client = self.app.test_client()
        if role == "resident":
            client.post("/wish/enter", data={"token": self.tokens[0], "consent": "yes"})
        elif role != "nobody":
            self.begin_session(client, role)
        cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie or role == "nobody", f"{role} could not sign in"
        return f"{cookie.key}={cookie.value}; received=1" if cookie else ""

    def begin_session(self, client: FlaskClient, login: str) -> None:
        """As the sign-in page would after the second step."""
        with self.app.app_context(), db.writing() as session, client.session_transaction() as cookie:
            cookie.update(access.begun(session, session.exec(select(Staff).where(Staff.login == login)).one()))


def add_building(session: Session, community: Community, name: str, number: int) -> Area:
    area = Area(community_id=community.id, level="building", name=name.format(number), position=number, households=20)
    area.residents_35_59 = area.residents_60_74 = 12
    session.add(area)
    session.flush()
    return area


def person(login: str, name: str, community: Community, area: Area) -> Staff:
    enumerator = login == "enumerator"
    return Staff(
        community_id=community.id,
        login=login,
        name=name,
        role="enumerator" if enumerator else "organiser",
        area_id=area.id if enumerator else None,
        password_hash=generate_password_hash(PASSWORD, method="scrypt:1024:8:1"),
    )


def close(community: Community, year: int) -> None:
    with db.writing() as session:
        wish_list = wish_lists.wish_list_of_year(session, community, year)
        by = session.exec(select(Staff).where(Staff.community_id == community.id)).first()
        closings.ask_to_close(session, wish_list=wish_list, by=by)
        closings.confirm(session, wish_list=wish_list, by=by)
        wish_list_id = wish_list.id
    closing.finish(wish_list_id)


def write_over(source: Path, target: Path) -> None:
    with db.sqlite3.connect(source) as kept, db.sqlite3.connect(target, timeout=10) as live:
        kept.backup(live)
    kept.close()
    live.close()


def activity_ids(world: World) -> list[int]:
    with world.app.app_context(), db.reading() as session:
        return list(session.exec(select(Activity.id).order_by(Activity.id)))
