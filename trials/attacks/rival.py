"""The usual way to promise anonymity: one table says who has answered, another what was answered, and both are written
in one transaction. It stands here so that the attacks have something to succeed against."""

import random
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

TABLES = """
    CREATE TABLE who (id INTEGER PRIMARY KEY AUTOINCREMENT, household INTEGER UNIQUE, at INTEGER);
    CREATE TABLE answer (id INTEGER PRIMARY KEY AUTOINCREMENT, building INTEGER, said TEXT, at INTEGER);
    CREATE TABLE wish (id INTEGER PRIMARY KEY AUTOINCREMENT, said TEXT, at INTEGER);
"""


def attack(households: int, buildings: int) -> dict[str, float]:
    dice = random.Random(households)
    truth = {number: (dice.randrange(buildings), f"{dice.getrandbits(96):024x}") for number in range(households)}
    order = dice.sample(list(truth), households)
    with TemporaryDirectory() as folder:
        return found(Path(folder, "rival.sqlite3"), truth, order)


def found(path: Path, truth: dict[int, tuple[int, str]], order: list[int]) -> dict[str, float]:
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA secure_delete = OFF; {TABLES}")
    copies = []
    for moment, household in enumerate(order):
        building, said = truth[household]
        with connection:
            connection.execute("INSERT INTO who (household, at) VALUES (?, ?)", (household, moment))
            connection.execute("INSERT INTO answer (building, said, at) VALUES (?, ?, ?)", (building, said, moment))
            connection.execute("INSERT INTO wish (said, at) VALUES (?, ?)", (f"wish {said}", moment))
        copies.append(connection.execute("SELECT max(id) FROM answer").fetchone()[0])
    rates = {
        "dump only": joined(connection, "answer.at = who.at", truth),
        "order of rows": joined(connection, "answer.id = who.id", truth),
        "difference of copies": sum(last == place + 1 for place, last in enumerate(copies)) / len(order),
        "a wish joined to its answer": wishes_joined(connection),
        "deleted answers in the file": left_after_deletion(connection, path, truth),
    }
    connection.close()
    return rates


def joined(connection: sqlite3.Connection, condition: str, truth: dict[int, tuple[int, str]]) -> float:
    rows = connection.execute(f"SELECT household, said FROM who JOIN answer ON {condition}").fetchall()
    return sum(truth[household][1] == said for household, said in rows) / len(truth)


def wishes_joined(connection: sqlite3.Connection) -> float:
    rows = connection.execute("SELECT answer.said, wish.said FROM answer JOIN wish USING (id)").fetchall()
    return sum(wish == f"wish {said}" for said, wish in rows) / len(rows)


def left_after_deletion(connection: sqlite3.Connection, path: Path, truth: dict[int, tuple[int, str]]) -> float:
    with connection:
        connection.execute("DELETE FROM answer")
    content = path.read_bytes()
    return sum(said.encode() in content for _building, said in truth.values()) / len(truth)
