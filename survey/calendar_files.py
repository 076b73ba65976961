"""The calendar of the plan to take along: for a calendar program (RFC 5545), and as a table."""

from datetime import date, datetime

from flask_babel import gettext as _

from survey.calendar_view import Occasion


def ics(occasions: list[Occasion], *, year: int, made_at: datetime, name: str) -> bytes:
    """Whole days, and tentative: the hour is not decided. The library folds long lines and keeps a title from ending
    its own."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Xinyuan//plan of the year//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for number, occasion in enumerate(occasions):
        calendar.add_component(event(occasion, uid=f"{year}-{number}@xinyuan", made_at=made_at))
    return calendar.to_ical()


def event(occasion: Occasion, *, uid: str, made_at: datetime):
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made_at)
    event.add("dtstart", occasion.on)
    event.add("summary", _("%(title)s（%(when)s）", title=occasion.title, when=occasion.when))
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def table(occasions: list[Occasion]) -> list[list]:
    heading = [_("日期"), _("时间"), _("活动"), _("第几场"), _("节日")]
    return [heading, *(row(one) for one in occasions)]


def row(one: Occasion) -> list:
    return [date.isoformat(one.on), one.when, one.title, one.number, one.festival]
