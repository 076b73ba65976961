from datetime import datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.models.columns import UtcDateTime
from survey.models.kinds import CLOSING_STEPS, one_of


class Closing(SQLModel, table=True):
    """The record of a list's close: who, how far it got, and what it leaves for a doubter to check."""

    __tablename__ = "closing"
    __table_args__ = (
        UniqueConstraint("wish_list_id"),
        CheckConstraint(one_of("step", CLOSING_STEPS), name="step_known"),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    wish_list_id: int = Field(foreign_key="wish_list.id")
    step: str = "asked"
    asked_by_id: int | None = Field(default=None, foreign_key="staff.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by_id: int | None = Field(
        default=None, foreign_key="staff.id"
    )  # none where a committee of one closed alone
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    counts: str = Field(default="", sa_type=Text)  # JSON: slips by area and state, totals of all answers
    answers: int = 0
    answers_sha256: str = ""  # of the final responses in a fixed form
    audit_fingerprint: str = ""  # of the last audit entry before the close
