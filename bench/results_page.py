"""How long an organiser waits: results page, plan page, another budget, the public page, at 6,400 and 100,000 answers.

python bench/results_page.py [ANSWERS …]
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import insert
from sqlmodel import Session

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from survey import access, closing, create_app, db
from survey.catalogue import CATALOGUE
from survey.demo.answers import response_rows, slip_row
from survey.models import Activity, Area, Community, Response, Slip, Staff, WishList
from survey.operations import activities, plans

SIZES = (6_400, 100_000)
LIMESURVEY_SECONDS = {6_400: 0.85, 100_000: 5.8}
MOST_SECONDS = 0.1
RUNS = 7
BUILDINGS = 83
BUDGET = 60_000


def main(sizes) -> None:
    print(f"{'answers':>8}  {'page':<16}{'median s':>9}{'slowest s':>10}   times faster than LimeSurvey's results")
    slow = [line for answers in sizes for line in measure(answers)]
    sys.exit(f"slower than {MOST_SECONDS} s: {', '.join(slow)}" if slow else 0)


def measure(answers: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(DATA=Path(folder), WTF_CSRF_ENABLED=False)
        app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
        with app.app_context(), db.writing() as session:
            wish_list = closed_list(session, answers)
            seconds = timed(lambda: closing.store_findings(session, wish_list=wish_list))
            print(f"{answers:>8,}  {'the close':<16}{seconds:>9.3f}")
        browser = app.test_client()
        with app.app_context(), db.writing() as session, browser.session_transaction() as cookie:
            cookie.update(access.begun(session, session.get_one(Staff, 1)))
        slow = pages(answers, browser)
        with app.app_context(), db.writing() as session:
            publish(session)
        return slow + page(answers, "public page", browser, "/year/2027")


def pages(answers: int, browser) -> list[str]:
    base = "/organiser/lists/2027"
    slow = page(answers, "results", browser, f"{base}/results")
    slow += page(answers, "plan", browser, f"{base}/plan")
    # Computed on the spot, not read: the bar of 0.1 s is not for these.
    page(answers, "another budget", browser, f"{base}/plan?budget=45000&part=selection")
    return slow


def page(answers: int, name: str, browser, path: str) -> list[str]:
    waits = [timed(lambda: get(browser, path)) for _ in range(RUNS)]
    median = statistics.median(waits)
    anchor = LIMESURVEY_SECONDS.get(answers)
    ratio = f"{anchor / median:>12.0f}" if anchor and name == "results" else ""
    print(f"{answers:>8,}  {name:<16}{median:>9.3f}{max(waits):>10.3f}{ratio}", flush=True)
    return [f"{name} at {answers:,}"] if median > MOST_SECONDS else []


def get(browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status)


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def closed_list(session: Session, answers: int) -> WishList:
    community = Community(name="和平村社区")
    session.add(community)
    session.flush()
    session.add(Staff(community_id=community.id, login="bench", name="王芳", password_hash="!"))
    buildings = [
        Area(community_id=community.id, level="building", name=f"{number}号楼", position=number, residents_35_59=80)
        for number in range(1, BUILDINGS + 1)
    ]
    wish_list = WishList(
        community_id=community.id,
        year=2027,
        title="2027年活动心愿清单",
        consent="-",
        opens_at=datetime(2027, 1, 1, tzinfo=UTC),
        closes_at=datetime(2027, 2, 1, tzinfo=UTC),
        budget=BUDGET,
        status="closed",
    )
    session.add_all([*buildings, wish_list])
    session.flush()
    for position, entry in enumerate(CATALOGUE):
        fields = activities.fields_of(entry)
        session.add(Activity(community_id=community.id, wish_list_id=wish_list.id, position=position, **fields))
    rng = np.random.default_rng(2027)
    slips = [slip_row(wish_list, buildings[place].id) for place in rng.integers(0, BUILDINGS, answers)]
    session.execute(insert(Slip), slips)
    session.execute(insert(Response), response_rows(rng, rng.integers(0, 4, answers), slips))
    return wish_list


def publish(session: Session) -> None:
    wish_list = session.get(WishList, 1)
    plans.publish_plan(session, wish_list=wish_list, plan=plans.plan_of(session, wish_list), by=None)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
