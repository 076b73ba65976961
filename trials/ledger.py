"""Is everything in the database that the service said it had received, once, and whole?"""

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from survey import db
from trials.crowd import Form


@dataclass
class Difference:
    lost: int = 0  # answers or wishes other than those received last
    doubled: int = 0  # a second row, or a version of an answer that was only sent again
    damage: str = "ok"  # what integrity_check says

    def __bool__(self) -> bool:
        return bool(self.lost or self.doubled or self.damage != "ok")


def compare(data: Path, forms: Iterable[Form]) -> Difference:
    """While nobody sends."""
    with closing(db.sqlite3.connect(data / "xinyuan.sqlite3")) as database:
        damage = database.execute("PRAGMA integrity_check").fetchone()[0]
        rows = database.execute("SELECT slip_id, ratings, version FROM response").fetchall()
        wishes = Counter(text for (text,) in database.execute("SELECT text FROM wish"))
    answered = [form for form in forms if form.received]
    kept = {slip_id: ratings for slip_id, ratings, _version in rows}
    versions = {slip_id: version for slip_id, _ratings, version in rows}
    return Difference(
        lost=sum(kept.get(form.slip_id) != form.ratings or not wishes[form.wish] for form in answered),
        doubled=len(rows)
        - len(kept)
        + wishes.total()
        - len(wishes)
        + sum(versions.get(form.slip_id, 0) > form.received for form in answered),
        damage=damage,
    )
