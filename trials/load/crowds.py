"""How many come, and when: at moments that are random and the same each time."""

from pathlib import Path
from random import Random

from trials.crowd import Form
from trials.load.visits import Answering, Looking, any_address
from trials.open_list import give_codes, issue_slips

Visits = list[tuple[float, object]]


def moments(random: Random, rate: float, seconds: float, after: float = 0.0) -> list[float]:
    return sorted(after + random.uniform(0, seconds) for _ in range(round(rate * seconds)))


def answering(app, data: Path, when: list[float], random: Random, typed_share: float = 0.0) -> Visits:
    """Each with a new slip; of so many the code is typed, the others scan."""
    slips = issue_slips(app, len(when))
    app.extensions["engine"].dispose()
    forms = [Form(slip_id, token) for token, slip_id in slips.items()]
    secrets = [{"token": form.token} for form in forms]
    typed = random.sample(range(len(forms)), round(len(forms) * typed_share))
    codes = give_codes(data, [forms[number].slip_id for number in typed]) if typed else []
    for number, code in zip(typed, codes, strict=True):
        secrets[number] = {"code": code}
    return [
        (moment, Answering(form, form.fill(random), secret, any_address(random)))
        for moment, form, secret in zip(when, forms, secrets, strict=True)
    ]


def looking(when: list[float], random: Random) -> Visits:
    return [(moment, Looking(any_address(random))) for moment in when]
