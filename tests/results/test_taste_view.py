"""Groups of taste on the page: rounded sizes, tenths only of large groups, ages in words."""

import pytest

from survey.taste_view import tastes

TITLES = {"1": "戏曲", "2": "亲子运动会", "3": "健步走"}


def group(size, likes, ages):
    return {
        "size": size,
        "likes": [{"id": id, "inside": 0.82, "outside": 0.12} for id in likes],
        "traits": [{"stratum": "age_band", "value": age, "inside": 0.5, "outside": 0.2} for age in ages],
    }


def findings(*groups, map=None, doubts=()):
    found = {"groups": groups, "consensus": [{"id": "3"}], "dividing": [{"id": "1"}], "map": map, "doubts": doubts}
    return {"respondents": sum(one["size"] for one in groups) or 8, "tastes": found}


@pytest.fixture(autouse=True)
def in_chinese(app):
    with app.test_request_context():
        yield


def test_each_group_is_told_by_what_it_likes_and_who_is_in_it():
    spots = [{"id": id, "x": place, "y": place} for place, id in enumerate(TITLES)]
    drawn = tastes(findings(group(203, "1", ["75+"]), group(98, "2", []), map={"activities": spots}), TITLES)
    first, second = drawn["groups"]
    assert (first["size"], first["who"]) == ("约 200 位，占 67%", "75岁以上的人比其他群多。")
    assert first["likes"] == [("戏曲", "十人里 8 人，别人 1 人")]
    assert second["likes"] == [("亲子运动会", "十人里 8 人，别人 1 人")] and second["who"] == ""
    assert drawn["consensus"] == "“健步走”"
    assert [(dot.title, dot.group) for dot in drawn["dots"] if dot.is_labelled] == [("戏曲", 0), ("亲子运动会", 1)]


def test_of_a_group_that_is_not_large_only_the_names_are_told():
    small = tastes(findings(group(300, "1", []), group(60, "2", [])), TITLES)["groups"][1]
    assert small["likes"] == [("亲子运动会", "")]


@pytest.mark.parametrize(
    ("doubt", "words"), [("TOO_FEW_ANSWERS", "填的人还太少"), ("NO_CLEAR_GROUPS", "没有明显的分群")]
)
def test_where_there_are_no_groups_it_says_why(doubt, words):
    drawn = tastes(findings(doubts=[{"code": doubt, "numbers": {}}]), TITLES)
    assert drawn["groups"] == [] and words in drawn["why_none"]


def test_findings_from_before_there_were_groups_show_nothing():
    assert tastes({"respondents": 300}, TITLES) is None
