import re

import pytest


@pytest.fixture
def report(app, tmp_path):
    """Runs `flask report` on a file of the given text; returns what the operator sees and the page."""

    def report(name: str, text: str, *options: str):
        file, output = tmp_path / name, tmp_path / "report.html"
        file.write_text(text, encoding="utf-8")
        result = app.test_cli_runner().invoke(args=["report", str(file), "-o", str(output), *options])
        return result, output.read_text(encoding="utf-8") if output.exists() else ""

    return report


TABLE = "快板,太极,楼栋\n" + "2,0,东楼\n" * 30 + "0,2,西楼\n" * 15
ELECTION = """META
key;value
budget;100
vote_type;approval
num_projects;2
num_votes;30
PROJECTS
project_id;cost;name
1;60;Ławki <b>w parku</b>
2;50;Drzewa
VOTES
voter_id;vote
""" + "".join(f"{voter};{'1' if voter % 3 else '2'}\n" for voter in range(30))


def test_a_table_becomes_one_page_that_loads_nothing(report):
    result, page = report("answers.csv", TABLE, "--budget", "1")
    assert result.exit_code == 0
    assert "最多人想参加的是“快板”和“太极”" in page and "约 30 位，67%" in page
    assert not re.search(r'<(script|link rel="stylesheet"|img|iframe)|@import|url\(', page)


def test_the_page_can_be_in_english(report):
    result, page = report("answers.csv", TABLE, "--budget", "1", "--lang", "en")
    assert result.exit_code == 0 and '<html lang="en">' in page
    assert "shown from 1,000 wish lists on" in page and "最多人" not in page


def test_an_election_brings_its_own_budget_and_costs(report):
    result, page = report("election.pb", ELECTION)
    assert result.exit_code == 0
    assert "Ławki &lt;b&gt;w parku&lt;/b&gt;" in page and "办一场要 50" in page


def test_without_a_budget_there_is_no_plan(report):
    _result, page = report("answers.csv", TABLE)
    assert "入选" not in page and "约 30 位" in page


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        ("answers.csv", "", ()),
        ("answers.doc", TABLE, ()),
        ("election.pb", ELECTION[:60], ()),
        ("election.pb", ELECTION, ("--reverse",)),
        ("answers.csv", TABLE, ("--activities", "相声")),
        ("answers.csv", TABLE, ("--budget", "-3")),
        ("answers.csv", TABLE, ("--budget", "nan")),
        ("answers.csv", TABLE, ("-o", "/no/such/folder/report.html")),
    ],
)
def test_what_cannot_be_read_ends_in_a_plain_sentence(report, name, text, options):
    result, page = report(name, text, *options)
    assert result.exit_code == 2 and page == ""
    assert "Error" in result.output and "Traceback" not in result.output


def test_real_elections_make_sense(report, shared_data):
    text = (shared_data / "pabulib" / "Poland_Warszawa_2020_Rembertow.pb").read_text(encoding="utf-8")
    result, page = report("Rembertow.pb", text)
    assert result.exit_code == 0 and "想参加" in page
