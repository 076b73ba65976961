"""A real committee begins at the command line."""

import re

from survey import db
from survey.operations import communities, staff

ANSWERS = "青松社区\nQingsong Community\n李梅\n010-5678\nlimei\n"


def opens(app, login: str, output: str) -> bool:
    password = re.search(r"[2-9a-z]{4}(?:-[2-9a-z]{4}){3}", output)[0]
    with app.app_context(), db.writing() as session:
        return staff.password_fits(staff.staff_with_login(session, login), password)


def test_a_committee_is_set_up_with_its_first_organiser(app, run):
    result = run("community", input=ANSWERS)
    assert result.exit_code == 0 and opens(app, "limei", result.output)
    with app.app_context(), db.writing() as session:
        home = communities.the_community(session)
        assert (home.name, home.contact_phone, home.is_demonstration) == ("青松社区", "010-5678", False)


def test_a_second_committee_is_refused(run, community):
    result = run("community", input=ANSWERS)
    assert result.exit_code == 1 and "这里已经有“和平村社区”了" in result.output


def test_an_organiser_is_added_and_a_login_is_taken_once(app, run, organiser):
    result = run("staff", "add", "limei", "--name", "李梅")
    assert opens(app, "limei", result.output)
    again = run("staff", "add", "limei", "--name", "李梅")
    assert again.exit_code == 1 and "已经有人用了" in again.output


def test_a_forgotten_password_is_replaced(app, run, organiser):
    result = run("staff", "password", organiser.login)
    assert opens(app, organiser.login, result.output)
    unknown = run("staff", "password", "nobody")
    assert unknown.exit_code == 1 and "没有“nobody”这个账号" in unknown.output
