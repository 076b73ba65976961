"""Computed result, decision and publication are three things: Findings, Plan with its Programmes, the plan's status."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.models.columns import UtcDateTime
from survey.models.kinds import LOCKS, PLAN_STATUSES, one_of


class Findings(SQLModel, table=True):
    """The first run of the analysis after the close, as it was, with all that is needed to repeat it."""

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("wish_list_id"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    wish_list_id: int = Field(foreign_key="wish_list.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    seed: int
    input_sha256: str
    program_version: str
    document: str = Field(sa_type=Text)  # JSON, as analysis.recommend writes it


class Plan(SQLModel, table=True):
    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("wish_list_id"),
        CheckConstraint(one_of("status", PLAN_STATUSES), name="status_known"),
        CheckConstraint("budget >= 0", name="budget_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    wish_list_id: int = Field(foreign_key="wish_list.id")
    budget: int
    status: str = "draft"
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    document: str = Field(
        default="", sa_type=Text
    )  # JSON: the selection with its reasons under this budget and these locks


class Programme(SQLModel, table=True):
    """One activity's place in the plan: how many occasions, and the organiser's lock with its written reason."""

    __tablename__ = "programme"
    __table_args__ = (
        UniqueConstraint("plan_id", "activity_id"),
        CheckConstraint("occasions >= 0", name="occasions_not_negative"),
        CheckConstraint(f"lock IS NULL OR {one_of('lock', LOCKS)}", name="lock_known"),
        CheckConstraint("lock IS NULL OR lock_reason <> ''", name="lock_has_a_reason"),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    plan_id: int = Field(foreign_key="plan.id")
    activity_id: int = Field(foreign_key="activity.id")
    occasions: int = 0
    lock: str | None = None
    lock_reason: str = ""
