"""Before the close nobody sees a preference. Every page and table, as every role, is the same whatever the answers say,
and nothing of an answer stands on any, but for the resident's own form."""

import re
from dataclasses import dataclass

import pytest
from sqlmodel import Session, select

from survey import closing, db, slip_codes
from survey.models import Response, Slip, Staff, Wish, WishList
from survey.operations import closings
from survey.wording.labels import FREE_TIMES
from trials import world
from trials.fuzz.markers import xlsx_cells
from trials.fuzz.pages import addresses

# How far the close has come -> what is done after it was confirmed.
STEPS = {"open": (), "closed": (), "wiped": (closing.unlink, closing.wipe)}
TOKEN = re.compile(r'name="csrf_token"[^>]*')
OF_ANOTHER_YEAR = re.compile(f"/({world.PUBLISHED}|{world.CLOSED}|{world.DRAFT})")
LIST = f"/organiser/lists/{world.OPEN}"
WITH_WISHES = (
    f"{LIST}/results?by=points",
    f"{LIST}/results?without=OPEN_LINK",
    f"{LIST}/plan?budget=900&part=selection",
)
ROLES = ("nobody", "resident", "enumerator", "organiser")
LEAKING = "organiser.coverage"


@dataclass(frozen=True)
class Said:
    ratings: str
    free_times: str
    offers: str
    age_band: str
    wish: str

    @property
    def traces(self) -> tuple[str, ...]:
        spoken = "、".join(str(FREE_TIMES[code]) for code in self.free_times.split())
        return self.ratings, self.free_times, spoken, self.offers, self.wish


PLANTED = Said("54-3-0", "weekday-morning weekend-evening", "come perform", "75+", "想学京韵大鼓")
OTHERWISE = Said("---021", "weekday-evening", "help", "14-34", "没有")


@pytest.fixture(scope="module")
def made_up():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world, "SLIPS", 24)  # in each of three buildings, so that there are figures to show
        with world.made_up(WTF_CSRF_ENABLED=False) as made_up:
            yield made_up


def pages_after(
    made_up, said: Said, step: str = "open", roles=ROLES, *, by_who_looks: bool = False
) -> dict[tuple[str, str], str]:
    """What is seen once everybody has said this: all but the resident who looks, or nobody else."""
    made_up.put_back()
    with made_up.app.app_context():
        with db.writing() as session:
            wish_list = session.exec(
                select(WishList).where(WishList.year == world.OPEN, WishList.community_id == 1)
            ).one()
            say(session, wish_list, said, made_up.tokens[0], by_who_looks)
            go_to(session, wish_list, step)
            wish_list_id = wish_list.id
        for take in STEPS[step]:
            take(wish_list_id)
    made_up.forget_what_was_remembered()
    return seen(made_up, roles)


def say(session: Session, wish_list: WishList, said: Said, token: str, by_who_looks: bool) -> None:
    """The slip of who looks always has an answer; its own stays as it was unless it is the one to be said anew."""
    key = slip_codes.key_of(wish_list)
    mine = session.exec(select(Slip).where(Slip.qr_tag == slip_codes.qr_tag(key, wish_list, token))).one()
    tag = slip_codes.wish_tag(key, wish_list, mine.id)
    ids = {"community_id": mine.community_id, "wish_list_id": mine.wish_list_id}
    if session.get(Response, mine.id) is None:
        session.add(Response(slip_id=mine.id, area_id=mine.area_id, ratings="2" * len(world.TITLES), **ids))
        session.add(Wish(text="想看京剧", slip_tag=tag, **ids))
        session.flush()
    for response in session.exec(select(Response).where(Response.wish_list_id == wish_list.id)).all():
        if (response.slip_id == mine.id) == by_who_looks:
            response.ratings, response.age_band = said.ratings, said.age_band
            response.free_times, response.offers = said.free_times, said.offers
    for wish in session.exec(select(Wish).where(Wish.wish_list_id == wish_list.id)).all():
        if (wish.slip_tag == tag) == by_who_looks:
            wish.text = said.wish


def go_to(session: Session, wish_list: WishList, step: str) -> None:
    organiser = session.exec(select(Staff).where(Staff.login == "organiser")).one()
    if step != "open":
        closings.ask_to_close(session, wish_list=wish_list, by=organiser)
        closings.confirm(session, wish_list=wish_list, by=organiser)


def seen(made_up, roles) -> dict[tuple[str, str], str]:
    """(role, address) -> status and content, of all that can be opened for the open list or for none."""
    found, client = {}, made_up.app.test_client(use_cookies=False)
    wanted = [address for _endpoint, address in addresses(made_up, "GET") if not OF_ANOTHER_YEAR.search(address)]
    for role in roles:
        for address in [*wanted, *WITH_WISHES]:
            with client.get(address, headers={"Cookie": made_up.cookies[role]}) as answer:
                found[role, address] = f"{answer.status} {content_of(answer)}"
    return found


def content_of(answer) -> str:
    if answer.data.startswith(b"PK"):
        return str(xlsx_cells(answer.data))
    return TOKEN.sub("", answer.data.decode(errors="replace"))


def with_traces(pages: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    return [where for where, content in pages.items() if any(trace in content for trace in PLANTED.traces)]


def unlike(pages: dict[tuple[str, str], str], others: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    return [where for where, content in pages.items() if content != others[where]]


@pytest.mark.parametrize("step", STEPS)
def test_every_page_is_the_same_whatever_the_answers_say(made_up, step):
    planted = pages_after(made_up, PLANTED, step)
    assert sum(content.startswith("200") for content in planted.values()) > 70
    assert with_traces(planted) == []
    assert unlike(planted, pages_after(made_up, OTHERWISE, step)) == []


def test_only_the_residents_own_form_shows_what_was_said(made_up):
    planted, otherwise = (
        pages_after(made_up, said, roles=("resident", "organiser"), by_who_looks=True) for said in (PLANTED, OTHERWISE)
    )
    assert with_traces(planted) == unlike(planted, otherwise) == [("resident", "/wish/form")]


def read_out(year: int) -> str:
    return " ".join(db.session().exec(select(Wish.text)))


def count_first_wishes(year: int) -> str:
    return str(sum(ratings.startswith("5") for ratings in db.session().exec(select(Response.ratings))))


@pytest.mark.parametrize("leak", [read_out, count_first_wishes])
def test_a_page_that_lets_a_preference_slip_is_found(made_up, monkeypatch, leak):
    leak.roles = made_up.app.view_functions[LEAKING].roles
    monkeypatch.setitem(made_up.app.view_functions, LEAKING, leak)
    planted, otherwise = (pages_after(made_up, said, roles=["organiser"]) for said in (PLANTED, OTHERWISE))
    assert unlike(planted, otherwise) == [("organiser", f"{LIST}/coverage")]
    assert bool(with_traces(planted)) == (leak is read_out)
