"""What the record of a close tells everybody: who, when, how many slips, and fingerprints that a doubter compares."""

import json

from flask_babel import gettext as _
from sqlmodel import Session

from survey.filters import moment
from survey.models import Closing, Staff, WishList
from survey.operations import closings
from survey.operations.open_link import has_open_link


def lines(session: Session, wish_list: WishList) -> list[tuple[str, str]]:
    closing = closings.closing_of(session, wish_list)
    if closing is None or closing.step != "finished":
        return []
    told = [
        (_("谁截止的"), who(session, closing)),
        (_("截止时间"), moment(closing.closed_at)),
        (_("凭条"), slips(json.loads(closing.counts)["slips"], is_all=not has_open_link(session, wish_list))),
        (_("心愿单"), _("%(count)s 份", count=closing.answers)),
        (_("全部心愿单的指纹（SHA-256）"), closing.answers_sha256),
        (_("编号钥匙的指纹，钥匙已经销毁"), wish_list.key_sha256),
    ]
    return [(words, value) for words, value in told if value]


def who(session: Session, closing: Closing) -> str:
    if closing.asked_by_id is None:
        return ""
    asked = session.get_one(Staff, closing.asked_by_id).name
    if closing.confirmed_by_id is None:
        return _("%(name)s一人（当时只有一位负责人）", name=asked)
    confirmed = session.get_one(Staff, closing.confirmed_by_id).name
    return _("%(asked)s提出，%(confirmed)s确认", asked=asked, confirmed=confirmed)


def slips(counts: dict[str, int], *, is_all: bool) -> str:
    """How many were used would tell how few came by the open link, beside the number of all answers."""
    if not is_all:
        return _("做了 %(made)s 张，作废 %(void)s 张；用了的和没用的，截止时都对过数", **counts)
    return _("做了 %(made)s 张，用了 %(used)s 张，作废 %(void)s 张，没用 %(unused)s 张", **counts)
