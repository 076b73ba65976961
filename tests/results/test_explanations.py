import pytest

from survey.explanations import SENTENCES, how_sure, what_would_change, who_would_come, why

SUPPORT = {"supporters": 412, "people": 412.0}
OUT = SUPPORT | {"cost": 3000, "left": 500, "missing": 2500, "supporters_money": 812.34}


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def say(**reason) -> str:
    return why(reason, asked=2900, currency=" 元")


def test_who_shares_the_cost_is_told_in_round_numbers():
    sentence = say(code="IN_SHARED", **SUPPORT, occasions=2, filled=0, cost=4000, payment_per_supporter=9.7087)
    assert sentence == "约 410 位居民想参加，平均每人分摊 9.8 元。"


def test_an_occasion_paid_from_what_was_left_is_not_counted_as_shared():
    sentence = say(code="IN_SHARED", **SUPPORT, occasions=2, filled=1, cost=4000, payment_per_supporter=4.9)
    assert "平均每人分摊 4.9 元" in sentence and "其中 1 场" in sentence


def test_sentences_follow_each_other_without_a_blank_in_chinese():
    sentence = say(code="IN_SHARED", **SUPPORT, occasions=2, filled=1, cost=4000, payment_per_supporter=4.9)
    assert "。 " not in sentence and sentence.count("。") == 2


def test_what_supporters_have_left_is_not_told():
    """Where they paid for nothing else it would be their number times an equal share, which everybody knows."""
    assert "812" not in say(code="OUT_TOO_COSTLY", **OUT)


def test_a_handful_of_supporters_cannot_be_worked_out_from_the_cost():
    sentence = say(code="IN_SHARED", supporters=4, occasions=1, filled=0, cost=40, payment_per_supporter=10)
    assert sentence == "不到 15 位居民想参加。"


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "IN_SHARED"])
def test_every_reason_has_a_sentence_without_loose_ends(code):
    sentence = say(code=code, **OUT)
    assert sentence.endswith("。") and "%" not in sentence and "412" not in sentence


def test_every_code_of_the_analysis_has_its_sentence():
    from analysis import reasons

    codes = {value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)}
    assert codes == set(SENTENCES) - {"IN_SHARED_BY_FEW"}


def test_what_would_change_names_what_pays_for_it():
    titles = {"1": "快板", "2": "合唱"}
    flip = {"more": 3000, "drops": ["1"], "fewer": ["2"]}
    assert what_would_change(flip, titles, " 元") == "若预算多 3,000 元，它就能入选，但会挤掉“快板”，“合唱”要少办几场。"
    assert what_would_change(flip | {"drops": [], "fewer": []}, titles, " 元") == "若预算多 3,000 元，它就能入选。"
    assert what_would_change(None, titles, " 元") == ""


def test_the_day_is_planned_from_round_numbers_and_small_ones_are_left_out():
    counts = {
        "weekday-morning": 42,
        "weekday-afternoon": 7,
        "weekday-evening": 0,
        "weekend-day": 81,
        "weekend-evening": 3,
    }
    counts |= {"come": 90, "perform": 14, "help": 4}
    sentence = "想参加的人里，约 80 位周末白天有空，约 40 位平日上午有空，约 15 位愿意上台表演。"
    assert who_would_come(counts, 200) == sentence
    assert who_would_come(dict.fromkeys(counts, 12), 200) == ""


def test_nobody_learns_that_nearly_all_who_want_it_are_free_at_one_time():
    counts = dict.fromkeys(["weekday-morning", "weekday-afternoon", "weekday-evening", "weekend-evening"], 0)
    counts |= {"weekend-day": 81, "perform": 0, "help": 0}
    assert who_would_come(counts, 90) == ""


def test_how_sure_a_choice_is_is_told_in_tenths():
    assert [how_sure(share)[-12:] for share in (1.0, 0.97, 0.5, 0.02)] == [
        how_sure(1)[-12:],
        how_sure(1)[-12:],
        "十次里大约 5 次它会入选。"[-12:],
        how_sure(0)[-12:],
    ]
    assert "几乎每次都会入选" in how_sure(1) and "几乎每次都不会入选" in how_sure(0)
