"""The resident's pages. Those of hot minutes are rendered once for a list, and cut where two slips differ."""

from typing import NamedTuple

from flask import g, render_template, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape
from sqlalchemy import Row
from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from survey import answer_page, clock, db, display, slip_codes, wording
from survey.models import Activity, Community, WishList
from survey.operations import communities, responses, wish_lists
from survey.resident import entry, kept
from survey.resident.answers import Answer, kept_answer, read_answer

# Text of people is escaped, so none of it can look like one of these.
CARD = "<!--card-->"
TOKEN, TIMES, MARK, CODE, PROBLEM, TYPED = (
    Markup(f"<!--{name}-->") for name in ("token", "times", "mark", "code", "problem", "typed")
)


class Contents(NamedTuple):
    community: Community
    wish_list: WishList
    activities: list[Activity]
    shown: frozenset[int]  # positions of the activities that are not withdrawn


def contents(facts: Row) -> Contents:
    return kept.once(("contents", *edition(facts)), lambda: load(facts))


def edition(facts: Row) -> tuple:
    return (facts.id, facts.revision, facts.community_name)


def load(facts: Row) -> Contents:
    with Session(db.engine()) as session:
        wish_list = session.get_one(WishList, facts.id)
        activities = wish_lists.activities_of(session, wish_list)
        shown = frozenset(activity.position for activity in activities if not activity.is_withdrawn)
        return Contents(session.get_one(Community, facts.community_id), wish_list, activities, shown)


def welcome(facts: Row, problem=None, typed: str = "") -> str:
    """A message in the group chat brings hundreds here within a minute; so does who guesses codes."""
    if "_flashes" in session:
        return render_welcome(facts, problem, typed)
    key = ("welcome", *edition(facts), display.language(), display.size(), request.path, bool(problem))
    page = kept.once(key, lambda: render_welcome(facts, problem and PROBLEM, TYPED).replace(generate_csrf(), TOKEN))
    return with_token(page.replace(PROBLEM, escape(problem)).replace(TYPED, escape(typed)))


def render_welcome(facts: Row, problem, typed: str) -> str:
    return render_template("resident/welcome.html", **contents(facts)._asdict(), problem=problem, typed=typed)


def closed(sent: MultiDict | None = None) -> str:
    """What was `sent` too late is shown once more, so that nobody loses the words found for a wish."""
    with Session(db.engine()) as session:
        lists = responses.other_lists(session.connection(), clock.now())
        latest = next((row for row in lists if row.status != "draft"), None)
        return render_template(
            "resident/closed.html",
            community=communities.home_community(session),
            latest=latest,
            now=clock.now(),
            **(too_late(latest, sent) if latest and sent else {}),
        )


def too_late(facts: Row, sent: MultiDict) -> dict:
    activities, shown = contents(facts).activities, contents(facts).shown
    answer = read_answer(sent, len(activities), shown)
    pressed = [(activities[position], wording.labels.RATINGS[mark]) for position, mark in answer.pressed.items()]
    return {"answer": answer, "pressed": pressed, "wished": [activities[position] for position in answer.wishes]}


def form_of(facts: Row, slip: Row) -> str:
    """The form as this slip's holder left it."""
    return form(facts, slip.id, earlier_answer(facts, slip) if slip.version else None)


def earlier_answer(facts: Row, slip: Row) -> Answer:
    tag = slip_codes.wish_tag(slip_codes.key_of(facts), facts, slip.id)
    with db.statements_that_read() as statements:
        wish = responses.wish_of(statements, facts.id, tag)
    return kept_answer(slip, wish, contents(facts).shown)


def form(facts: Row, slip_id: str | None, answer: Answer | None = None) -> str:
    head, *cards, tail = filled_form(facts, slip_id, answer) if answer else blank_form(facts)
    start = int(slip_id[:8], 16) % len(cards) if slip_id and cards else 0
    page = with_token("".join((head, *cards[start:], *cards[:start], tail)))
    return page.replace(MARK, entry.mark_of(slip_id) if slip_id else "")


def blank_form(facts: Row) -> list[str]:
    key = ("form", *edition(facts), display.language(), display.size())
    return kept.once(key, lambda: filled_form(facts, "any", Answer()))


def filled_form(facts: Row, slip_id: str | None, answer: Answer) -> list[str]:
    return render_template(
        "resident/form.html",
        **contents(facts)._asdict(),
        answer=answer,
        asks_code=slip_id is None,
        token=TOKEN,
        mark=MARK,
        **answer_page.questions(),
    ).split(CARD)


def thanks(facts: Row, times: int, wished_twice: bool, code: str | None = None) -> str:
    """`code` is shown to visitors of the open link, who have it nowhere on paper."""
    facets = {"again": times > 1, "wished_twice": wished_twice, "shows_code": bool(code)}
    key = ("thanks", *edition(facts), display.language(), display.size(), *facets.values())
    page = kept.once(key, lambda: render_thanks(facts, facets))
    return with_token(page.replace(TIMES, str(times)).replace(CODE, slip_codes.printed(code or "")))


def render_thanks(facts: Row, facets: dict) -> str:
    return render_template(
        "resident/thanks.html", **contents(facts)._asdict(), **facets, times=TIMES, code=CODE, token=TOKEN
    )


def with_token(page: str) -> str:
    if g.get("csrf_valid"):
        g.csrf_token = request.form["csrf_token"]  # still good: making another would only cost time
    return str(page).replace(TOKEN, generate_csrf())
