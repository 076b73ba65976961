"""What may be typed for a code, and what is caught before anything is looked up."""

import unicodedata

import pytest

from survey import slip_codes
from survey.slip_codes import ALPHABET, LOOK_ALIKES, characters_of, new_code, printed, read_code


@pytest.fixture(scope="module")
def thousand_codes() -> list[str]:
    return [new_code() for _ in range(1000)]


def test_every_wrong_character_is_caught(thousand_codes):
    for code in thousand_codes:
        for place, right in enumerate(code):
            for wrong in ALPHABET.replace(right, ""):
                assert read_code(code[:place] + wrong + code[place + 1 :]) is None


def test_every_swap_of_two_neighbours_is_caught(thousand_codes):
    swapped = 0
    for code in thousand_codes:
        for place in range(len(code) - 1):
            first, second = code[place : place + 2]
            if first != second:
                assert read_code(code[:place] + second + first + code[place + 2 :]) is None
                swapped += 1
    assert swapped > 8000


def test_a_look_alike_is_read_as_what_was_printed_and_never_as_another_code(thousand_codes):
    read = 0
    for code in thousand_codes:
        for place, right in enumerate(code):
            for typed, may_be in LOOK_ALIKES.items():
                expected = code if right in may_be else None
                assert read_code(code[:place] + typed + code[place + 1 :]) == expected
                read += expected is not None
    assert read > 1000


def test_what_two_look_alikes_leave_open_is_not_guessed():
    code, others = next(ambiguous_codes())
    assert len(others) > 1 and read_code(code) is None


def ambiguous_codes():
    while True:
        typed = "OO" + new_code()[2:]
        fitting = [code for code in slip_codes.readings(typed) if read_code(code)]
        if len(fitting) > 1:
            yield typed, fitting


@pytest.mark.parametrize(
    "written",
    [
        str.lower,
        printed,
        lambda code: " ".join(code),
        lambda code: f"{code[:5]}-{code[5:]}。",
        lambda code: f"{code[:5]}—{code[5:]}\u3000",
        lambda code: "".join(chr(ord(character) + 0xFEE0) for character in code),
        lambda code: "\u200b".join(code.lower()),
    ],
)
def test_however_it_is_written_it_is_the_same_code(written):
    code = new_code()
    assert read_code(written(code)) == code


def test_nothing_that_can_be_typed_breaks_the_reading():
    every = "".join(map(chr, range(0x3000))) + "\ud800\U0002ebf0"
    for start in range(0, len(every), 10):
        assert read_code(every[start : start + 10]) is None or unicodedata.normalize("NFKC", every[start : start + 10])
    assert characters_of(every)
