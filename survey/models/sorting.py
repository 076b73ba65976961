"""What an organiser says of the wishes in residents' own words, once nothing leads from them to a slip any more."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.models.response import IN_KEY_ORDER


class SortedWish(SQLModel, table=True):
    """One wish that somebody has read: the code of its theme, or none where it belongs to none."""

    __tablename__ = "sorted_wish"
    __table_args__ = (IN_KEY_ORDER,)

    wish_id: str = Field(primary_key=True, foreign_key="wish.id")
    community_id: int = Field(foreign_key="community.id")
    wish_list_id: int = Field(foreign_key="wish_list.id", index=True)
    theme: str | None = None
    step: int  # those of one step were sorted together, and can be put back together


class WishTheme(SQLModel, table=True):
    """A community's own theme, or its own words for one that ships with Xinyuan (of the same code)."""

    __tablename__ = "wish_theme"
    __table_args__ = (UniqueConstraint("community_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    code: str
    label: str
    label_en: str = ""
    keywords: str = ""  # words of wishes, separated by spaces
    activities: str = ""  # words of activities' titles, separated by spaces
