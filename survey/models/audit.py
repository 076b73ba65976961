from datetime import datetime

from sqlmodel import Field, SQLModel

from survey.models.columns import UtcDateTime


class AuditEntry(SQLModel, table=True):
    """Who of the staff did what to which object. Never a code, an answer or a phone number."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    action: str  # as in "wish_list.open"
    object_kind: str
    object_id: str
    detail: str = ""
