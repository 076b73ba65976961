"""A committee's own tree of areas, read from a table."""

import pytest

from survey import db
from survey.models import Community
from survey.operations import communities

TABLE = """级别,名称,上级,户数,14-34岁,35-59岁,60-74岁,75岁以上
网格,一网格,,,,,,
党小组,1号党小组,一网格,,,,,
楼栋,1号楼,1号党小组,,,,,
单元,1单元,1号楼,12,6,12,9,4
单元,2单元,1号楼,12,7,11,8,5
楼栋,2号楼,一网格,40,20,40,30,10
"""


@pytest.fixture
def empty_community(app):
    with app.app_context(), db.writing() as session:
        session.add(Community(name="青松社区"))


@pytest.fixture
def table(tmp_path):
    def table(text: str):
        (tmp_path / "areas.csv").write_bytes(text.encode("gb18030"))
        return str(tmp_path / "areas.csv")

    return table


def stored_areas(app) -> dict:
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        return {area.name: area for area in communities.areas_of(session, communities.the_community(session))}


def test_a_tree_with_skipped_levels_is_read_and_summed_upwards(app, run, empty_community, table):
    assert "已读入 6 个区域，其中楼栋 2 个" in run("areas", table(TABLE)).output
    areas = stored_areas(app)
    assert areas["2号楼"].parent_id == areas["一网格"].id
    assert (areas["1号楼"].households, areas["1号楼"].residents) == (24, 62)
    assert (areas["一网格"].households, areas["一网格"].residents) == (64, 162)


def test_a_second_tree_is_refused_and_changes_nothing(app, run, community, table):
    result = run("areas", table(TABLE))
    assert result.exit_code == 1 and "已经有楼栋资料" in result.output
    assert len(stored_areas(app)) == 3


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (TABLE.replace("户数", "人家"), "第一行的列名要依次是"),
        (TABLE.replace("楼栋,2号楼", "小区,2号楼"), "第 7 行：没有“小区”这个级别"),
        (TABLE.replace("2号楼,一网格", "2号楼,九网格"), "第 7 行：前面的行里没有“九网格”"),
        (TABLE.replace("2号楼,一网格", "2号楼,1单元"), "第 7 行：“2号楼”不能放在“1单元”下面"),
        (TABLE.replace("2单元,1号楼", "1单元,1号楼"), "第 6 行：“1单元”已经写过了"),
        (TABLE.replace(",40,", ",约40,", 1), "第 7 行：“约40”不是人数或户数"),
        (TABLE.replace("楼栋,2号楼", "楼栋,"), "第 7 行：请填名称"),
        (TABLE + "单元,1单元,2号楼,1,,,,\n单元,1门,1单元,,,,,\n", "第 9 行：叫“1单元”的不止一个"),
    ],
)
def test_a_faulty_table_is_answered_in_plain_words(app, run, empty_community, table, wrong, words):
    result = run("areas", table(wrong))
    assert result.exit_code == 1 and words in result.output
    assert stored_areas(app) == {}


def test_without_a_community_the_command_says_what_to_do_first(run, table):
    assert "flask --app wsgi community" in run("areas", table(TABLE)).output
