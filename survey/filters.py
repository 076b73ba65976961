"""Jinja filters: how a number, a date or a stored code is written for a person."""

from pathlib import Path

from flask import Flask, current_app, url_for
from flask_babel import format_date, format_datetime, format_decimal

from survey import wording


def init_app(app: Flask) -> None:
    app.add_template_filter(money)
    app.add_template_filter(moment)
    app.add_template_filter(label)
    app.add_template_global(asset)


def money(yuan: float) -> str:
    return format_decimal(yuan, format="#,##0.##")


def moment(at) -> str:
    return f"{format_date(at, 'long')} {format_datetime(at, 'HH:mm')}"


def label(code: str, kind: str) -> str:
    """The words for a stored code: `{{ activity.art_form | label('ART_FORMS') }}`."""
    return getattr(wording, kind)[code]


def asset(name: str) -> str:
    """A static file's address, which changes with its content, so that browsers may keep it for a year."""
    stamp = int(Path(current_app.static_folder, name).stat().st_mtime)
    return url_for("static", filename=name, v=stamp)
