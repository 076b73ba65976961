"""The whole way, once, in a real browser: an organiser at a desk draws up a list, a resident with a phone answers it,
and in the end everybody reads what came of it."""

import base64
import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import insert
from sqlmodel import select

from survey import db
from survey.models import Area, Response, Slip, SlipBatch, WishList
from tests.browser.conftest import DESK, PHONE
from tests.conftest import NOON, PASSWORD
from tests.signing_in import number_at

pytestmark = pytest.mark.browser

# Ticked in the catalogue, in its order; the ballots below are in the same order.
CHOSEN = ("小品专场", "快板专场", "社区合唱", "乒乓球赛", "健康讲座", "元宵灯会")
BUDGET = 6000
# Two tastes: skits and choir, table tennis and lanterns. Nobody cares for the clapper talk.
NEIGHBOURS = ["5-4120"] * 30 + ["20211-"] * 10 + ["010503"] * 22 + ["-1-2-2"] * 8
REASON = "场地正在维修，明年再办。"


def sign_in(page: Page, organiser) -> None:
    """For the first time: the second step is set up on the way."""
    page.get_by_label("登录名").fill(organiser.login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    secret = base64.b32decode(page.locator(".secret").inner_text().replace(" ", ""))
    page.get_by_label("验证器里的6位数字").fill(number_at(NOON, secret))
    page.get_by_role("button", name="设好了").click()
    expect(page.locator(".spare li")).to_have_count(10)
    page.get_by_role("link", name="收好了，继续").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("各年度的活动心愿清单")


def draw_up_the_list(page: Page) -> None:
    page.get_by_role("link", name="新建一年的清单").click()
    page.locator("[name=year]").fill("2027")
    page.locator("[name=opens_at]").fill("2027-01-10T08:00")
    page.locator("[name=closes_at]").fill("2027-01-31T20:00")
    page.locator("[name=budget]").fill(str(BUDGET))
    page.get_by_role("button", name="建好，去挑活动").click()
    for title in CHOSEN:
        page.locator("label.entry", has_text=title).click()
    page.get_by_role("button", name="加入清单").click()
    for title in CHOSEN:
        expect(page.locator("ol.activities")).to_contain_text(title)


def start_collecting(page: Page) -> None:
    page.goto("/organiser/lists/2027/start")
    page.get_by_role("button", name="定稿，开始收集").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2027年：心愿凭条")


def make_a_slip(page: Page) -> str:
    """The typed code, read from the printed page as a resident reads it."""
    page.locator("main a[href*='/slips/']").first.click()
    page.locator("[name=count]").fill("1")
    with page.expect_download() as download:
        page.get_by_role("button", name="做好，下载PDF").click()
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(download.value.path().read_bytes())).pages)
    return re.search(r"\b[2-9A-Z]{5}\s+[2-9A-Z]{5}\b", text)[0]


def enter(phone: Page, code: str) -> None:
    phone.goto("/")
    phone.get_by_label("凭条上的编号").fill(code)
    phone.get_by_role("button", name="我看明白了，开始填").click()
    expect(phone.locator("#answers")).to_be_visible()


def press(phone: Page, title: str, words: str) -> None:
    card = phone.get_by_role("group", name=re.compile(title))
    card.get_by_role("radio", name=words).check(force=True)


def send(phone: Page) -> None:
    phone.locator("#answers button.primary").last.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("收到了，谢谢您")


def ballot_of_the_resident(app) -> str:
    with app.app_context(), db.writing() as session:
        return session.exec(select(Response.ratings)).one()


def let_the_neighbours_answer(app) -> None:
    with app.app_context(), db.writing() as session:
        wish_list = session.exec(select(WishList)).one()
        building = session.exec(select(Area).where(Area.level == "building")).first()
        place = {"community_id": building.community_id, "wish_list_id": wish_list.id, "area_id": building.id}
        names = [f"{number:032x}" for number in range(len(NEIGHBOURS))]
        session.add(SlipBatch(**place, count=len(names)))
        session.execute(insert(Slip), [place | {"id": n, "qr_tag": n, "code_tag": n, "state": "issued"} for n in names])
        session.execute(
            insert(Response),
            [place | {"slip_id": n, "ratings": b} for n, b in zip(names, NEIGHBOURS, strict=True)],
        )


def test_from_the_list_to_the_published_plan(app, organiser, clock, open_page, accessible):
    desk = open_page("/staff/sign-in", viewport=DESK)
    sign_in(desk, organiser)
    draw_up_the_list(desk)
    start_collecting(desk)
    code = make_a_slip(desk)

    phone = open_page("/", viewport=PHONE)
    enter(phone, code)
    press(phone, "小品专场", "想参加")
    press(phone, "元宵灯会", "不感兴趣")
    send(phone)
    assert ballot_of_the_resident(app) == "2----0"

    enter(phone, code.lower())
    press(phone, "元宵灯会", "想参加")
    send(phone)
    expect(phone.locator("main")).to_contain_text("第2次收到")
    assert ballot_of_the_resident(app) == "2----2"

    let_the_neighbours_answer(app)
    desk.goto("/organiser/lists/2027/close")
    desk.get_by_role("button", name="现在截止").click()
    desk.goto("/organiser/lists/2027/results")
    expect(desk.locator("main")).to_contain_text("小品专场")
    accessible(desk)

    desk.goto("/organiser/lists/2027/plan")
    refused = override_the_first(desk)
    publish(desk)

    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("2027")
    expect(phone.locator("li", has_text=REASON)).to_contain_text(refused)
    accessible(phone)


def override_the_first(desk: Page) -> str:
    """Of the activities that were chosen; returns its title."""
    chosen = desk.locator("ul.programmes").first.locator("li").first
    title = chosen.get_by_role("heading").inner_text().split()[0]
    chosen.get_by_text("决定不办这一项").click()
    chosen.get_by_role("textbox").fill(REASON)
    chosen.get_by_role("button", name="决定不办").click()
    expect(desk.locator("ul.programmes li", has_text=REASON)).to_contain_text(title)
    return title


def publish(desk: Page) -> None:
    desk.get_by_role("link", name="公布计划").click()
    desk.get_by_role("button", name="现在公布").click()
    expect(desk.locator("main")).to_contain_text("公布")
