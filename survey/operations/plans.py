"""The decision about the year. What the analysis computed stays in Findings; what is decided stands here."""

import json

from sqlmodel import Session, and_, or_, select

from survey import clock
from survey.errors import Refused
from survey.models import Activity, AuditEntry, Community, Plan, Programme, Staff, WishList
from survey.operations import audit, closings


def plan_of(session: Session, wish_list: WishList) -> Plan | None:
    return session.exec(select(Plan).where(Plan.wish_list_id == wish_list.id)).one_or_none()


def programmes_of(session: Session, plan: Plan) -> dict[int, Programme]:
    """By activity, in list order."""
    query = select(Programme).join(Activity).where(Programme.plan_id == plan.id).order_by(Activity.position)
    return {programme.activity_id: programme for programme in session.exec(query)}


def locks_of(session: Session, plan: Plan) -> dict[str, list[str]]:
    programmes = programmes_of(session, plan).values()
    return {lock: [str(p.activity_id) for p in programmes if p.lock == lock] for lock in ("in", "out")}


def locks_with_reasons(session: Session, plan: Plan) -> dict[str, tuple[str, str]]:
    programmes = programmes_of(session, plan).values()
    return {str(p.activity_id): (p.lock, p.lock_reason) for p in programmes if p.lock}


def decisions_about(session: Session, plan: Plan) -> list[tuple[AuditEntry, str, str]]:
    """Newest first: the entry, who of the staff, and which activity (empty where it is about the whole plan)."""
    programmes = {str(p.id): p.activity_id for p in programmes_of(session, plan).values()}
    query = (
        select(AuditEntry, Staff.name)
        .join(Staff, isouter=True)
        .where(AuditEntry.community_id == plan.community_id)
        .where(
            or_(
                and_(AuditEntry.object_kind == "plan", AuditEntry.object_id == str(plan.id)),
                and_(AuditEntry.object_kind == "programme", AuditEntry.object_id.in_(programmes)),
            )
        )
        .order_by(AuditEntry.id.desc())
    )
    return [(entry, name or "", activity_of(entry, programmes)) for entry, name in session.exec(query)]


def activity_of(entry: AuditEntry, programmes: dict[str, int]) -> str:
    return str(programmes[entry.object_id]) if entry.object_kind == "programme" else ""


def draft_plan(session: Session, *, wish_list: WishList, activity_ids: list[int]) -> Plan:
    plan = Plan(community_id=wish_list.community_id, wish_list_id=wish_list.id, budget=wish_list.budget)
    session.add(plan)
    session.flush()
    for activity_id in activity_ids:
        session.add(Programme(community_id=plan.community_id, plan_id=plan.id, activity_id=activity_id))
    session.flush()
    return plan


def store_selection(session: Session, *, plan: Plan, selection: dict) -> None:
    """`selection` as evidence.planning writes it: it also says how often each activity is held."""
    plan.document = json.dumps(selection, ensure_ascii=False)
    for activity_id, programme in programmes_of(session, plan).items():
        programme.occasions = selection["occasions"].get(str(activity_id), 0)


def set_budget(session: Session, *, plan: Plan, budget: int, by: Staff) -> None:
    refuse_if_published(plan)
    audit.record(session, by=by, action="plan.budget", of=plan, detail=str(budget))
    plan.budget = budget


def lock_programme(session: Session, *, programme: Programme, plan: Plan, lock: str, reason: str, by: Staff) -> None:
    refuse_if_published(plan)
    programme.lock, programme.lock_reason = lock, reason
    audit.record(session, by=by, action=f"programme.lock_{lock}", of=programme, detail=reason)


def unlock_programme(session: Session, *, programme: Programme, plan: Plan, by: Staff) -> None:
    refuse_if_published(plan)
    audit.record(session, by=by, action="programme.unlock", of=programme, detail=programme.lock_reason)
    programme.lock, programme.lock_reason = None, ""


def publish_plan(session: Session, *, wish_list: WishList, plan: Plan, by: Staff) -> None:
    refuse_if_published(plan)
    closings.refuse_unless_finished(session, wish_list)
    plan.status, plan.published_at, wish_list.status = "published", clock.now(), "published"
    audit.record(session, by=by, action="plan.publish", of=plan)


def withdraw_plan(session: Session, *, wish_list: WishList, plan: Plan, by: Staff) -> None:
    """Taken off the public page, so that it can be changed and published again."""
    plan.status, plan.published_at, wish_list.status = "draft", None, "closed"
    audit.record(session, by=by, action="plan.withdraw", of=plan)


def refuse_if_published(plan: Plan) -> None:
    if plan.status == "published":
        raise Refused("plan_published")


def published_years(session: Session, community: Community) -> list[int]:
    """Newest first."""
    query = select(WishList.year).where(WishList.community_id == community.id, WishList.status == "published")
    return list(session.exec(query.order_by(WishList.year.desc())))
