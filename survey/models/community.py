from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.models.kinds import AREA_LEVELS, ROLES, one_of


class Community(SQLModel, table=True):
    __tablename__ = "community"
    __table_args__ = (UniqueConstraint("name"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_en: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    is_demonstration: bool = False


class Area(SQLModel, table=True):
    """One node of the tree grid > party group > resident group > building > stairwell; levels may be skipped."""

    __tablename__ = "area"
    __table_args__ = (
        UniqueConstraint("community_id", "parent_id", "name"),
        CheckConstraint(one_of("level", AREA_LEVELS), name="level_known"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
        CheckConstraint("households >= 0", name="households_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="area.id", index=True)
    level: str
    name: str
    position: int = 0
    households: int = 0
    residents_14_34: int = 0
    residents_35_59: int = 0
    residents_60_74: int = 0
    residents_75_up: int = 0

    @property
    def residents(self) -> int:
        """Residents of 14 and over: those who may answer."""
        return self.residents_14_34 + self.residents_35_59 + self.residents_60_74 + self.residents_75_up


class Staff(SQLModel, table=True):
    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("login"),
        CheckConstraint(one_of("role", ROLES), name="role_known"),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    login: str
    name: str
    role: str = "organiser"
    area_id: int | None = Field(default=None, foreign_key="area.id", index=True)  # an enumerator's; with all below it
    password_hash: str  # empty until an invitation has been taken up
    totp_secret: str = ""  # sealed with the key of the sessions; empty until the second step is set up
    totp_step: int = 0  # the last time step whose number was used: each opens once
    is_active: bool = True

    is_authenticated: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        return str(self.id)
