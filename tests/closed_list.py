"""The list of the cast, closed: 120 made-up residents, two thirds of one taste and a third of another."""

import random

import pytest
from sqlmodel import Session, select

from survey import closing, db
from survey.models import Area, Response, Slip, SlipBatch, Staff, WishList
from survey.models.kinds import AGE_BANDS
from survey.operations import closings

LIVELY, QUIET = "2211-2", "--025-"


@pytest.fixture
def answers(app, wish_list) -> list[str]:
    strings = mixed([LIVELY] * 80 + [QUIET] * 40)
    hand_in(app, wish_list, strings)
    return strings


def mixed(tastes: list[str]) -> list[str]:
    """Ballot strings in a fixed made-up mixture: each resident leaves some marks of the taste away."""
    dice = random.Random(7)
    return ["".join(mark if dice.random() < 0.8 else "-" for mark in taste) for taste in tastes]


def hand_in(app, wish_list: WishList, strings: list[str]) -> None:
    with app.app_context(), db.writing() as session:
        areas = session.exec(select(Area).order_by(Area.id)).all()
        for area in areas:
            ids = {"community_id": area.community_id, "wish_list_id": wish_list.id, "area_id": area.id}
            session.add(SlipBatch(count=len(strings) // 3, **ids))
        for number, ratings in enumerate(strings):
            add_answer(session, wish_list, areas[number % 3], number, ratings)


def add_answer(session: Session, wish_list: WishList, area: Area, number: int, ratings: str) -> None:
    ids = {"community_id": area.community_id, "wish_list_id": wish_list.id, "area_id": area.id}
    slip = Slip(qr_tag=f"q{wish_list.year}-{number}", code_tag=f"c{wish_list.year}-{number}", **ids)
    session.add(slip)
    session.flush()
    session.add(
        Response(
            slip_id=slip.id,
            age_band=AGE_BANDS[number % 4] if number % 10 else None,
            ratings=ratings,
            free_times="weekday-morning weekend-day" if number % 3 else "weekend-day",
            offers="come" if number % 15 else "come perform",
            **ids,
        )
    )


@pytest.fixture
def closed(app, organiser, wish_list, answers) -> WishList:
    return close(app, organiser, wish_list)


def close(app, organiser: Staff, wish_list: WishList) -> WishList:
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        wish_list = session.get(WishList, wish_list.id)
        closings.ask_to_close(session, wish_list=wish_list, by=organiser)
        closings.confirm(session, wish_list=wish_list, by=organiser)
    with app.app_context():
        closing.finish(wish_list.id)
    return wish_list
