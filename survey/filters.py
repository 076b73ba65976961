"""Jinja filters: how a number, a date or a stored code is written for a person."""

from datetime import date, timedelta
from pathlib import Path

from babel.dates import format_skeleton
from flask import Flask, current_app, url_for
from flask_babel import format_date, format_datetime, format_decimal, get_locale, to_user_timezone
from flask_babel import gettext as _

from survey import wording


def init_app(app: Flask) -> None:
    app.add_template_filter(money)
    app.add_template_filter(moment)
    app.add_template_filter(until)
    app.add_template_filter(month)
    app.add_template_filter(label)
    app.add_template_global(asset)


def money(yuan: float) -> str:
    return format_decimal(yuan, format="#,##0.##")


def moment(at) -> str:
    return f"{format_date(at, 'long')} {format_datetime(at, 'HH:mm')}"


def until(at) -> str:
    """A closing time as people say it: an hour at midnight belongs to the day that ends."""
    local = to_user_timezone(at)
    day = format_skeleton("MMMMd", local - timedelta(minutes=1), locale=get_locale())
    return _("%(day)s晚12点", day=day) if (local.hour, local.minute) == (0, 0) else f"{day} {local:%H:%M}"


def month(number: int) -> str:
    return format_date(date(2000, number, 1), "MMM")


def label(code: str, kind: str) -> str:
    """The words for a stored code: `{{ activity.art_form | label('ART_FORMS') }}`."""
    return getattr(wording.labels, kind)[code]


def asset(name: str) -> str:
    """A static file's address, which changes with its content, so that browsers may keep it for a year."""
    stamp = int(Path(current_app.static_folder, name).stat().st_mtime)
    return url_for("static", filename=name, v=stamp)
