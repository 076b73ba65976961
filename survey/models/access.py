"""How staff come in. Only fingerprints of what they hold are kept, so that the database opens nothing."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from survey.models.columns import UtcDateTime


class StaffSession(SQLModel, table=True):
    """One sign-in of one browser; taken away, it ends there at once."""

    __tablename__ = "staff_session"

    id: str = Field(primary_key=True)  # SHA-256 of what the browser holds
    staff_id: int = Field(foreign_key="staff.id", index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)


class Invitation(SQLModel, table=True):
    """A link that lets one person choose a password once."""

    __tablename__ = "invitation"

    id: str = Field(primary_key=True)  # SHA-256 of the code in the link
    staff_id: int = Field(foreign_key="staff.id", index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)


class SpareCode(SQLModel, table=True):
    """A printed code in place of the second step; each opens once."""

    __tablename__ = "spare_code"

    id: str = Field(primary_key=True)  # SHA-256 of the code
    staff_id: int = Field(foreign_key="staff.id", index=True)
