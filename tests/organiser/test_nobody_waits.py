"""While selections are computed, which takes seconds, everybody else can write."""

import pytest
from sqlalchemy import text

from survey import closing, db
from survey.evidence import planning

PLAN = "/organiser/lists/2027/plan"


@pytest.fixture
def others_write(app):
    """What a computation does here: somebody else writes, and is refused at once where the database is locked."""
    written = []

    def others_write() -> None:
        with db.engine().connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
            connection.execute(text("UPDATE community SET contact_name = '李强'"))
            connection.commit()
            connection.exec_driver_sql(f"PRAGMA busy_timeout={db.BUSY_MILLISECONDS}")
        written.append(True)

    others_write.written = written
    return others_write


def test_others_write_while_findings_are_computed(desk, wish_list, answers, others_write, monkeypatch):
    findings_document = closing.findings_document
    monkeypatch.setattr(closing, "findings_document", lambda *given: others_write() or findings_document(*given))
    assert desk.post("/organiser/lists/2027/close").status_code == 302
    assert others_write.written


@pytest.mark.parametrize("step", ["budget", "lock", "unlock", "publish"])
def test_others_write_while_a_plan_is_computed(desk, closed, others_write, monkeypatch, step):
    paths = {"lock": "activities/1/lock", "unlock": "activities/1/unlock"}
    fields = {"budget": "3000", "a1-lock": "out", "a1-reason": "演员今年不在"}
    desk.post(f"{PLAN}/budget", data={"budget": "4000"})
    planning.selected.cache_clear()
    plan_document = planning.plan_document
    monkeypatch.setattr(planning, "plan_document", lambda *facts: others_write() or plan_document(*facts))
    assert desk.post(f"{PLAN}/{paths.get(step, step)}", data=fields).status_code == 302
    assert len(others_write.written) == 1, "computed once, outside the write"
