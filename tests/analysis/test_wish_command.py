"""What a person or a script sees of ``python -m analysis wishes``."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from analysis.commands import main

LINES = "希望多唱评剧\n多唱评剧！\n住3号楼502的刘奶奶想学手机，电话13800138000\n\n😀\n火星移民\n"


@pytest.fixture
def run(tmp_path):
    (tmp_path / "wishes.txt").write_text(LINES, encoding="utf-8")
    (tmp_path / "wishes.csv").write_text("楼栋,心里话\n" + "".join(f"1,{line}\n" for line in LINES.split()), "utf-8")
    (tmp_path / "sorted.csv").write_text("wish,theme\n建议多唱评剧,drama\n火星移民,\n", encoding="utf-8")
    book = openpyxl.Workbook()
    for row in [["楼栋", "心里话"], *([1, line] for line in LINES.split())]:
        book.active.append(row)
    book.save(tmp_path / "wishes.xlsx")

    def call(file, *options):
        arguments = [str(tmp_path / option) if option.endswith(".csv") else option for option in options]
        return CliRunner().invoke(main, ["wishes", str(tmp_path / file), *arguments], catch_exceptions=False)

    return call


@pytest.mark.parametrize("file", ["wishes.txt", "wishes.csv", "wishes.xlsx"])
def test_wishes_are_sorted_into_themes_and_masked(run, file):
    assert run(file).stdout.splitlines() == [
        "theme                  wishes  for example",
        "opera  戏曲和评剧           2  希望多唱评剧",
        "phone  手机和智能设备       1  住〔门牌〕的〔姓名〕奶奶想学手机，电话〔电话〕",
        "",
        "5 wishes, 3 different ones; 1 unsorted. Suggestions: confirm them.",
    ]


def test_as_json_there_is_one_object_with_themes_wishes_and_the_order_of_work(run):
    result = json.loads(run("wishes.txt", "--json").stdout)
    assert (result["wishes"], result["without_a_word"], result["unsorted"]) == (5, 1, 1)
    assert result["themes"][0]["id"] == "opera"
    assert {"text", "count", "members", "theme", "ground", "confidence"} <= result["merged"][0].keys()
    assert sorted(at for batch in result["work"] for at in batch["wishes"]) == [0, 1, 2]


def test_what_was_sorted_before_stays_sorted(run):
    result = json.loads(run("wishes.txt", "--confirmed", "sorted.csv", "--json").stdout)
    assert (result["merged"][0]["theme"], result["merged"][0]["ground"]) == ("drama", "CONFIRMED")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["none.txt"], "there is no file"),
        (["wishes.pb"], "ends in .txt"),
        (["wishes.csv", "--column", "x"], "there is no column 'x'"),
        (["wishes.txt", "--confirmed", "wishes.csv"], "there is no column 'wish'"),
    ],
)
def test_a_wrong_call_ends_with_2_and_a_sentence(run, arguments, sentence):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_help_shows_a_worked_call():
    assert "python -m analysis wishes" in CliRunner().invoke(main, ["wishes", "--help"]).stdout
