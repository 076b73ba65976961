"""The organiser's desk in a real browser: from an empty list to slips, with a phone and with a wide screen."""

import re

import pytest

from tests.browser.conftest import DESK
from tests.signing_in import begun_session

pytestmark = pytest.mark.browser

PAGES = [
    "/organiser/",
    "/staff/account",
    "/staff/password",
    "/organiser/lists/new",
    "/organiser/lists/2028/",
    "/organiser/lists/2028/change",
    "/organiser/lists/2028/catalogue",
    "/organiser/lists/2028/activities/add",
    "/organiser/lists/2028/import",
    "/organiser/lists/2028/preview",
    "/organiser/lists/2028/preview/form",
    "/organiser/lists/2028/start",
    "/organiser/lists/2027/",
    "/organiser/lists/2027/slips",
    "/organiser/lists/2027/slips/1",
    "/organiser/lists/2027/slips/1/void",
    "/organiser/lists/2027/coverage",
    "/organiser/lists/2027/closing-time",
    "/organiser/lists/2027/close",
]
MEASURE = """() => {
  const shown = [...document.querySelectorAll('body *')].filter((e) => e.getClientRects().length);
  const words = shown.filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
  const pressed =
    '.button, button, select, summary, input:not([type=radio],[type=checkbox])';
  const boxes = shown.filter((e) => e.matches(pressed));
  return {
    small: words.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 18).map((e) => e.outerHTML.slice(0, 90)),
    low: boxes.filter((e) => e.getBoundingClientRect().height < 47.5).map((e) => e.outerHTML.slice(0, 90)),
    width: document.documentElement.scrollWidth,
  };
}"""


@pytest.fixture
def open_desk(app, open_page, organiser):
    """Opens a page of the organiser's, signed in."""
    cookie = app.session_interface.get_signing_serializer(app).dumps(begun_session(app, organiser.id))

    def open_desk(path, **options):
        page = open_page("/no-such-page", **options)
        page.context.add_cookies([{"name": "session", "value": cookie, "url": page.url}])
        page.goto(path)
        return page

    return open_desk


# Colours that only these pages have.
SOME = [path for path in PAGES if path.endswith(("/", "catalogue", "add", "form", "coverage"))]


@pytest.mark.parametrize(("dark", "paths"), [(False, PAGES), (True, SOME)])
def test_every_page_of_the_desk_can_be_read_by_everyone(open_desk, accessible, wish_list, draft, dark, paths):
    page = open_desk(paths[0], dark=dark)
    for path in paths:
        page.goto(path)
        accessible(page)
        heading = page.locator("h1")
        assert heading.count() == 1 and heading.evaluate("e => e.firstChild.textContent.trim()") in page.title(), path
        assert page.evaluate(MEASURE) == {"small": [], "low": [], "width": 360}, path


@pytest.mark.parametrize("javascript", [True, False])
def test_a_list_goes_from_nothing_to_slips(open_desk, javascript):
    page = open_desk("/organiser/", javascript=javascript, viewport=DESK)
    page.get_by_role("link", name="新建一年的清单").click()
    page.get_by_label("全年经费（元）").fill("60000")
    page.get_by_role("button", name="建好，去挑活动").click()
    page.get_by_label("快板专场").check()
    page.get_by_label("露天电影").check()
    page.get_by_role("button", name="加入清单").click()
    assert "加入了 2 项活动" in page.locator("[role=status]").inner_text()
    page.get_by_role("button", name="“露天电影”往上移").click()
    assert "露天电影" in page.locator(".activities li").first.inner_text()
    page.get_by_role("link", name="检查一遍，开始收集").click()
    page.get_by_role("button", name="定稿，开始收集").click()
    page.get_by_role("link", name="做凭条 3号楼").click()
    page.get_by_label("要做几张").fill("2")
    with page.expect_download() as download:
        page.get_by_role("button", name="做好，下载PDF").click()
    assert download.value.suggested_filename == "slips-2027-3.pdf"


def test_the_catalogue_can_be_searched_and_counts_what_is_chosen(open_desk, draft):
    page = open_desk("/organiser/lists/2028/catalogue")
    page.get_by_label("找一找").fill("讲座 防")
    assert page.locator(".entry:visible").count() == 1
    page.locator(".entry:visible").click()
    assert re.search("已选 1 项", page.get_by_role("button", name="加入清单").inner_text())
    page.get_by_label("找一找").fill("没有这样的活动")
    assert page.locator(".nothing").is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_wishes_are_sorted_on_a_phone(open_desk, accessible, over, write, dark):
    write("多摆几把椅子", "希望多摆几把椅子", "小广场加几张桌子", "多请几场评剧", "a" * 400, "👍")
    page = open_desk("/organiser/lists/2027/wishes", dark=dark)

    def is_readable():
        accessible(page)
        assert page.evaluate(MEASURE) == {"small": [], "low": [], "width": 360}

    is_readable()
    page.get_by_label("小广场加几张桌子").uncheck()
    page.get_by_role("button", name="确认：桌椅和设施").click()
    assert "2 句归到了“桌椅和设施”" in page.locator("[role=status]").inner_text()
    page.get_by_text("归到别的一类").click()
    page.get_by_label("写一个新的名称").fill("安静角落")
    is_readable()
    page.get_by_role("button", name="归到这一类").click()
    page.get_by_role("button", name="撤销这一步").click()
    assert "归好 2 句" in page.locator(".lead").inner_text()
    page.get_by_role("link", name="桌椅和设施").click()
    is_readable()
    page.get_by_role("button", name="放回去重新归").click()
    assert "归好 0 句" in page.locator(".lead").inner_text()
