import pytest

from survey.errors import Refused
from survey.passwords import new_password, refuse_weak


def reason(password: str) -> str | None:
    try:
        refuse_weak(password, login="wangfang", community="和平村社区")
    except Refused as refusal:
        return refusal.reason
    return None


@pytest.mark.parametrize("password", ["短", "eleven char", "x y z w" * 19])
def test_a_password_has_twelve_to_128_characters(password):
    assert reason(password) == "password_length"


@pytest.mark.parametrize("password", ["我在和平村社区工作十二年了", "tomatoes for WangFang"])
def test_it_does_not_say_whose_it_is(password):
    assert reason(password) == "password_says_who"


@pytest.mark.parametrize(
    "password",
    ["password123456", "123456789012", "qwertyuiop12", "aaaaaaaaaaaaaaaa", "1qaz2wsx3edc", "woaini5201314", "x" * 128],
)
def test_a_common_one_is_refused(password):
    assert reason(password) == "password_common"


def test_none_of_thirty_thousand_leaked_ones_is_taken():
    """ASVS 6.2.4: at least the 3,000 most common that are long enough at all."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    leaked = FREQUENCY_LISTS["passwords"]
    long_enough = [password for password in leaked if len(password) >= 12]
    assert len(leaked) >= 10_000 and len(long_enough) > 200
    assert [password for password in long_enough if reason(password) is None] == []


@pytest.mark.parametrize(
    "password",
    [
        pytest.param(new_password(), id="drawn"),
        "三只猫坐在楼顶上看月亮吃饼",
        "tomatoes on the seventh floor",
        "7mp2xw e9hfaq r8st" * 5,
    ],
)
def test_a_good_one_is_taken(password):
    assert reason(password) is None


def test_the_longest_is_judged_at_once():
    import time

    began = time.perf_counter()
    reason("aB3$" * 32)
    assert time.perf_counter() - began < 1
