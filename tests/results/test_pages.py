import pytest

RESULTS, PLAN = "/organiser/lists/2027/results", "/organiser/lists/2027/plan"


@pytest.fixture
def signed_in(client, organiser):
    with client.session_transaction() as session:
        session["_user_id"] = str(organiser.id)
    return client


def test_before_the_close_there_is_nothing_to_see(signed_in, wish_list, answers):
    assert "还没有结果" in signed_in.get(RESULTS).text
    assert "全年经费" not in signed_in.get(PLAN).text


def test_results_name_what_most_people_want(signed_in, closed):
    page = signed_in.get(RESULTS).text
    assert "最多人想参加的是「小品专场」「快板」" in page


@pytest.mark.parametrize("by", ["points", "first", "borda", "pairwise", "nonsense"])
def test_results_can_be_sorted_by_any_measure(signed_in, closed, by):
    assert signed_in.get(f"{RESULTS}?by={by}").status_code == 200


def test_the_plan_says_why_for_every_activity(signed_in, closed):
    page = signed_in.get(PLAN).text
    assert page.count("想参加") >= 6
