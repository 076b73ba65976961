"""`flask --app wsgi verify` names what does not fit."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from survey import db, slip_codes


def verify(app) -> tuple[int, str]:
    run = app.test_cli_runner().invoke(args=["verify"])
    return run.exit_code, run.output


def wrong_lines(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith("不对")]


def test_an_untouched_close_holds_in_every_point(app, closed):
    code, output = verify(app)
    assert code == 0 and "全部对得上" in output and wrong_lines(output) == []
    assert "心愿单的份数和指纹同截止时一样" in output


ONE_MARK = "UPDATE final_response SET ratings = '0' || substr(ratings, 2) WHERE ratings LIKE '2%'"
TAMPERINGS = {
    ONE_MARK: "指纹同截止时一样",
    "DELETE FROM final_response WHERE id = (SELECT max(id) FROM final_response)": "指纹同截止时一样",
    "UPDATE final_response SET age_band = '75+' WHERE age_band = '14-34'": "指纹同截止时一样",
    "UPDATE findings SET input_sha256 = 'x'": "结果就是用这些心愿单算的",
    "UPDATE closing SET step = 'wiped'": "每一步都做完了",
    "UPDATE audit_entry SET detail = 'x' WHERE id = 1": "操作记录没有改动（有问题的条目：1）",
    "UPDATE wish SET slip_tag = 'x'": "能从心愿单查到凭条",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_was_tampered_with_is_named(app, wish_list, answers, request, tampering):
    with app.app_context(), db.writing() as session:
        ids = f"{wish_list.community_id}, {wish_list.id}"
        session.execute(text(f"INSERT INTO wish (id, community_id, wish_list_id, text) VALUES ('a', {ids}, '二胡')"))
    request.getfixturevalue("closed")
    with app.app_context(), db.writing() as session:
        session.execute(text(tampering))
    code, output = verify(app)
    assert code == 1 and any(TAMPERINGS[tampering] in line for line in wrong_lines(output))


def test_a_key_that_was_put_back_is_named(app, closed):
    with app.app_context():
        slip_codes.key_path(closed).parent.mkdir(parents=True, exist_ok=True)
        slip_codes.key_path(closed).write_bytes(b"x" * 32)
    code, output = verify(app)
    assert code == 1 and "编号的钥匙已经销毁" in wrong_lines(output)[0]


def test_a_copy_that_could_not_be_deleted_is_named_until_somebody_says_it_is_destroyed(
    app, answers, organiser, sign_in, clock, request, caplog
):
    run = app.test_cli_runner()
    run.invoke(args=["backup"])
    copy = next(app.config["BACKUPS"].glob("*.sqlite3"))
    copy.rename(copy.with_name("carried-away"))
    clock.at += timedelta(minutes=1)
    request.getfixturevalue("closed")
    assert "from before the close could not be deleted: 1" in caplog.text and str(copy) not in caplog.text
    for command in ("verify", "resume"):
        output = run.invoke(args=[command]).output
        assert str(copy) in output and "copies.jsonl" in output and "请找到上面的备份，全部销毁" in output
    address = "/organiser/lists/2027/results"
    assert "截止前的备份还有 1 份没能自动删掉" in sign_in(organiser).get(address).text
    (app.config["DATA"] / "copies.jsonl").write_text("")
    assert "备份" not in run.invoke(args=["verify"]).output
    assert "没能自动删掉" not in sign_in(organiser).get(address).text
