import io
import re
import sqlite3
import zipfile

import pypdf
import pytest
import typst
import zxingcpp
from PIL import Image
from sqlmodel import Session, select

from survey import db, slip_codes, slip_making
from survey import print as paper
from survey.errors import Refused
from survey.models import Response, Slip, Wish, WishList
from survey.operations.slips import Secret
from survey.print.slips import SlipText, slips_pdf

SLIPS = "/organiser/lists/2027/slips"
TEXT = SlipText("2027年活动心愿清单", "和平村社区", "1月28日18:00", "https://xinyuan.example.cn")


def words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def codes(pdf: bytes) -> list[str]:
    return re.findall(r"[2-9A-Z]{5} [2-9A-Z]{5}", words(pdf))


def stored(app) -> list[Slip]:
    with app.app_context(), Session(db.engine()) as session:
        return list(session.exec(select(Slip)))


def test_the_slips_of_a_building_are_one_pdf_and_only_tags_are_kept(app, desk, wish_list):
    answer = desk.post(f"{SLIPS}/1", data={"count": "7"})
    assert answer.content_type == "application/pdf" and answer.headers["Cache-Control"] == "no-store"
    assert len(pypdf.PdfReader(io.BytesIO(answer.data)).pages) == 2
    printed = [code.replace(" ", "") for code in codes(answer.data)]
    with app.app_context():
        key = slip_codes.key_of(wish_list)
        tags = {slip_codes.code_tag(key, wish_list, code) for code in printed}
    assert {slip.code_tag for slip in stored(app)} == tags and len(tags) == 7
    assert {slip.area_id for slip in stored(app)} == {1}
    connection = sqlite3.connect(app.config["DATA"] / "xinyuan.sqlite3")
    dump = "\n".join(connection.iterdump())
    connection.close()
    assert not any(code in dump for code in printed)


def test_a_slip_says_what_it_is_for_and_until_when(app, desk, wish_list):
    text = words(desk.post(f"{SLIPS}/2", data={"count": "1"}).data).replace(" ", "")
    for part in ("2027年活动心愿清单", "和平村社区", "2号楼", "1月29日00:00截止", "http://127.0.0.1:8000"):
        assert part in text


def test_the_printed_picture_leads_to_the_wish_list_with_a_token_that_no_server_sees(monkeypatch):
    def as_a_picture(source, *, pdf_standards, sys_inputs):
        return typst.compile(source, format="png", ppi=100, sys_inputs=sys_inputs), []

    monkeypatch.setattr(paper.typst, "compile_with_warnings", as_a_picture)
    token = slip_codes.new_token()
    page = slips_pdf(TEXT, "3号楼", [Secret(token, "ABCDEFGHJK", "", "", "123456")])
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))
    assert code.text == f"https://xinyuan.example.cn/wish#{token}"


def test_without_a_chinese_font_nothing_is_printed(monkeypatch):
    monkeypatch.setattr(paper, "CHINESE_FONTS", ("No Such Font",))
    with pytest.raises(Refused, match="no_chinese_font"):
        slips_pdf(TEXT, "3号楼", [Secret("t", "ABCDEFGHJK", "", "", "123456")])


@pytest.fixture
def quick_codes(desk, monkeypatch):
    """Stretches nothing, after the organiser signed in with a password that was."""
    monkeypatch.setattr(slip_codes.hashlib, "scrypt", lambda code, **_costs: code)


def test_a_print_that_fails_leaves_no_slip_behind(app, desk, wish_list, quick_codes, monkeypatch):
    monkeypatch.setattr(paper, "CHINESE_FONTS", ("No Such Font",))
    answer = desk.post(f"{SLIPS}/1", data={"count": "1"})
    assert answer.status_code == 409 and "没有中文字体" in answer.text
    assert desk.post(f"{SLIPS}/all").status_code == 409
    assert stored(app) == []


def test_all_buildings_come_as_one_file_of_pdfs(app, desk, wish_list, quick_codes):
    answer = desk.post(f"{SLIPS}/all")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert archive.namelist() == ["1号楼.pdf", "2号楼.pdf", "3号楼.pdf"] and archive.testzip() is None
    files = [pypdf.PdfReader(io.BytesIO(archive.read(name))) for name in archive.namelist()]
    assert [len(file.pages) for file in files] == [10, 11, 10]
    assert len(stored(app)) == 177


def test_nobody_waits_for_the_printer(app, desk, wish_list, monkeypatch):
    """While codes are stretched and pages are set, another connection may write."""

    def write_meanwhile(*_arguments):
        with db.writing() as session:
            session.get(WishList, wish_list.id).introduction = "written meanwhile"
        return b"%PDF"

    monkeypatch.setattr(slip_making, "slips_pdf", write_meanwhile)
    assert desk.post(f"{SLIPS}/1", data={"count": "1"}).status_code == 200
    assert len(stored(app)) == 1


@pytest.mark.parametrize(("count", "sentence"), [("0", "1 到 2000"), ("", "请填写这一项"), ("many", "请填写整数")])
def test_a_wrong_number_of_slips_is_said_beside_the_field(desk, wish_list, count, sentence):
    assert sentence in desk.post(f"{SLIPS}/1", data={"count": count}).text


def serials(pdf: bytes) -> list[str]:
    return re.findall(r"存根 (\d{3} \d{3})", words(pdf))


@pytest.mark.parametrize("written_on_it", [codes, serials])
def test_a_lost_slip_is_replaced_by_what_is_written_on_it(app, desk, wish_list, written_on_it):
    printed = desk.post(f"{SLIPS}/1", data={"count": "1"}).data
    [typed], [old] = written_on_it(printed), stored(app)
    answer = {"token": "", "code": codes(printed)[0], "consent": "yes"}
    desk.post("/wish/enter", data=answer)
    desk.post("/wish/form", data={"r1": "2", "wish": "想学二胡"})
    asked = desk.post(SLIPS, data={"code": typed.lower()}, follow_redirects=True).text
    assert "1号楼的一张凭条" in asked and "也会删掉" in asked and typed not in asked
    new = desk.post(f"{SLIPS}/lost/replace")
    assert new.content_type == "application/pdf" and len(codes(new.data)) == 1
    assert {slip.state for slip in stored(app) if slip.id == old.id} == {"void"} and len(stored(app)) == 2
    assert responses(app) == 0
    assert "已经作废" in desk.post("/wish/enter", data=answer).text
    assert desk.post("/wish/enter", data=answer | {"code": codes(new.data)[0]}).status_code == 200
    assert desk.post(f"{SLIPS}/lost/replace").status_code == 409
    assert "已经作废" in desk.post(SLIPS, data={"code": typed}).text


def responses(app) -> int:
    with app.app_context(), Session(db.engine()) as session:
        return len(session.exec(select(Response)).all()) + len(session.exec(select(Wish)).all())


def test_a_lost_slip_can_be_voided_and_not_replaced(app, desk, wish_list):
    [serial] = serials(desk.post(f"{SLIPS}/1", data={"count": "1"}).data)
    desk.post(SLIPS, data={"code": serial})
    assert desk.post(f"{SLIPS}/lost/void").headers["Location"] == SLIPS
    assert [slip.state for slip in stored(app)] == ["void"]


def test_a_slip_that_cannot_be_found_is_said_beside_the_field(desk, wish_list):
    [code] = codes(desk.post(f"{SLIPS}/1", data={"count": "1"}).data)
    for typed in (code[:-1] + ("2" if code[-1] != "2" else "3"), "12345", "……"):
        assert "没有认出来" in desk.post(SLIPS, data={"code": typed}).text
    assert "没有这张凭条" in desk.post(SLIPS, data={"code": slip_codes.new_code()}).text
    assert desk.get(f"{SLIPS}/lost").status_code == 404


def test_an_organiser_cannot_guess_codes_either(desk, wish_list, quick_codes):
    for _ in range(10):
        desk.post(SLIPS, data={"code": slip_codes.new_code()})
    assert "填错的编号太多了" in desk.post(SLIPS, data={"code": slip_codes.new_code()}).text


def test_what_is_still_missing_is_suggested(desk, wish_list, quick_codes):
    assert 'value="58"' in desk.get(f"{SLIPS}/1").text
    desk.post(f"{SLIPS}/1", data={"count": "50"})
    page = desk.get(f"{SLIPS}/1").text
    assert 'value="8"' in page and "大约还差 8 张" in page
    desk.post(f"{SLIPS}/1", data={"count": "8"})
    page = desk.get(f"{SLIPS}/1").text
    assert 'value="1"' in page and "已经够了" in page


def test_all_slips_are_only_those_that_are_missing(desk, wish_list, quick_codes):
    def made() -> dict[str, int]:
        content = desk.post(f"{SLIPS}/all").data
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: len(codes(archive.read(name))) for name in archive.namelist()}

    desk.post(f"{SLIPS}/1", data={"count": "50"})
    assert "只补还差的大约 127 张" in desk.get(SLIPS).text
    assert made() == {"1号楼.pdf": 8, "2号楼.pdf": 63, "3号楼.pdf": 56}
    assert "每栋楼的凭条都做够了" in desk.get(SLIPS).text and "slips/all" not in desk.get(SLIPS).text
    assert desk.post(f"{SLIPS}/all").status_code == 409


def test_a_spoilt_print_is_voided_after_being_asked_again(app, desk, wish_list):
    desk.post(f"{SLIPS}/1", data={"count": "2"})
    assert "不能恢复" in desk.get(f"{SLIPS}/1/void").text
    desk.post(f"{SLIPS}/1/void")
    assert [slip.state for slip in stored(app)] == ["void", "void"]


def test_there_are_no_slips_before_the_list_is_open(desk, draft):
    assert "定稿以后才能做凭条" in desk.get("/organiser/lists/2028/slips").text
    assert desk.post("/organiser/lists/2028/slips/1", data={"count": "1"}).status_code == 409
    assert desk.post("/organiser/lists/2028/slips/all").status_code == 409


def test_an_unknown_building_is_not_found(desk, wish_list):
    assert desk.get(f"{SLIPS}/99").status_code == 404
