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
    asked = sum(one["size"] for one in groups) or 8
    return {"respondents": asked, "tastes": found, "activities": [activity(id, asked) for id in TITLES]}


def activity(id, asked, want=None):
    want = asked // 2 if want is None else want
    means = {"want-share": want / asked, "points": 1, "first": 0.1, "borda": 0.5, "pairwise": 0.5}
    return {"id": id, "n": asked, "marks": {"want": want}, "values": means}


@pytest.fixture(autouse=True)
def in_chinese(app):
    with app.test_request_context():
        yield


def test_each_group_is_told_by_what_it_likes_and_who_is_in_it():
    spots = [{"id": id, "x": place, "y": place} for place, id in enumerate(TITLES)]
    drawn = tastes(findings(group(203, "1", ["75+"]), group(101, "2", []), map={"activities": spots}), TITLES)
    first, second = drawn["groups"]
    assert (first["size"], first["who"]) == ("约 205 位，占 67%", "75岁以上的人比其他群多。")
    assert first["likes"] == [("戏曲", "十人里 8 人，别人 1 人")]
    assert second["likes"] == [("亲子运动会", "十人里 8 人，别人 1 人")] and second["who"] == ""
    assert drawn["consensus"] == "“健步走”"
    assert [(dot.title, dot.group) for dot in drawn["dots"] if dot.is_labelled] == [("戏曲", 0), ("亲子运动会", 1)]


def test_of_a_group_that_is_not_large_only_the_names_are_told():
    large, small = tastes(findings(group(300, "1", []), group(60, "2", [])), TITLES)["groups"]
    assert small["likes"] == [("亲子运动会", "")] and large["likes"] == [("戏曲", "")], "nor of its few others"


def test_an_activity_whose_count_is_hidden_is_named_nowhere():
    spots = [{"id": id, "x": place, "y": place} for place, id in enumerate(TITLES)]
    document = findings(group(300, "12", []), group(300, "3", []), map={"activities": spots})
    document["activities"][0] = activity("1", 600, want=9)
    drawn = tastes(document, TITLES)
    assert [title for title, _tenths in drawn["groups"][0]["likes"]] == ["亲子运动会"]
    assert {dot.title for dot in drawn["dots"]} == {"亲子运动会", "健步走"}


@pytest.mark.parametrize(
    ("doubt", "words"), [("TOO_FEW_ANSWERS", "填的人还太少"), ("NO_CLEAR_GROUPS", "没有明显的分群")]
)
def test_where_there_are_no_groups_it_says_why(doubt, words):
    drawn = tastes(findings(doubts=[{"code": doubt, "numbers": {}}]), TITLES)
    assert drawn["groups"] == [] and words in drawn["why_none"]


def test_findings_from_before_there_were_groups_show_nothing():
    assert tastes({"respondents": 300}, TITLES) is None
