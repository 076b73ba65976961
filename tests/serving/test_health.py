import shutil
from collections import namedtuple

from survey import db, health

Usage = namedtuple("Usage", "total used free")


def test_a_service_that_can_work_says_so(client):
    assert client.get("/healthz").json == {"alive": True}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json) == (200, {"database": True, "newest_shape": True, "disk": True})


def test_alive_without_a_database_but_not_ready(app, client, monkeypatch):
    def fail(*_):
        raise db.sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(app.extensions["engine"], "connect", fail)
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 503 and ready.json["database"] is False


def test_a_database_of_an_older_shape_is_not_ready(app, client):
    with app.app_context(), db.engine().begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    assert client.get("/readyz").json == {"database": True, "newest_shape": False, "disk": True}


def test_a_full_disk_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 100, health.LEAST_FREE - 1))
    ready = client.get("/readyz")
    assert ready.status_code == 503 and ready.json["disk"] is False


def test_nothing_leads_there(client, community):
    assert "healthz" not in client.get("/").text and "readyz" not in client.get("/").text
