"""For a program that watches over this one: is it alive, and can it work?"""

import shutil

from flask import Blueprint, current_app, jsonify
from sqlalchemy import text

from survey import db, migrations
from survey.access import ANYONE, allow

bp = Blueprint("health", __name__)
LEAST_FREE = 64 * 1024 * 1024


@bp.get("/healthz")
@allow(ANYONE)
def healthz():
    return jsonify(alive=True)


@bp.get("/readyz")
@allow(ANYONE)
def readyz():
    found = {"database": database_answers(), "newest_shape": is_migrated(), "disk": has_room()}
    return jsonify(found), 200 if all(found.values()) else 503


def database_answers() -> bool:
    return revision() is not None


def is_migrated() -> bool:
    return revision() == migrations.newest_revision()


def revision() -> str | None:
    try:
        with db.engine().connect() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except db.UNAVAILABLE:
        return None


def has_room() -> bool:
    return shutil.disk_usage(current_app.config["DATA"]).free >= LEAST_FREE
