from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.models.columns import UtcDateTime
from survey.models.kinds import ART_FORMS, AUDIENCES, SETTINGS, STATUSES, one_of


class WishList(SQLModel, table=True):
    __tablename__ = "wish_list"
    __table_args__ = (
        UniqueConstraint("community_id", "year"),
        CheckConstraint(one_of("status", STATUSES), name="status_known"),
        CheckConstraint("closes_at > opens_at", name="closes_after_it_opens"),
        CheckConstraint("budget >= 0", name="budget_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    year: int
    title: str
    title_en: str = ""
    introduction: str = ""
    introduction_en: str = ""
    consent: str
    consent_en: str = ""
    opens_at: datetime = Field(sa_type=UtcDateTime)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    budget: int = 0  # whole yuan
    status: str = "draft"
    revision: int = 1  # grows with every visible change; a page rendered once for a list is keyed by it
    code_salt: str = ""  # hex, drawn at the opening; typed codes are stretched with it
    key_sha256: str = ""  # of the key of the codes, made known at the opening
    takes_open_link: bool = False


class Activity(SQLModel, table=True):
    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("wish_list_id", "position"),
        CheckConstraint(one_of("art_form", ART_FORMS), name="art_form_known"),
        CheckConstraint(one_of("setting", SETTINGS), name="setting_known"),
        CheckConstraint(one_of("audience", AUDIENCES), name="audience_known"),
        CheckConstraint("cost >= 0", name="cost_not_negative"),
        CheckConstraint("most_occasions BETWEEN 1 AND 52", name="occasions_in_range"),
        CheckConstraint("season_from BETWEEN 1 AND 12 AND season_to BETWEEN 1 AND 12", name="season_in_range"),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    wish_list_id: int = Field(foreign_key="wish_list.id", index=True)
    position: int  # 0, 1, 2 …: the place of its character in every ballot string
    art_form: str
    title: str
    title_en: str = ""
    summary: str = ""
    summary_en: str = ""
    icon: str = "star"
    cost: int = 0  # whole yuan, one occasion
    most_occasions: int = 1
    season_from: int = 1  # month; 11 to 2 is a season across the new year
    season_to: int = 12
    setting: str = "either"
    audience: str = "all"
    withdrawn_because: str | None = None
    withdrawn_because_en: str = ""

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_because is not None
