"""How many residents a second can answer? Ours and a bare Flask app, served by the same gunicorn settings, take turns
under 8 and 32 phones at once; every answer is looked up in the database afterwards.

    python -m bench.submit [--seconds 4] [--rounds 2]
"""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles

from itsdangerous import URLSafeTimedSerializer

from bench.clients import Outcome, run
from survey import create_app, db, slip_codes
from survey.catalogue import read_catalogue
from survey.models import Activity, Area, Community, Slip, WishList

ACTIVITIES = 30
CLIENTS = (8, 32)
AT_MOST_A_SECOND = 1500
BARS = {"ratio": 0.60, "p99": 0.100}
TEXT = "想和老伴一起学二胡，最好是平日上午，离家近一点。"


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data = Path(folder)
        app = make_app(data)
        turns = options.seconds * options.rounds * len(CLIENTS) * 2 + 1
        slips = make_slips(app, int(turns * AT_MOST_A_SECOND))
        sizes = page_sizes(app, slips.pop())
        with served("wsgi:app", data) as ours, served("bench.bare:app", data, **sizes) as bare:
            outcomes = measure({"ours": ours, "bare": bare}, slips, options)
        check_ours(app, outcomes)
        check_bare(data, outcomes)
    report(outcomes)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4, help="length of each turn")
    parser.add_argument("--rounds", type=int, default=2, help="turns of each kind")
    return parser.parse_args()


def make_app(data: Path):
    app = create_app(DATA=data)
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


def make_slips(app, count: int) -> list[dict]:
    """Slips in the database, each with the answer that its holder is going to send."""
    random = Random(1)
    secret = secrets.token_hex(20)
    with app.test_request_context():
        signed = app.session_interface.get_signing_serializer(app)
        token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(secret)
        with db.writing() as session:
            wish_list = session.get_one(WishList, 1)
            key = slip_codes.key_of(wish_list)
            tokens = [slip_codes.new_token() for _ in range(count)]
            rows = [slip_row(wish_list, slip_codes.qr_tag(key, wish_list, one)) for one in tokens]
            session.connection().execute(Slip.__table__.insert(), rows)
    return [
        {
            "id": row["id"],
            "token": one,
            "cookie": signed.dumps({"csrf_token": secret, "slip": row["id"]}).encode(),
            "csrf_token": token,
            **made_up_answer(random),
        }
        for row, one in zip(rows, tokens, strict=True)
    ]


def slip_row(wish_list: WishList, qr_tag: str) -> dict:
    ids = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id, "area_id": 1}
    return {"id": secrets.token_hex(16), "qr_tag": qr_tag, "code_tag": secrets.token_hex(32), "state": "issued", **ids}


def made_up_answer(random: Random) -> dict:
    ballot = [random.choice("210") for _ in range(ACTIVITIES)]
    fields = {f"r{position}": mark for position, mark in enumerate(ballot)}
    for place, position in enumerate(random.sample(range(ACTIVITIES), 3)):
        fields[f"wish{place + 1}"] = str(position)
        ballot[position] = "543"[place]
    return {"fields": fields | {"age_band": "60-74", "wish": TEXT}, "ratings": "".join(ballot)}


def page_sizes(app, slip: dict) -> dict[str, str]:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    page = client.post("/wish/enter", data={"token": slip["token"], "consent": "yes"})
    client.post("/wish/form", data=slip["fields"])
    thanks = client.get("/wish/thanks")
    app.extensions["engine"].dispose()
    return {"BARE_PAGE_BYTES": str(len(page.data)), "BARE_THANKS_BYTES": str(len(thanks.data))}


class served:
    """gunicorn as we ship it, on a free port of this machine only."""

    def __init__(self, application: str, data: Path, **environment: str):
        self.application, self.environment = application, environment
        self.data, self.port = data, free_port()

    def __enter__(self) -> int:
        places = {"XINYUAN_DATA": str(self.data), "BARE_DATABASE": str(self.data / "bare.sqlite3")}
        command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "-b", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [*command, "--log-level", "warning", self.application], env=os.environ | places | self.environment
        )
        wait_for(self.port)
        return self.port

    def __exit__(self, *_) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server did not start")


def measure(ports: dict[str, int], slips: list[dict], options) -> dict[tuple, list[Outcome]]:
    """Turn and turn about, so that a neighbour on this machine troubles both alike."""
    outcomes = defaultdict(list)
    turns = [(clients, step) for clients in CLIENTS for _ in range(options.rounds) for step in ("whole", "send")]
    for clients, step in [(8, "warm-up"), *turns]:
        seconds = 0.5 if step == "warm-up" else options.seconds
        hand = take(slips, int(seconds * AT_MOST_A_SECOND))
        for app, port in ports.items():
            outcomes[app, step, clients].append(run(port, step, hand, clients, seconds))
    return outcomes


def take(slips: list[dict], count: int) -> list[dict]:
    taken = slips[-count:]
    del slips[-count:]
    return taken


def check_ours(app, outcomes: dict) -> None:
    turns = [turn for (who, *_), turns in outcomes.items() if who == "ours" for turn in turns]
    sent = {slip: ratings for turn in turns for slip, ratings in turn.sent.items()}
    with db.sqlite3.connect(app.config["DATA"] / "xinyuan.sqlite3") as database:
        kept = dict(database.execute("SELECT slip_id, ratings FROM response"))
        texts = database.execute("SELECT count(*) FROM wish WHERE text = ?", (TEXT,)).fetchone()[0]
    wrong = [slip for slip, ratings in sent.items() if kept.get(slip) != ratings]
    if wrong or texts < len(sent):
        raise SystemExit(f"{len(wrong)} of {len(sent)} answers are not in the database as they were sent")
    print(f"Every one of {len(sent):,} answers was found in the database as it was sent.")


def check_bare(data: Path, outcomes: dict) -> None:
    sent = sum(len(turn.sent) for (who, *_), turns in outcomes.items() if who == "bare" for turn in turns)
    with db.sqlite3.connect(data / "bare.sqlite3") as database:
        kept = database.execute("SELECT count(*) FROM answer").fetchone()[0]
    if kept < sent:
        raise SystemExit(f"the bare app lost {sent - kept} answers")


def report(outcomes: dict) -> None:
    print(f"{'a second':>22}  {'ours':>7}  {'bare':>7}  {'ratio':>5}  {'ours p50 / p99':>17}  {'bare p50 / p99':>17}")
    for clients in CLIENTS:
        for step, words in (("whole", "whole answers"), ("send", "sends alone")):
            ours, bare = outcomes["ours", step, clients], outcomes["bare", step, clients]
            rates = [median(turn.rate for turn in turns) for turns in (ours, bare)]
            ratio = rates[0] / rates[1]
            print(
                f"{words:>14}, {clients:>2} at once  {rates[0]:7.0f}  {rates[1]:7.0f}  {ratio:5.2f}  "
                f"{milliseconds(ours)}  {milliseconds(bare)}  {verdict(ratio >= BARS['ratio'])}"
            )
    slowest = percentiles(outcomes["ours", "send", max(CLIENTS)])[1]
    print(f"p99 of a send at {max(CLIENTS)} at once: {1000 * slowest:.0f} ms  {verdict(slowest <= BARS['p99'])}")


def percentiles(turns: list[Outcome]) -> tuple[float, float]:
    cuts = quantiles([seconds for turn in turns for seconds in turn.send_seconds], n=100)
    return cuts[49], cuts[98]


def milliseconds(turns: list[Outcome]) -> str:
    middle, slow = percentiles(turns)
    return f"{1000 * middle:6.1f} / {1000 * slow:5.1f} ms"


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"


if __name__ == "__main__":
    main()
