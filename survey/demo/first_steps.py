"""Where to go in the demonstration, and with what. Kept beside the keys so that a later start can say it again;
docs/decisions tells why."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import current_app


@dataclass(frozen=True)
class FirstSteps:
    login: str
    password: str
    codes: list[str]
    tokens: list[str]


def path() -> Path:
    return current_app.config["KEYS"] / "demonstration.json"


def keep(first_steps: FirstSteps) -> None:
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path().unlink(missing_ok=True)
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(first_steps), file)


def recall() -> FirstSteps | None:
    return FirstSteps(**json.loads(path().read_text())) if path().exists() else None
