"""Every table. The names of constraints are set before any table exists, so that a violated one has a name to show."""

from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

from survey.models.access import Invitation, SpareCode, StaffSession  # noqa: E402
from survey.models.audit import AuditEntry  # noqa: E402
from survey.models.closing import Closing  # noqa: E402
from survey.models.community import Area, Community, Staff  # noqa: E402
from survey.models.plan import Findings, Plan, Programme  # noqa: E402
from survey.models.response import FinalResponse, Response, Slip, SlipBatch, SlipSerial, Wish  # noqa: E402
from survey.models.sorting import SortedWish, WishTheme  # noqa: E402
from survey.models.wish_list import Activity, WishList  # noqa: E402

__all__ = [
    "Activity",
    "Area",
    "AuditEntry",
    "Closing",
    "Community",
    "FinalResponse",
    "Findings",
    "Invitation",
    "Plan",
    "Programme",
    "Response",
    "Slip",
    "SlipBatch",
    "SlipSerial",
    "SortedWish",
    "SpareCode",
    "Staff",
    "StaffSession",
    "Wish",
    "WishList",
    "WishTheme",
]
