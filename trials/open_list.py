"""A community of one building whose list of thirty activities takes answers, and slips to answer with."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from survey import create_app, db, slip_codes
from survey.catalogue import read_catalogue
from survey.models import Activity, Area, Community, Slip, SlipBatch, WishList

ACTIVITIES = 30
TEXT = "想和老伴一起学二胡，最好是平日上午，离家近一点。"


def make_app(data: Path, **config):
    app = create_app(DATA=data, **config)
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    with app.app_context(), db.writing() as session:
        session.add(community := Community(name="和平村社区"))
        session.flush()
        session.add(Area(community_id=community.id, level="building", name="1号楼"))
        session.add(wish_list := open_list(community))
        session.flush()
        for position, entry in enumerate(read_catalogue()[:ACTIVITIES]):
            fields = {name: getattr(entry, name) for name in ("art_form", "title", "summary", "icon", "cost")}
            ids = {"community_id": community.id, "wish_list_id": wish_list.id}
            session.add(Activity(position=position, **ids, **fields))
    return app


def open_list(community: Community) -> WishList:
    now = datetime.now(UTC)
    return WishList(
        community_id=community.id,
        year=now.year,
        title="活动心愿清单",
        consent="这张表由居委会收集。",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        status="open",
    )


def issue_slips(app, count: int) -> dict[str, str]:
    """Token of the QR code -> key of the slip."""
    with app.app_context(), db.writing() as session:
        wish_list = session.get_one(WishList, 1)
        key = slip_codes.key_of(wish_list)
        rows = {token: slip_row(wish_list, slip_codes.qr_tag(key, wish_list, token)) for token in new_tokens(count)}
        session.add(SlipBatch(count=count, **places_of(wish_list)))
        session.connection().execute(Slip.__table__.insert(), list(rows.values()))
    return {token: row["id"] for token, row in rows.items()}


def new_tokens(count: int) -> list[str]:
    return [slip_codes.new_token() for _ in range(count)]


def slip_row(wish_list: WishList, qr_tag: str) -> dict:
    tags = {"qr_tag": qr_tag, "code_tag": secrets.token_hex(32)}
    return {"id": secrets.token_hex(16), "state": "issued", "open_link": False, **tags, **places_of(wish_list)}


def give_codes(data: Path, slip_ids: list[str]) -> list[str]:
    """To type. Each takes a twentieth of a second to make."""
    codes, app = [slip_codes.new_code() for _ in slip_ids], create_app(DATA=data)
    with app.app_context(), db.reading() as session:
        wish_list = session.get_one(WishList, 1)
        key = slip_codes.key_of(wish_list)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            tags = list(pool.map(lambda code: slip_codes.code_tag(key, wish_list, code), codes))
    with app.app_context(), db.writing() as session:
        for slip_id, tag in zip(slip_ids, tags, strict=True):
            session.get_one(Slip, slip_id).code_tag = tag
    app.extensions["engine"].dispose()
    return codes


def places_of(wish_list: WishList) -> dict[str, int]:
    return {"community_id": wish_list.community_id, "wish_list_id": wish_list.id, "area_id": 1}


def made_up_answer(random: Random) -> dict:
    ballot = [random.choice("210") for _ in range(ACTIVITIES)]
    fields = {f"r{position}": mark for position, mark in enumerate(ballot)}
    for place, position in enumerate(random.sample(range(ACTIVITIES), 3)):
        fields[f"wish{place + 1}"] = str(position)
        ballot[position] = "543"[place]
    return {"fields": fields | {"age_band": "60-74", "wish": TEXT}, "ratings": "".join(ballot)}
