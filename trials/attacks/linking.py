"""Who tries to find out which answer is whose: `python -m trials.attacks.linking [--households 2310] [--worlds 3]`.

Every attacker names, for each household, the answer that he takes for its own; the rate is that of his hits. Before the
close he may hold the files, the key, copies from several moments, and may know every household's building and code and
when it answered. Each attack must also succeed against the usual design with two tables, or it proves nothing."""

import argparse
import hashlib
import hmac
import random
import re
import struct
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from survey import answer_writer, db, slip_codes
from trials import machine
from trials.attacks import rival
from trials.attacks.households import ACTIVITIES, Household, Neighbourhood, answered

SLACK = 0.01
GREPPED = 500
BALLOT = re.compile(rb"(?=([0-2-]{%d}))" % ACTIVITIES)
HEX = re.compile(rb"[0-9a-f]{32}")


@dataclass
class Row:
    key: str
    building: int
    ratings: str
    seen: float = 0.0  # when the attacker believes it was written


@dataclass
class Report:
    chance: list[float] = field(default_factory=list)
    before: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    after: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    inherent: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    in_log: list[int] = field(default_factory=list)  # of how many answers it tells the order, at each moment
    in_log_later: int = 0
    rival: dict[str, float] = field(default_factory=dict)
    remains_before: dict[str, int] = field(default_factory=dict)
    remains: dict[str, int] = field(default_factory=dict)


def rows_of(database: Path, table: str = "response") -> list[Row]:
    key = "slip_id" if table == "response" else "id"
    with db.sqlite3.connect(f"file:{database}?mode=ro", uri=True) as dump:
        rows = [Row(*row) for row in dump.execute(f"SELECT {key}, area_id, ratings FROM {table}")]
    dump.close()
    return rows


def hits(guesses: dict[int, Row], households: list[Household]) -> float:
    """By its key, while the slip's stands on the row: an answer may have been changed since."""
    guessed = [(h, guesses[h.number]) for h in households if h.number in guesses]
    return sum(row.key == h.slip_id or row.ratings == h.said[-1] for h, row in guessed) / len(households)


def by_rank(rows: list[Row], households: list[Household], *, latest_first: bool = False) -> dict[int, Row]:
    """Within each building the first row to the first that answered, and so on; or the last to the last."""
    kept = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.seen, reverse=latest_first):
        kept[row.building].append(row)
    guesses = {}
    for household in sorted(households, key=lambda household: household.moment, reverse=latest_first):
        if kept[household.building]:
            guesses[household.number] = kept[household.building].pop(0)
    return guesses


def blindly(rows: list[Row], households: list[Household], dice: random.Random) -> dict[int, Row]:
    for row in rows:
        row.seen = dice.random()
    return by_rank(rows, households)


# What he computes from a code he knows.


def dump_only(at: Neighbourhood, table: str = "response") -> float:
    """Tries the fingerprints of codes and tokens that the program could have stored without a key; then luck."""
    database = at.folder / "xinyuan.sqlite3"
    rows, stored = rows_of(database, table), every_text(database)
    by_key = {row.key: row for row in rows}
    guesses = blindly(rows, at.households, at.dice)
    for household in at.households:
        found = stored.get(next((print for print in unkeyed(at, household) if print in stored), None))
        if found in by_key:
            guesses[household.number] = by_key[found]
    return hits(guesses, at.households)


def unkeyed(at: Neighbourhood, household: Household) -> list[str]:
    salt, secrets = at.list.code_salt, (household.secret.code, household.secret.token)
    plain = [secret.encode() for secret in secrets]
    salted = [hmac.new(bytes.fromhex(salt), secret, "sha256").hexdigest() for secret in plain]
    return [*secrets, *(hashlib.sha256(secret).hexdigest() for secret in plain), *salted]


def every_text(database: Path) -> dict[str, str]:
    """Each stored text with the key of its slip."""
    with db.sqlite3.connect(f"file:{database}?mode=ro", uri=True) as dump:
        texts = {text: id for id, *tags in dump.execute("SELECT id, qr_tag, code_tag FROM slip") for text in tags}
    dump.close()
    return texts


def with_key(at: Neighbourhood, *, codes: bool) -> float:
    """The key makes tags of codes; who does not know who holds which slip has no codes to make them of."""
    database = at.folder / "xinyuan.sqlite3"
    rows = rows_of(database)
    guesses = blindly(rows, at.households, at.dice)
    if codes:
        key, stored = at.key, every_text(database)
        by_key = {row.key: row for row in rows}
        for household in at.households:
            tag = slip_codes.qr_tag(key, at.list, household.secret.token)
            guesses[household.number] = by_key[stored[tag]]
    return hits(guesses, at.households)


# What he reads from the order of things.


def order_of_keys(at: Neighbourhood, table: str = "response") -> float:
    rows = rows_of(at.folder / "xinyuan.sqlite3", table)
    for place, row in enumerate(rows):
        row.seen = place
    return hits(by_rank(rows, at.households), at.households)


def order_in_pages(at: Neighbourhood, folder: Path, table: str = "response") -> float:
    """SQLite fills a page from its end: a row further down was written earlier, unless the page was rewritten."""
    rows = rows_of(folder / "xinyuan.sqlite3", table)
    place = {row.ratings.encode(): row for row in rows}
    for page in pages(folder / "xinyuan.sqlite3"):
        found = sorted(((page.find(text), row) for text, row in place.items() if text in page), key=lambda p: -p[0])
        for rank, (_offset, row) in enumerate(found):
            row.seen = rank / len(found)
    return hits(by_rank(rows, at.households), at.households)


def order_in_log(at: Neighbourhood) -> float:
    """The last rows to come are of who answered last; for all others he guesses."""
    told = told_by_log(at.seized)
    for place, row in enumerate(told):
        row.seen = place
    found = by_rank(told, at.households, latest_first=True)
    keys = {row.key for row in told}
    rest = [row for row in rows_of(at.seized / "xinyuan.sqlite3") if row.key not in keys]
    return hits(found | blindly(rest, [h for h in at.households if h.number not in found], at.dice), at.households)


def told_by_log(folder: Path) -> list[Row]:
    """The write-ahead log keeps one version of a page after another: what stands in one, and neither in an earlier one
    nor in the file, was written then; of two in one page the later stands further up."""
    known = {row.ratings.encode(): row for row in rows_of(folder / "xinyuan.sqlite3")}
    seen, came = set(), []
    for is_log, page in [
        *((False, page) for page in pages(folder / "xinyuan.sqlite3")),
        *((True, page) for page in frames(folder / "xinyuan.sqlite3-wal")),
    ]:
        new = [said for said in reversed(BALLOT.findall(page)) if said in known and said not in seen]
        seen.update(new)
        came += new if is_log else ()
    return [known[said] for said in came]


def pages(database: Path) -> list[bytes]:
    content = database.read_bytes()
    size = struct.unpack(">H", content[16:18])[0]
    size = 65536 if size == 1 else size
    return [content[start : start + size] for start in range(0, len(content), size)]


def frames(log: Path) -> list[bytes]:
    """Each version of each page, oldest first: what an earlier round of the log left lies behind."""
    content = log.read_bytes() if log.exists() else b""
    if not content:
        return []
    size, found = struct.unpack(">I", content[8:12])[0], []
    for start in range(32, len(content) - size, size + 24):
        round_of_log = struct.unpack(">I", content[start + 8 : start + 12])[0]
        found.append((round_of_log, start, content[start + 24 : start + 24 + size]))
    return [page for _round, _start, page in sorted(found)]


# What he reads from several copies.


def difference_of_copies(at: Neighbourhood) -> tuple[float, float]:
    """Who answered between two copies is among the rows that came between: (rate, the luck of who knows that)."""
    known, rows, groups, since = set(), [], set(), 0
    for moment, (until, copy) in enumerate(at.copies):
        new = [row for row in rows_of(copy / "xinyuan.sqlite3") if row.key not in known]
        known |= {row.key for row in new}
        rows += [Row(row.key, (row.building, moment), row.ratings, at.dice.random()) for row in new]
        groups |= {(household.building, moment) for household in at.order[since:until]}
        since = until
    final = {row.key: row.ratings for row in rows_of(at.folder / "xinyuan.sqlite3")}
    for row in rows:
        row.ratings = final[row.key]
    each = len(at.order) // len(at.copies)
    placed = [
        Household(h.number, (h.building, h.moment // each), h.secret, said=h.said, moment=h.moment) for h in at.order
    ]
    return hits(by_rank(rows, placed), placed), len(groups) / len(placed)


def old_copies_after_the_close(at: Neighbourhood) -> float:
    """A slip's key from an old copy, looked for in the rows that the close left."""
    final = {row.key: row for row in rows_of(at.folder / "xinyuan.sqlite3", "final_response")}
    guesses = blindly(list(final.values()), at.households, at.dice)
    guesses |= {h.number: final[h.slip_id] for h in at.households if h.slip_id in final}
    return hits(guesses, at.households)


def wishes_joined(at: Neighbourhood) -> float:
    """Of those who wrote a wish: whose answer is it? By a fingerprint of the slip's key, else by the order of rows."""
    with db.sqlite3.connect(f"file:{at.folder / 'xinyuan.sqlite3'}?mode=ro", uri=True) as dump:
        wishes = dump.execute("SELECT id, slip_tag, text FROM wish").fetchall()
        slips_kept = [id for (id,) in dump.execute("SELECT slip_id FROM response")]
    dump.close()
    guessed = {hashlib.sha256(id.encode()).hexdigest(): id for id in slips_kept} | {id: id for id in slips_kept}
    by_order = dict(zip((text for _id, _tag, text in wishes), slips_kept, strict=False))
    guesses = {text: guessed.get(tag) or guessed.get(id) or by_order[text] for id, tag, text in wishes}
    wishing = [household for household in at.households if household.wish]
    return mean(guesses.get(household.wish) == household.slip_id for household in wishing)


# What he finds in any file.


def remains(at: Neighbourhood) -> dict[str, int]:
    """How many of some 500 of each kind still stand in any file of the data folder, as text or as bytes."""
    some = at.households[:GREPPED]
    sought = {
        "codes": [h.secret.code for h in some],
        "tokens": [h.secret.token for h in some],
        "tags": [tag for h in some for tag in (h.secret.qr_tag, h.secret.code_tag)],
        "keys of slips": [h.slip_id for h in some],
        "overwritten answers": [said for h in at.households for said in h.said[:-1]][:GREPPED],
        "withdrawn wishes": [h.withdrawn_wish for h in at.households if h.withdrawn_wish],
    }
    files = [path.read_bytes() for path in at.folder.rglob("*") if path.is_file()]
    return {
        kind: sum(any(form in file for form in forms(text) for file in files) for text in texts)
        for kind, texts in sought.items()
    }


def forms(text: str) -> list[bytes]:
    return [text.encode(), *([bytes.fromhex(text)] if len(text) % 2 == 0 and HEX.match(text.encode()) else [])]


def attack(households: int = 2_310, buildings: int = 80, worlds: int = 1) -> Report:
    report = Report(rival=rival.attack(households, buildings))
    for _ in range(worlds):
        with answered(households, buildings) as at:
            report.chance.append(at.chance)
            attack_before(at, report)
            at.close()
            attack_after(at, report)
    return report


def attack_before(at: Neighbourhood, report: Report) -> None:
    report.before["dump only, knowing all codes"].append(dump_only(at))
    report.before["dump and key, not who holds which slip"].append(with_key(at, codes=False))
    report.before["order of rows"].append(order_of_keys(at))
    report.before["order in the pages of the file"].append(order_in_pages(at, at.seized))
    report.before["a seized write-ahead log"].append(order_in_log(at))
    report.in_log += [len(told_by_log(folder)) for _answered, folder in at.copies]
    report.in_log_later += len(told_by_log(at.seized_later))
    report.inherent["dump, key and who holds which slip"].append((with_key(at, codes=True), 1.0))
    report.inherent["difference of copies, knowing who answered between"].append(difference_of_copies(at))
    report.before["a wish joined to its answer"].append(wishes_joined(at))
    report.remains_before = remains(at)


def attack_after(at: Neighbourhood, report: Report) -> None:
    report.after["dump only, knowing all codes"].append(dump_only(at, "final_response"))
    report.after["order of rows"].append(order_of_keys(at, "final_response"))
    report.after["order in the pages of the file"].append(order_in_pages(at, at.folder, "final_response"))
    report.after["keys of slips from old copies"].append(old_copies_after_the_close(at))
    report.remains = remains(at)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=2_310)
    parser.add_argument("--worlds", type=int, default=3)
    given = parser.parse_args()
    report = attack(given.households, worlds=given.worlds)
    chance = mean(report.chance)
    print(
        f"{given.households:,} households, {given.worlds} times over; chance, knowing each one's building: {chance:.2%}"
    )
    for name, pairs in report.inherent.items():
        rate, luck = mean(rate for rate, _ in pairs), mean(luck for _, luck in pairs)
        print(f"  not prevented before the close: {name}: {rate:.1%} (luck with that knowledge: {luck:.1%})")
    print(f"  in the files before the close: {report.remains_before}")
    most = max(report.in_log)
    log = f"the log tells the order of {most} answers at most while they pour in, {report.in_log_later} a moment later"
    machine.conclude(
        {f"before the close, {name}: {mean(r):.2%}": mean(r) <= chance + SLACK for name, r in report.before.items()}
        | {log: most <= answer_writer.MOST_IN_LOG and report.in_log_later == 0}
        | {f"after the close, {name}: {mean(r):.2%}": mean(r) <= chance + SLACK for name, r in report.after.items()}
        | {f"after the close, {kind} in any file: {count}": count == 0 for kind, count in report.remains.items()}
        | {f"two tables, {name}: {rate:.1%} found": rate > 0.95 for name, rate in report.rival.items()}
    )


if __name__ == "__main__":
    main()
