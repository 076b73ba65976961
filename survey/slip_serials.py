"""The number on the stub of a slip. It opens nothing: it only tells the committee which slip was lost. Its last digit
checks the others, so that a slip of the number next to it is not voided by mistake (ISO 7064, MOD 11,10)."""

import secrets
from collections.abc import Iterator

from survey.slip_codes import characters_of

LENGTH = 6


def new_serials(taken: frozenset[str]) -> Iterator[str]:
    """Numbers in random order, none of them twice."""
    given = set(taken)
    while True:
        body = f"{secrets.randbelow(10 ** (LENGTH - 1)):0{LENGTH - 1}}"
        serial = body + check_digit(body)
        if serial not in given:
            given.add(serial)
            yield serial


def check_digit(body: str) -> str:
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def printed(serial: str) -> str:
    return f"{serial[:3]} {serial[3:]}"


def read_serial(typed: str) -> str | None:
    serial = characters_of(typed)
    if len(serial) != LENGTH or not (serial.isascii() and serial.isdigit()):
        return None
    return serial if check_digit(serial[:-1]) == serial[-1] else None
