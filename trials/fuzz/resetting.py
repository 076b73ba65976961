"""The world of the trials with a list that nobody has answered yet, put back before each of thousands of runs."""

import shutil
from collections import Counter
from contextlib import contextmanager

from flask.testing import FlaskClient
from sqlmodel import delete, select

from survey import db, slip_codes
from survey.models import Area, Response, Staff, Wish, WishList
from trials import world
from trials.fuzz.model import Paper

ROWS = {
    "slips": "SELECT id, state, area_id FROM slip WHERE wish_list_id = ?",
    "answers": "SELECT slip_id, version, ratings, age_band, free_times, offers, assisted, helper_id FROM response "
    "WHERE wish_list_id = ?",
    "wishes": "SELECT slip_tag, text FROM wish WHERE wish_list_id = ?",
    "finals": "SELECT ratings, age_band, assisted, area_id FROM final_response WHERE wish_list_id = ?",
}


class Resettable:
    def __init__(self, made_up: world.World):
        self.world, self.app = made_up, made_up.app
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.printed: list = []  # the secrets of slips that were printed last
        with self.app.app_context(), db.writing() as session:
            of_list = session.exec(select(WishList).where(WishList.year == world.OPEN).order_by(WishList.id)).first()
            for table in (Wish, Response):
                session.exec(delete(table).where(table.wish_list_id == of_list.id))
            ours = (Area.community_id == of_list.community_id, Staff.community_id == of_list.community_id)
            self.areas = list(session.exec(select(Area.id).where(ours[0]).order_by(Area.id)))
            self.helpers = list(session.exec(select(Staff.id).where(ours[1]).order_by(Staff.id)))
            key = slip_codes.key_of(of_list)
            self.secrets = [
                (token, code, slip_codes.qr_tag(key, of_list, token))
                for token, code in zip(made_up.tokens, made_up.codes, strict=True)
            ]
        data = self.app.config["DATA"]
        self.database, self.kept = data / "xinyuan.sqlite3", data.with_name("before")
        shutil.copytree(self.app.config["KEYS"], self.kept / "keys")
        world.write_over(self.database, self.kept / "xinyuan.sqlite3")
        self.reader = db.sqlite3.connect(self.database, isolation_level=None)

    @classmethod
    @contextmanager
    def made_up(cls):
        with world.made_up() as made_up:
            yield cls(made_up)

    def put_back(self) -> None:
        world.write_over(self.kept / "xinyuan.sqlite3", self.database)
        shutil.copytree(self.kept / "keys", self.app.config["KEYS"], dirs_exist_ok=True)
        with db.sqlite3.connect(self.app.config["DATA"] / "limits.sqlite3") as limits:
            for (table,) in limits.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                limits.execute(f"DELETE FROM {table}")
        limits.close()
        self.world.forget_what_was_remembered()

    def organiser(self) -> FlaskClient:
        client = self.app.test_client()
        self.world.begin_session(client, "organiser")
        return client

    def papers(self, printed: list | None = None) -> list[Paper]:
        """Of slips printed just now, else of those that each run begins with."""
        secrets = self.secrets if printed is None else [(s.token, s.code, s.qr_tag) for s in printed]
        rows = {tag: rest for tag, *rest in self.reader.execute("SELECT qr_tag, id, area_id FROM slip")}
        return [Paper(token, code, *rows[tag]) for token, code, tag in secrets]

    def held(self, wish_list_id: int) -> dict[str, Counter]:
        return {what: Counter(self.reader.execute(rows, (wish_list_id,))) for what, rows in ROWS.items()}

    def close(self) -> None:
        self.reader.close()
