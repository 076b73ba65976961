"""A file of activities: every problem is said by row and column before anything is stored."""

import io
import re
import time

import pytest
from sqlmodel import Session, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from survey import db, spreadsheets
from survey.models import Activity, WishList

HEADINGS = ["形式", "名称", "每场费用（元）", "图标", "适合谁", "全年最多几场"]
IMPORT = "/organiser/lists/2028/import"


def upload(desk, rows, name="活动.xlsx", path=IMPORT):
    content = rows if isinstance(rows, bytes) else spreadsheets.write_xlsx({"活动": rows})
    boundary, body = encode_multipart({"table": FileStorage(io.BytesIO(content), name)})
    return desk.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def store(desk, page):
    rows = re.search(r'name="rows" value="([^"]*)"', page.text)[1]
    return desk.post(f"{IMPORT}/store", data={"rows": rows.replace("&#34;", '"').replace("&#39;", "'")})


def listed(app, year=2028) -> dict[str, Activity]:
    with app.app_context(), Session(db.engine()) as session:
        query = select(Activity).join(WishList).where(WishList.year == year).order_by(Activity.position)
        return {activity.title: activity for activity in session.exec(query)}


def test_a_table_shows_what_it_would_do_and_stores_only_when_told(app, desk, draft):
    rows = [HEADINGS, ["器乐", "二胡之夜", "1,200元", "", "适合老人", 3], ["体育", "太极", 200, "", "", 2]]
    page = upload(desk, rows)
    assert "会新加 1 项，修改 1 项，0 项不变" in page.text and len(listed(app)) == 6
    assert store(desk, page).status_code == 302
    activity = listed(app)["二胡之夜"]
    assert (activity.art_form, activity.cost, activity.audience, activity.most_occasions) == (
        "MUSIC",
        1200,
        "elders",
        3,
    )
    assert activity.icon != "star" and list(listed(app))[-1] == "二胡之夜"
    assert listed(app)["太极"].icon != "star"


def test_a_table_with_few_columns_leaves_the_others_as_they_were(app, desk, draft):
    store(desk, upload(desk, [["名称", "形式", "每场费用（元）"], ["太极", "体育", 250]]))
    activity = listed(app)["太极"]
    assert (activity.cost, activity.title_en, activity.most_occasions) == (250, "Tai chi", 1)


def test_every_problem_is_named_by_row_and_column(app, desk, draft):
    rows = [
        [*HEADINGS, "备注"],
        ["二人转", "二人转", 500],
        [],
        ["小品", "", "很多"],
        ["小品", "一场特别特别特别特别特别特别特别长的小品专场", 1, "", "外星人"],
        ["小品", "双簧", 1],
        ["小品", "双簧", 1],
    ]
    page = upload(desk, rows).text
    found = re.findall(r'<td class="number">(\d+)</td><td>(.*?)</td><td>(.*?)</td>', page)
    assert [(row, column) for row, column, _sentence in found] == [
        ("1", "备注"),
        ("2", "形式"),
        ("4", "名称"),
        ("4", "每场费用（元）"),
        ("5", "名称"),
        ("5", "适合谁"),
        ("7", "名称"),
    ]
    assert "没有“二人转”这种写法。可以写：小品、相声" in page and "出现了两次" in page
    assert 'name="rows"' not in page and len(listed(app)) == 6


@pytest.mark.parametrize(
    ("headings", "sentence"), [(["名称", "每场费用（元）"], "缺少这一列"), ([*HEADINGS, "名称"], "这一列出现了两次")]
)
def test_wrong_columns_are_said(desk, draft, headings, sentence):
    assert sentence in upload(desk, [headings, ["x"] * len(headings)]).text


def test_english_headings_and_codes_and_a_chinese_windows_csv_are_read(app, desk, draft):
    page = upload(desk, "Art form,Title,Cost of one (yuan)\nSKIT,双簧,５００\n".encode("gbk"), "a.csv")
    page = page if "会新加 1 项" in page.text else upload(desk, "art_form,title,cost\nSKIT,双簧,５００\n".encode("gbk"))
    assert "会新加 1 项" in page.text
    store(desk, page)
    assert listed(app)["双簧"].cost == 500


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_exported_list_comes_back_unchanged(desk, draft, ending):
    content = desk.get(f"/organiser/lists/2028/activities.{ending}").data
    assert "会新加 0 项，修改 0 项，6 项不变" in upload(desk, content, f"a.{ending}").text


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_can_be_sent_in_as_it_is(desk, draft, ending):
    content = desk.get(f"/organiser/activities-template.{ending}").data
    assert "会新加 2 项，修改 1 项" in upload(desk, content, f"a.{ending}").text


def test_an_export_in_english_is_read_in_chinese(desk, draft):
    content = desk.get("/organiser/lists/2028/activities.csv?lang=en").data
    assert "会新加 0 项，修改 0 项，6 项不变" in upload(desk, content, path=f"{IMPORT}?lang=zh").text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "这张表是空的"), (b"\x00\x01", "不是能读的表格"), (b"PK\x03\x04", "不是能读的表格")],
)
def test_what_is_no_table_is_said_beside_the_field(desk, draft, content, sentence):
    page = upload(desk, content, "x.xlsx")
    assert page.status_code == 200 and sentence in page.text


def test_no_file_at_all_is_said_beside_the_field(desk, draft):
    assert "请先选一个文件" in desk.post(IMPORT, data={}).text


def test_a_file_of_five_megabytes_is_read_and_a_larger_one_is_not(desk, draft):
    filler = b"x" * 1024 + b"\n"
    assert "超过 20000 行" in upload(desk, b"a\n" * 20_000 + filler * 4000, "a.csv").text
    assert upload(desk, filler * 6000, "a.csv").status_code == 413


def test_a_table_far_too_long_for_a_list_is_refused_at_once(desk, draft):
    began = time.process_time()
    assert "最多 100 项活动" in upload(desk, b"a\n" + b"x\n" * 19_000, "a.csv").text
    assert time.process_time() - began < 2


def test_a_stranger_cannot_send_a_file(client, draft):
    assert upload(client, b"x" * 100_000).status_code in (302, 413)


def test_a_list_takes_no_more_than_residents_can_read(app, desk, draft):
    rows = [HEADINGS, *(["小品", f"小品{number}", 1] for number in range(95))]
    assert "最多 100 项活动" in upload(desk, rows).text and len(listed(app)) == 6


def test_an_open_list_is_only_added_to(app, desk, draft):
    desk.post("/organiser/lists/2028/start")
    page = upload(desk, [HEADINGS, ["体育", "太极", 999], ["小品", "双簧", 1]])
    assert "原有的活动不能改" in page.text
    store(desk, upload(desk, [HEADINGS, ["小品", "双簧", 1]]))
    assert "双簧" in listed(app)


@pytest.mark.parametrize("rows", [None, "", "[]", "7", '[["形式"]]', '{"a": 1}'])
def test_a_forged_confirmation_stores_nothing(app, desk, draft, rows):
    assert desk.post(f"{IMPORT}/store", data={"rows": rows} if rows is not None else {}).status_code == 400
    assert len(listed(app)) == 6


@pytest.mark.parametrize("rows", ["[" * 50_000, '[["形式", ' + "[" * 50_000, "3", "{", "[3]", "[]"])
def test_rows_that_no_page_of_ours_sent_are_refused(desk, draft, rows):
    assert desk.post(f"{IMPORT}/store", data={"rows": rows}).status_code == 400
