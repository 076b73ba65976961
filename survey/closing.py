"""The close after its point of no return, step by step. Each step is one transaction or can be done twice, and the
record says how far it got, so that a close that was broken off goes on from there. Computing findings takes seconds and
holds no lock."""

import json
from pathlib import Path

from flask import current_app
from sqlmodel import Session

from survey import backups, clock, db, slip_codes, wiping
from survey.evidence import planning
from survey.evidence.closed_list import Answers, answers_of
from survey.evidence.recommending import findings_document
from survey.models import Closing, Findings, WishList
from survey.operations import closings, findings, plans, unlinking


def finish(wish_list_id: int) -> None:
    """Outside any transaction. A confirmed close goes through all the steps that it has not taken yet."""
    for step, take in (("closed", unlink), ("unlinked", wipe), ("wiped", destroy)):
        if step_of(wish_list_id) == step:
            take(wish_list_id)
    compute_findings(wish_list_id)


def finish_all() -> list[int]:
    """What a crash left half done."""
    with db.reading() as session:
        ids = [closing.wish_list_id for closing in closings.unfinished(session)]
    for wish_list_id in ids:
        finish(wish_list_id)
    return ids


def step_of(wish_list_id: int) -> str | None:
    with db.reading() as session:
        closing = closings.closing_of(session, session.get_one(WishList, wish_list_id))
        return closing and closing.step


def unlink(wish_list_id: int) -> None:
    with db.writing() as session:
        unlinking.unlink(session, closing=record_of(session, wish_list_id))


def wipe(wish_list_id: int) -> None:
    wiping.wipe(db.engine())
    with db.writing() as session:
        record_of(session, wish_list_id).step = "wiped"


def destroy(wish_list_id: int) -> None:
    """The record says finished only when the key is gone; before that nothing can be published."""
    with db.reading() as session:
        path = slip_codes.key_path(session.get_one(WishList, wish_list_id))
    slip_codes.destroy_key(wish_list_id, path)
    if left := backups.delete_copies_made_before(clock.now()):
        current_app.logger.warning(f"copies of the database from before the close could not be deleted: {len(left)}")
    with db.writing() as session:
        closings.finish(session, closing=record_of(session, wish_list_id))


def copies_left(session: Session) -> list[Path]:
    """Copies from before the latest close. The program cannot see one that was carried away being destroyed: it is
    listed until its line in the register goes."""
    finished_at = closings.last_finished(session)
    return backups.made_before(finished_at) if finished_at else []


def record_of(session: Session, wish_list_id: int) -> Closing:
    return closings.closing_of(session, session.get_one(WishList, wish_list_id))


def compute_findings(wish_list_id: int) -> None:
    """Where it was broken off it can be done again: the answers of a closed list stay."""
    with db.reading() as session:
        wish_list = session.get_one(WishList, wish_list_id)
        if findings.findings_of(session, wish_list):
            return
        answers = answers_of(session, wish_list)
    document, recommended = findings_document(answers)
    with db.writing() as session:
        keep_findings(session, session.get_one(WishList, wish_list_id), answers, recommended, document)


def store_findings(session: Session, *, wish_list: WishList) -> None:
    """In one transaction, where nobody waits for it."""
    answers = answers_of(session, wish_list)
    document, recommended = findings_document(answers)
    keep_findings(session, wish_list, answers, recommended, document)


def keep_findings(session: Session, wish_list: WishList, answers: Answers, recommended, document: dict) -> None:
    """Once only: what was computed is kept as it was, and a first plan is drafted from it."""
    if findings.findings_of(session, wish_list):
        return
    session.add(
        Findings(
            community_id=wish_list.community_id,
            wish_list_id=wish_list.id,
            made_at=clock.now(),
            seed=recommended.seed,
            input_sha256=recommended.input_sha256,
            program_version=recommended.version,
            document=json.dumps(document, ensure_ascii=False),
        )
    )
    plan = plans.draft_plan(session, wish_list=wish_list, activity_ids=[int(id) for id in answers.ballots.ids])
    selection = planning.plan_document(answers.ballots, recommended.fair, recommended.plain, recommended.flips)
    plans.store_selection(session, plan=plan, selection=selection)
