"""The fixed cast: one community with three buildings, one organiser, this year's list. Real SQLite files throughout."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlmodel import select
from werkzeug.security import generate_password_hash

from analysis import recommend
from survey import create_app, db, slip_codes
from survey.models import Activity, Area, Community, Slip, SlipBatch, Staff, WishList
from survey.operations import activities, wish_lists

pytest_plugins = ["tests.closed_list", "tests.written_wishes"]
NOON = datetime(2027, 1, 10, 4, 0, tzinfo=UTC)
PASSWORD = "a long password for tests"
PASSWORD_HASH = generate_password_hash(PASSWORD, method="scrypt:1024:8:1")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the public data sets (../shared/data beside the project) are not here")
    return folder


@pytest.fixture(scope="session", autouse=True)
def remembered_findings():
    """The analysis is a pure function of half a second, and hundreds of tests close the same list."""
    known, compute = {}, recommend.recommend

    def remembering(ballots, budget, **options):
        strata = {name: list(values) for name, values in ballots.strata.items()}
        key = json.dumps([ballots.sha256(), strata, budget, options], default=str, sort_keys=True)
        if key not in known:
            known[key] = compute(ballots, budget, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recommend, "recommend", remembering)
        yield


@pytest.fixture
def clock(monkeypatch):
    """The service's only clock, set to noon of 10 January 2027 until a test moves it."""

    class Clock:
        at = NOON

    monkeypatch.setattr("survey.clock.now", lambda: Clock.at)
    return Clock


@pytest.fixture
def app(tmp_path, clock):
    app = create_app(DATA=tmp_path / "instance", TESTING=True)
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def client(app):
    """A browser without JavaScript; forms are posted without a token unless a test turns the check on."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture
def community(app) -> Community:
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        community = Community(
            name="和平村社区", name_en="Hepingcun Community", contact_name="王芳", contact_phone="010-1234"
        )
        session.add(community)
        session.flush()
        for number, (households, old) in enumerate([(30, 20), (40, 25), (25, 18)], start=1):
            session.add(
                Area(
                    community_id=community.id,
                    level="building",
                    name=f"{number}号楼",
                    position=number,
                    households=households,
                    residents_14_34=10,
                    residents_35_59=20,
                    residents_60_74=old,
                    residents_75_up=8,
                )
            )
    return community


@pytest.fixture
def organiser(app, community) -> Staff:
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        staff = Staff(community_id=community.id, login="wangfang", name="王芳", password_hash=PASSWORD_HASH)
        session.add(staff)
    return staff


ACTIVITIES = [
    ("SKIT", "小品专场", "Comedy skits", 3000),
    ("CLAPPER_TALK", "快板", "Clapper talk", 800),
    ("CHORUS", "社区合唱", "Community chorus", 2500),
    ("LECTURE", "健康讲座", "Health lecture", 500),
    ("SPORTS", "太极", "Tai chi", 200),
    ("FESTIVAL", "元宵灯会", "Lantern fair", 6000),
]


@pytest.fixture
def wish_list(app, community) -> WishList:
    """Open, with six activities and a budget of 10,000 yuan."""
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        wish_list = WishList(
            community_id=community.id,
            year=2027,
            title="2027年活动心愿清单",
            title_en="Activity wish list 2027",
            introduction="说说今年想一起做什么。",
            introduction_en="Tell us what you would like to do together this year.",
            consent="这张表由和平村社区居委会收集。",
            consent_en="This list is collected by the residents' committee of Hepingcun.",
            opens_at=datetime(2027, 1, 1, tzinfo=UTC),
            closes_at=datetime(2027, 1, 28, 16, tzinfo=UTC),
            budget=10_000,
            status="open",
            code_salt="00" * 16,
        )
        session.add(wish_list)
        session.flush()
        for position, (form, title, english, cost) in enumerate(ACTIVITIES):
            session.add(
                Activity(
                    community_id=community.id,
                    wish_list_id=wish_list.id,
                    position=position,
                    art_form=form,
                    title=title,
                    title_en=english,
                    cost=cost,
                    most_occasions=2,
                )
            )
    return wish_list


@pytest.fixture
def make_slip(app, wish_list):
    """Makes slips of the first building by hand; the secrets come back with the row's key."""

    def make_slip(**columns) -> SimpleNamespace:
        token, code = slip_codes.new_token(), slip_codes.new_code()
        with app.app_context(), db.writing() as session:
            building = session.exec(select(Area).where(Area.community_id == wish_list.community_id)).first()
            of_list = session.get_one(WishList, columns.pop("wish_list_id", wish_list.id))
            key = slip_codes.key_of(of_list)
            tags = {
                "qr_tag": slip_codes.qr_tag(key, of_list, token),
                "code_tag": slip_codes.code_tag(key, of_list, code),
            }
            places = {"community_id": of_list.community_id, "wish_list_id": of_list.id, "area_id": building.id}
            session.add(slip := Slip(**places, **tags, **columns))
            session.add(SlipBatch(**places, count=1))
            session.flush()
            return SimpleNamespace(id=slip.id, token=token, code=code)

    return make_slip


@pytest.fixture
def slip(make_slip) -> SimpleNamespace:
    return make_slip()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """和平村社区 as `make run` first shows it; made once, and left as it is."""
    app = create_app(DATA=tmp_path_factory.mktemp("demonstration"), TESTING=True)
    made = app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def draft(app, community, organiser) -> WishList:
    """Next year's list, not opened yet, with the six activities of the cast."""
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        draft = wish_lists.create_wish_list(
            session,
            community=community,
            year=2028,
            by=organiser,
            title="2028年活动心愿清单",
            introduction="说说明年想一起做什么。",
            consent="这张表由和平村社区居委会收集。截止（1月28日18:00）前可改。",
            opens_at=datetime(2027, 1, 9, tzinfo=UTC),
            closes_at=datetime(2027, 1, 28, 10, tzinfo=UTC),
            budget=10_000,
        )
        for form, title, english, cost in ACTIVITIES:
            activities.append_activity(
                session, wish_list=draft, by=organiser, art_form=form, title=title, title_en=english, cost=cost
            )
    return draft
