"""The page on which an organiser sorts the wishes in residents' own words."""

import re
import subprocess
import sys
import time

import pytest
from sqlmodel import select

from survey import db
from survey.evidence import wishes as evidence
from survey.models import AuditEntry, SortedWish, Wish, WishList, WishTheme
from survey.operations import audit
from tests.signing_in import sign_in

PAGE = "/organiser/lists/2027/wishes"
SEATS = ["多摆几把椅子", "希望多摆几把椅子", "小广场加几张桌子"]
OPERA = ["多请几场评剧"]
HOSTILE = "\"'><svg/onload=1>{{7*7}}<script>alert(1)</script>"


def ticks(page: str) -> list[str]:
    """What the boxes of the batch send."""
    return re.findall(r'type="checkbox" name="wish" value="([^"]+)"', page)


def press(desk, into: str, wish: list[str] | None = None, **fields):
    wish = ticks(desk.get(PAGE).text) if wish is None else wish
    return desk.post(PAGE, data={"into": into, "wish": wish, **fields}, follow_redirects=True)


def rows(app, table) -> list:
    with app.app_context(), db.reading() as session:
        return session.exec(select(table)).all()


def themes_by_text(app) -> dict[str, str | None]:
    with app.app_context(), db.reading() as session:
        return dict(session.execute(select(Wish.text, SortedWish.theme).join(SortedWish)).all())


def test_one_press_sorts_what_says_the_same(app, desk, over, write):
    write(*SEATS, *OPERA)
    page = desk.get(PAGE).text
    assert "一共 4 句，归好 0 句，还剩 4 句" in page
    assert "这 3 句像是一回事" in page and "确认：桌椅和设施" in page and "这样说的有 2 句" in page
    after = press(desk, "seats").text
    assert "3 句归到了“桌椅和设施”" in after and "一共 4 句，归好 3 句，还剩 1 句" in after
    assert "这一句像是" in after and "确认：戏曲和评剧" in after
    assert themes_by_text(app) == dict.fromkeys(SEATS, "seats")


def test_a_sentence_that_was_unticked_waits(app, desk, over, write):
    write(*SEATS)
    chairs, _tables = ticks(desk.get(PAGE).text)
    assert len(chairs.split()) == 2
    assert "还剩 1 句" in press(desk, "seats", [chairs]).text
    assert themes_by_text(app) == dict.fromkeys(SEATS[:2], "seats")


def test_nothing_ticked_is_said_and_what_was_typed_stays(app, desk, over, write):
    write(*SEATS)
    answer = press(desk, "other", [], new_label="小亭子")
    assert answer.status_code == 422 and "请至少勾一句" in answer.text and "小亭子" in answer.text
    assert rows(app, SortedWish) == rows(app, WishTheme) == []


@pytest.mark.parametrize("into", ["other", "no-such-theme"])
def test_another_theme_must_be_one_that_there_is(app, desk, over, write, into):
    write(*SEATS)
    answer = press(desk, into, theme="no-such-theme")
    assert answer.status_code == 422 and "请选一类，或者写一个新的名称" in answer.text
    assert rows(app, SortedWish) == []


def test_another_theme_is_chosen_or_made_up(app, desk, over, write):
    write(*SEATS, *OPERA)
    press(desk, "other", theme="garden")
    assert set(themes_by_text(app).values()) == {"garden"}
    press(desk, "other", new_label="听老戏")
    assert themes_by_text(app)[OPERA[0]] == "own-1"
    assert "听老戏" in desk.get(PAGE).text


def test_enter_in_the_field_of_a_new_theme_takes_the_new_theme(app, desk, over, write):
    """A browser then presses the first button."""
    write(*OPERA)
    press(desk, "opera", new_label="听老戏")
    assert themes_by_text(app) == {OPERA[0]: "own-1"}


def test_a_new_name_that_there_is_means_the_theme_that_there_is(app, desk, over, write):
    write(*OPERA)
    press(desk, "other", new_label="CHINESE opera")
    assert themes_by_text(app) == {OPERA[0]: "opera"} and rows(app, WishTheme) == []


def test_what_belongs_to_no_theme_is_out_of_the_way_and_can_be_put_back(app, desk, over, write):
    write(*OPERA)
    page = press(desk, "none").text
    assert "1 句不归类" in page and "都归好了" in page and "不归类的 1 句" in page
    [wish] = rows(app, Wish)
    page = desk.post(f"{PAGE}/put-back", data={"wish": wish.id}, follow_redirects=True).text
    assert "1 句放回去了" in page and "还剩 1 句" in page


def test_the_last_step_is_undone_once(app, desk, over, write):
    write(*SEATS, *OPERA)
    press(desk, "seats"), press(desk, "opera")
    assert "上一步：1 句归到“戏曲和评剧”" in desk.get(PAGE).text
    for _twice in range(2):
        desk.post(f"{PAGE}/undo", data={"step": 2})
    assert set(themes_by_text(app).values()) == {"seats"}
    assert "上一步：3 句归到“桌椅和设施”" in desk.get(PAGE).text


def test_what_a_colleague_sorted_meanwhile_stays(app, desk, over, write):
    write(*OPERA)
    seen = ticks(desk.get(PAGE).text)
    press(desk, "opera", seen)
    assert "别的同事已经归好了" in press(desk, "none", seen).text
    assert themes_by_text(app) == {OPERA[0]: "opera"}


def test_themes_name_the_activities_that_answer_them_or_are_for_next_year(desk, over, write):
    write("正月十五猜灯谜", *SEATS)
    for theme in ("seats", "festival"):
        press(desk, theme)
    page = desk.get(PAGE).text
    assert "清单上已有：元宵灯会" in page and "清单上还没有，明年可以考虑" in page


def test_what_says_who_somebody_is_stays_masked_and_the_log_names_no_text(app, desk, over, write):
    write("住3号楼502的刘奶奶想听评剧，电话138 0013 8000")
    page = press(desk, "opera").text
    assert "〔门牌〕" in page and "502" not in page and "138 0013" not in page
    written = [f"{entry.action} {entry.detail}" for entry in rows(app, AuditEntry) if entry.action.startswith("wish.")]
    assert written == ["wish.sort opera 1"]
    with app.app_context(), db.reading() as session:
        assert list(audit.broken_entries(session)) == []


def test_hostile_endless_and_wordless_wishes_do_no_harm(app, desk, over, write):
    write(HOSTILE, "想" * 10_000, "评剧" * 5_000, "😀👍", "。。。")
    page = desk.get(PAGE)
    assert page.status_code == 200 and "另有 2 句只有表情或标点" in page.text
    seen = page.text
    for _batch in range(3):
        seen += press(desk, "other", new_label="\"'><b>").text
    assert "都归好了" in seen and "看全文" in seen
    assert "<svg/onload" not in seen and "<script>alert" not in seen and "'><b>" not in seen
    assert [theme.label for theme in rows(app, WishTheme)] == ["\"'><b>"]


def test_a_theme_can_be_renamed_and_learns_the_words_of_here(app, desk, over, write):
    write("夜里太暗，装几个小灯泡")
    words = {"label": "照明", "keywords": "灯泡  太暗", "activities": ""}
    assert "“照明”已经存好" in desk.post(f"{PAGE}/themes/seats", data=words, follow_redirects=True).text
    assert "确认：照明" in desk.get(PAGE).text
    assert [(theme.code, theme.keywords) for theme in rows(app, WishTheme)] == [("seats", "灯泡 太暗")]
    assert "照明" in desk.get(f"{PAGE}/themes").text


def test_a_name_is_given_to_one_theme_only(app, desk, wish_list):
    taken = desk.post(f"{PAGE}/themes", data={"label": "戏曲和评剧"})
    assert "已经有“戏曲和评剧”这一类了" in taken.text and rows(app, WishTheme) == []
    desk.post(f"{PAGE}/themes", data={"label": "修车", "keywords": "自行车"})
    assert [theme.label for theme in rows(app, WishTheme)] == ["修车"]
    assert desk.get(f"{PAGE}/themes/no-such-theme").status_code == 404


def test_a_changed_theme_is_still_matched_by_its_art_forms(app):
    own = [WishTheme(community_id=1, code="opera", label="听戏", keywords="戏台")]
    theme = next(theme for theme in evidence.codebook_of(own) if theme.id == "opera")
    assert (theme.label, theme.keywords, theme.activities) == ("听戏", ("戏台",), ("OPERA",))


def test_before_the_close_there_is_nothing_to_see_or_to_sort(app, desk, wish_list):
    with app.app_context(), db.writing() as session:
        session.add(wish := Wish(community_id=wish_list.community_id, wish_list_id=wish_list.id, text=OPERA[0]))
        session.flush()
        id = wish.id
    page = desk.get(PAGE)
    assert page.status_code == 200 and "截止前谁也看不到" in page.text and OPERA[0] not in page.text
    assert press(desk, "opera", [id]).status_code == 409 and rows(app, SortedWish) == []


def test_a_list_without_wishes_says_so(desk, closed):
    assert "没有居民写自己的心愿" in desk.get(PAGE).text
    assert "自己写了" not in desk.get("/organiser/lists/2027/results").text


def test_the_results_lead_to_the_wishes(desk, closed, write):
    write(*OPERA)
    page = desk.get("/organiser/lists/2027/results").text
    assert "居民还自己写了 1 句心愿" in page and f'href="{PAGE}"' in page


def test_another_community_sees_sorts_and_puts_back_nothing(app, client, organiser, stranger, wish_list, over, write):
    write(*OPERA)
    desk = sign_in(client, organiser.id)
    seen = ticks(desk.get(PAGE).text)
    press(desk, "other", new_label="听老戏")
    other = sign_in(client, stranger.id)
    assert other.get(PAGE).status_code == other.post(PAGE, data={"wish": seen, "into": "seats"}).status_code == 404
    with app.app_context(), db.writing() as session:
        columns = session.get_one(WishList, wish_list.id).model_dump(exclude={"id", "community_id", "status"})
        session.add(WishList(**columns, community_id=stranger.community_id, status="open"))
    other.post(f"{PAGE}/put-back", data={"wish": seen})
    other.post(PAGE, data={"wish": seen, "into": "none"})
    assert themes_by_text(app) == {OPERA[0]: "own-1"}
    assert "听老戏" not in other.get(f"{PAGE}/themes").text
    assert other.get(f"{PAGE}/themes/own-1").status_code == 404


def test_five_hundred_wishes_are_shown_at_once(desk, over, write):
    words = [*SEATS, *OPERA, "教我们用手机挂号", "办个跳蚤市场", "楼道里的灯坏了", "想去植物园"]
    write(*(f"{words[number % 8]}，第{number}回说" for number in range(500)))
    began = time.perf_counter()
    assert "一共 500 句" in desk.get(PAGE).text
    assert time.perf_counter() - began < 3  # 0.7 s on a machine with nothing else to do


def test_sorting_needs_no_scikit_learn():
    code = "import sys, analysis.wishes; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
