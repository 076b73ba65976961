"""What residents give. No date, clock time, address, device or running number stands on any row here, and rows are kept
in the order of random keys, so that nothing tells who wrote what, or when."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.models.columns import random_id
from survey.models.kinds import AGE_BANDS, CHANNELS, SLIP_STATES, one_of

IN_KEY_ORDER = {"sqlite_with_rowid": False}


class Slip(SQLModel, table=True):
    __tablename__ = "slip"
    __table_args__ = (
        UniqueConstraint("wish_list_id", "qr_tag"),
        UniqueConstraint("wish_list_id", "code_tag"),
        CheckConstraint(one_of("state", SLIP_STATES), name="state_known"),
        IN_KEY_ORDER,
    )

    id: str = Field(default_factory=random_id, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    wish_list_id: int = Field(foreign_key="wish_list.id")
    area_id: int | None = Field(default=None, foreign_key="area.id", index=True)
    qr_tag: str
    code_tag: str
    state: str = "issued"
    open_link: bool = False  # drawn by a visitor of the open link, not handed out


class SlipBatch(SQLModel, table=True):
    """How many slips were made at once for one area: what the slips in the database are held against at the close."""

    __tablename__ = "slip_batch"
    __table_args__ = (CheckConstraint("count > 0", name="count_positive"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    wish_list_id: int = Field(foreign_key="wish_list.id", index=True)
    area_id: int = Field(foreign_key="area.id")
    count: int


class SlipSerial(SQLModel, table=True):
    """The number on the stub of a slip, by which a lost one is voided. Dropped at the close."""

    __tablename__ = "slip_serial"
    __table_args__ = (UniqueConstraint("slip_id"), IN_KEY_ORDER)

    wish_list_id: int = Field(primary_key=True, foreign_key="wish_list.id")
    serial: str = Field(primary_key=True)
    slip_id: str = Field(foreign_key="slip.id")


class Response(SQLModel, table=True):
    """One returned wish list. Its key is its slip's, so a slip can never hold two."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("slip_id"),
        CheckConstraint(f"age_band IS NULL OR {one_of('age_band', AGE_BANDS)}", name="age_band_known"),
        CheckConstraint(one_of("channel", CHANNELS), name="channel_known"),
        IN_KEY_ORDER,
    )

    slip_id: str = Field(primary_key=True, foreign_key="slip.id")
    community_id: int = Field(foreign_key="community.id")
    wish_list_id: int = Field(foreign_key="wish_list.id", index=True)
    area_id: int | None = Field(default=None, foreign_key="area.id")
    age_band: str | None = None
    channel: str = "WEB"
    assisted: bool = False
    helper_id: int | None = Field(default=None, foreign_key="staff.id")  # who filled it in for the resident
    ratings: str  # the ballot string: one character for each activity, in list order
    free_times: str = ""  # codes of kinds.FREE_TIMES, separated by spaces
    offers: str = ""  # codes of kinds.OFFERS, separated by spaces
    version: int = 1  # how often it was sent


class FinalResponse(SQLModel, table=True):
    """What the close keeps of a response: no key of its slip, nothing of how or how often it was sent."""

    __tablename__ = "final_response"
    __table_args__ = (
        CheckConstraint(f"age_band IS NULL OR {one_of('age_band', AGE_BANDS)}", name="age_band_known"),
        CheckConstraint(one_of("channel", CHANNELS), name="channel_known"),
        IN_KEY_ORDER,
    )

    id: str = Field(default_factory=random_id, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    wish_list_id: int = Field(foreign_key="wish_list.id", index=True)
    area_id: int | None = Field(default=None, foreign_key="area.id")  # the building
    age_band: str | None = None
    channel: str
    assisted: bool
    ratings: str


class Wish(SQLModel, table=True):
    """A wish in the resident's own words, joined to its slip only by a keyed hash that is dropped at the close."""

    __tablename__ = "wish"
    __table_args__ = (UniqueConstraint("wish_list_id", "slip_tag"), IN_KEY_ORDER)

    id: str = Field(default_factory=random_id, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    wish_list_id: int = Field(foreign_key="wish_list.id", index=True)
    text: str
    slip_tag: str | None = None
