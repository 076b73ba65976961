"""A published year to attack, and what its counts truly are: that of the demonstration with as many answers as asked
for, of which one in seven came by an open link, half of these without a building."""

import json
import random
from collections import Counter
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sqlmodel import Session, delete, select

from survey import clock, closing, create_app, db, release
from survey.correction import shift
from survey.demo.story import LOGIN, Story
from survey.evidence import planning
from survey.evidence.closed_list import ballots_of, weighed_as
from survey.models import Activity, Area, FinalResponse, Findings, Plan, Programme, WishList
from survey.models.kinds import OPEN_LINK
from survey.operations import closings, plans
from survey.passwords import new_password
from survey.small_numbers import LEAST, about, to_five
from survey.wording.labels import AGE_BANDS, CHANNELS, FREE_TIMES, OFFERS
from trials.attacks.attacker import MARKS, TOP, WANT, WITHOUT_LINK, Known, counted, first, group_of, top, wanted
from trials.attacks.bounds import minus
from trials.attacks.weighed import Class, Figure, split

EVERY = 7
MOST_CLASSES = 12
UNTIL_PUBLISHED = 3  # steps of the story


@contextmanager
def a_year(answers: int):
    with TemporaryDirectory() as folder:
        app = create_app(DATA=Path(folder, "data"), WTF_CSRF_ENABLED=False)
        app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
        with app.app_context(), db.writing() as session:
            told = Story(session, password=new_password(), answers_last_year=answers)
            for _told in islice(told.tell(), UNTIL_PUBLISHED):
                pass
            wish_list = session.exec(select(WishList)).one()
            open_to_everybody(session, wish_list)
            known, truth = known_of(session, wish_list), truth_of(session, wish_list)
        yield organiser_of(app, told.password), known, truth
        app.extensions["engine"].dispose()


def open_to_everybody(session: Session, wish_list: WishList, seed: int = 0) -> None:
    """As if the list had taken the open link, and the findings had been made from that."""
    answers = answers_in_order(session, wish_list)
    for number, answer in enumerate(random.Random(seed).sample(answers, len(answers) // EVERY)):
        answer.channel, answer.area_id = "OPEN_LINK", answer.area_id if number % 2 else None
    wish_list.takes_open_link = True
    for table in (Programme, Plan, Findings):
        session.exec(delete(table))
    closing.store_findings(session, wish_list=wish_list)
    plan = plans.plan_of(session, wish_list)
    planning.complete_plan(session, wish_list=wish_list, plan=plan)
    plan.status, plan.published_at = "published", clock.now()


def answers_in_order(session: Session, wish_list: WishList) -> list[FinalResponse]:
    """By what they say, so that a seed chooses the same ones each time: their keys are random."""
    said = (FinalResponse.ratings, FinalResponse.area_id, FinalResponse.age_band)
    query = select(FinalResponse).where(FinalResponse.wish_list_id == wish_list.id)
    return session.exec(query.order_by(*said, FinalResponse.channel, FinalResponse.assisted)).all()


def organiser_of(app, password: str):
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"login": LOGIN, "password": password})

    def get(path: str) -> bytes:
        answer = browser.get(path)
        assert answer.status_code == 200, (path, answer.status)
        return answer.data

    return get


def known_of(session: Session, wish_list: WishList) -> Known:
    document = document_of(session, wish_list)
    apart = release.without_open_link(document)
    views = {"": document} | ({WITHOUT_LINK: apart} if apart else {})
    buildings = session.exec(select(Area).where(Area.level == "building")).all()
    ages = {str(AGE_BANDS[band]): count for band, count in document["residents_by_age"].items()}
    return Known(
        year=wish_list.year,
        answers=document["respondents"],
        titles=[activity["title"] for activity in document["activities"]],
        residents={building.name: building.residents for building in buildings} | ages,
        by_points=[a["title"] for a in sorted(document["activities"], key=lambda a: -a["values"]["points"])],
        classes=classes_of(session, wish_list)[0],
        asked={view: to_five(part["respondents"]) for view, part in views.items()},
        weights={view: part["weights"] for view, part in views.items()},
        figures={view: figures_of(part) for view, part in views.items()},
    )


def figures_of(document: dict) -> dict[str, dict[str, Figure]]:
    standings = release.standings(document)
    return {
        activity["title"]: {
            measure: Figure(raw, standing.values[name])
            for measure, name in (("want", "want-share"), ("points", "points"), ("first", "first"))
            if (raw := standing.raw[name]) is not None
        }
        | top_figure(document, activity["id"])
        for activity in document["activities"]
        for standing in [standings[activity["id"]]]
    }


def top_figure(document: dict, id: str) -> dict[str, Figure]:
    asked, count = document["respondents"], document["top_wishes"].get(id, 0)
    if (shown := about(count, asked)) is None:
        return {}
    raw = shown / to_five(asked)
    return {
        "top": Figure(raw, raw + shift(document["top_shares"][id] - count / asked, raw, asked, document["weights"]))
    }


def classes_of(session: Session, wish_list: WishList) -> tuple[list[Class], list[int]]:
    """Answers of like weight, and of which class each is, in the order of what they say. Where there are few weights
    each has its class."""
    document, answers = document_of(session, wish_list), answers_in_order(session, wish_list)
    linked = np.array([answer.channel == OPEN_LINK for answer in answers])
    weights = {"": usual(weighed_as(document, ballots_of(session, wish_list)))}
    if "without_open_link" in document:
        handed_out = ballots_of(session, wish_list, FinalResponse.channel != OPEN_LINK)
        weights[WITHOUT_LINK] = np.ones(len(answers))
        weights[WITHOUT_LINK][~linked] = usual(weighed_as(document | document["without_open_link"], handed_out))
    classes, of_answer = [], np.zeros(len(answers), int)
    for is_linked in (False, True):
        for rows in alike(weights[""], np.flatnonzero(linked == is_linked)):
            between = {view: (float(all[rows].min()), float(all[rows].max())) for view, all in weights.items()}
            of_answer[rows] = len(classes)
            classes.append(Class(f"#{len(classes)}", len(rows), is_linked, between))
    return classes, of_answer.tolist()


def usual(ballots) -> np.ndarray:
    return (ballots.weights / ballots.weights.mean()).round(9)


def alike(weights: np.ndarray, rows: np.ndarray) -> list[np.ndarray]:
    found = np.unique(weights[rows])
    if len(found) <= MOST_CLASSES:
        return [rows[weights[rows] == weight] for weight in found]
    return np.array_split(rows[np.argsort(weights[rows], kind="stable")], MOST_CLASSES)


def document_of(session: Session, wish_list: WishList) -> dict:
    return json.loads(session.exec(select(Findings).where(Findings.wish_list_id == wish_list.id)).one().document)


def truth_of(session: Session, wish_list: WishList) -> dict[str, tuple[dict, int]]:
    """Cell -> the sum that stands for it, and what it is."""
    answers, weighed = answers_in_order(session, wish_list), classes_of(session, wish_list)
    truth = {}
    for activity in session.exec(select(Activity).where(Activity.wish_list_id == wish_list.id)).all():
        truth |= truth_about(activity, answers) | dict(truth_by_weight(activity, answers, *weighed))
    return truth | truth_of_groups(session, answers) | truth_of_totals(session, wish_list)


def truth_about(activity: Activity, answers: list[FinalResponse]) -> dict[str, tuple[dict, int]]:
    title = activity.title
    marks = Counter(answer.ratings[activity.position] for answer in answers)
    linked = Counter(answer.ratings[activity.position] for answer in answers if answer.channel == "OPEN_LINK")
    want, by_link = (sum(of[mark] for mark in "5432") for of in (marks, linked))
    return {
        f"{title} wanted": (wanted(title), want),
        f"{title} in the first three": (top(title), sum(marks[mark] for mark in TOP)),
        f"{title} first": (first(title), marks["5"]),
        f"{title} marked": (counted(title, MARKS[:-1]), len(answers) - marks["-"]),
        f"{title} wanted without the open link": (wanted(title, WITHOUT_LINK), want - by_link),
        f"{title} wanted by the open link": (minus(wanted(title), wanted(title, WITHOUT_LINK)), by_link),
    }


def truth_by_weight(activity: Activity, answers: list[FinalResponse], classes: list[Class], of_answer: list[int]):
    """By whom it is wanted, as far as a weight tells one stratum from the others."""
    wanting = Counter(number for answer, number in zip(answers, of_answer, strict=True) if wants(answer, activity))
    weights = {one.weight for one in classes}
    for weight in weights if None not in weights and len(weights) > 1 else ():
        numbers = [number for number, one in enumerate(classes) if one.weight == weight]
        if sum(classes[number].size for number in numbers) >= LEAST:
            form = split(wanted(activity.title), [classes[number] for number in numbers])
            yield f"{activity.title} wanted by who weighs {weight:.3f}", (form, sum(wanting[n] for n in numbers))


def wants(answer: FinalResponse, activity: Activity) -> bool:
    return answer.ratings[activity.position] in WANT


def truth_of_groups(session: Session, answers: list[FinalResponse]) -> dict[str, tuple[dict, int]]:
    names = {area.id: area.name for area in session.exec(select(Area))} | {None: "没有填楼栋"}
    bands = {None: "没有填年龄"} | {band: str(words) for band, words in AGE_BANDS.items()}
    said = [("按楼栋", names[a.area_id]) for a in answers] + [("按年龄", bands[a.age_band]) for a in answers]
    said += [("怎么填的", str(CHANNELS[a.channel])) for a in answers]
    return {
        f"{heading} {name}": (group_of(heading, (name,)), count) for (heading, name), count in Counter(said).items()
    }


def truth_of_totals(session: Session, wish_list: WishList) -> dict[str, tuple[dict, int]]:
    totals = json.loads(closings.closing_of(session, wish_list).counts)
    kinds = (("平时什么时候有空", "free_times", FREE_TIMES), ("愿意怎么参加", "offers", OFFERS))
    return {
        f"{heading} {words[code]}": (group_of(heading, (str(words[code]),)), count)
        for heading, name, words in kinds
        for code, count in totals[name].items()
    }
