"""How many residents a second can answer? Ours and a bare Flask app, served by the same gunicorn settings, take turns
under 8 and 32 phones at once; every answer is looked up in the database afterwards.

    python -m bench.submit [--seconds 4] [--rounds 2]
"""

import argparse
import secrets
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random
from statistics import median, quantiles

from itsdangerous import URLSafeTimedSerializer

from bench.clients import Outcome, run
from survey import db
from trials.machine import verdict
from trials.open_list import TEXT, issue_slips, made_up_answer, make_app
from trials.service import Service

CLIENTS = (8, 32)
AT_MOST_A_SECOND = 1500
BARS = {"ratio": 0.60, "p99": 0.100}


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data = Path(folder)
        app = make_app(data)
        turns = options.seconds * options.rounds * len(CLIENTS) * 2 + 1
        slips = make_slips(app, int(turns * AT_MOST_A_SECOND))
        sizes = page_sizes(app, slips.pop())
        sizes["BARE_DATABASE"] = str(data / "bare.sqlite3")
        with Service(data) as ours, Service(data, "bench.bare:app", **sizes) as bare:
            outcomes = measure({"ours": ours.port, "bare": bare.port}, slips, options)
        check_ours(app, outcomes)
        check_bare(data, outcomes)
    report(outcomes)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4, help="length of each turn")
    parser.add_argument("--rounds", type=int, default=2, help="turns of each kind")
    return parser.parse_args()


def make_slips(app, count: int) -> list[dict]:
    """Slips in the database, each with the answer that its holder is going to send."""
    random = Random(1)
    secret = secrets.token_hex(20)
    with app.test_request_context():
        signed = app.session_interface.get_signing_serializer(app)
        csrf_token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(secret)
    return [
        {
            "id": id,
            "token": token,
            "cookie": signed.dumps({"csrf_token": secret, "slip": id}).encode(),
            "csrf_token": csrf_token,
            **made_up_answer(random),
        }
        for token, id in issue_slips(app, count).items()
    ]


def page_sizes(app, slip: dict) -> dict[str, str]:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    page = client.post("/wish/enter", data={"token": slip["token"], "consent": "yes"})
    client.post("/wish/form", data=slip["fields"])
    thanks = client.get("/wish/thanks")
    app.extensions["engine"].dispose()
    return {"BARE_PAGE_BYTES": str(len(page.data)), "BARE_THANKS_BYTES": str(len(thanks.data))}


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


if __name__ == "__main__":
    main()
