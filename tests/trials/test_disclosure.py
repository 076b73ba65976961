"""The disclosure attack in short, and that it finds what plain suppression would hide."""

import random

import pytest

from survey import correction, db
from survey.evidence import closed_list
from survey.models import WishList
from tests.signing_in import sign_in
from trials.attacks import published, weighed
from trials.attacks.bounds import Knowledge
from trials.attacks.disclosure import attack

BUDGETS = [500, 3000, 10_000]


@pytest.fixture
def attacked(app, client, organiser, closed):
    """Attacks the closed list, of whose answers one in seven came by the open link; gives the cells."""
    sign_in(client, organiser.id)

    def attacked():
        with app.app_context(), db.writing() as session:
            wish_list = session.get_one(WishList, closed.id)
            published.open_to_everybody(session, wish_list)
            known, truth = published.known_of(session, wish_list), published.truth_of(session, wish_list)
        return attack(lambda path: client.get(path).data, known, truth, BUDGETS)

    return attacked


@pytest.fixture
def by_age_alone(monkeypatch):
    """A roster that is sure of ages only, where many young people live and few of them answer."""
    residents = {"14-34": 300, "35-59": 60, "60-74": 60, "75+": 60}
    monkeypatch.setattr(closed_list, "margins_of", lambda _counts: {"age_band": residents})


def test_no_count_is_recovered_from_pages_and_tables(attacked):
    cells = attacked()
    assert len(cells) > 30
    assert [cell for cell in cells if cell.is_misread] == []
    assert [cell for cell in cells if cell.is_recovered] == []


def test_nor_is_how_many_of_an_age_stand_behind_it_where_each_age_has_its_weight(by_age_alone, attacked):
    cells = attacked()
    assert len([cell for cell in cells if "wanted by who weighs" in cell.name]) > 10
    assert [cell for cell in cells if cell.is_misread] == []
    assert [cell for cell in cells if cell.is_recovered] == []


def test_a_correction_rounded_as_finely_as_the_count_is_seen_through(by_age_alone, attacked, monkeypatch):
    for module in (correction, weighed):
        monkeypatch.setattr(module, "step", lambda _weights: 1)
        monkeypatch.setattr(module, "furthest", lambda _count, _weights: (-1000, 1000))
    assert [cell for cell in attacked() if cell.is_recovered]


def test_plain_suppression_with_exact_totals_gives_hidden_cells_back():
    """Sixty buildings, five options: cells under 10 left out, all totals told, as a committee might do it by hand."""
    dice = random.Random(5)
    table = [[dice.choices([dice.randint(0, 9), dice.randint(10, 40)], [1, 6])[0] for _ in range(5)] for _ in range(60)]
    knowledge = Knowledge()
    hidden = [(row, column) for row in range(60) for column in range(5) if table[row][column] < 10]
    for row in range(60):
        knowledge.learn({(row, column): 1 for column in range(5)}, sum(table[row]), sum(table[row]))
    for column in range(5):
        total = sum(cells[column] for cells in table)
        knowledge.learn({(row, column): 1 for row in range(60)}, total, total)
    for row in range(60):
        for column in range(5):
            count = table[row][column]
            knowledge.learn({(row, column): 1}, *((0, 9) if count < 10 else (count, count)))
    bounds = {cell: knowledge.bounds({cell: 1}) for cell in hidden}
    recovered = [cell for cell, (low, high) in bounds.items() if low == high]
    assert len(recovered) >= len(hidden) / 3
    assert all(bounds[row, column] == (table[row][column],) * 2 for row, column in recovered)
