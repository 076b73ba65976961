"""How pages are shown to this browser: language and type size, chosen on any page and kept in two cookies."""

from urllib.parse import quote

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, get_locale
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.local import LocalProxy

from survey import cookies, db
from survey.models import Community
from survey.operations import communities

LANGUAGES = {"zh": "zh_Hans_CN", "en": "en_GB"}
SIZES = ("normal", "large", "huge")
CHOICES = {"lang": tuple(LANGUAGES), "size": SIZES}
ONE_YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = LANGUAGES["zh"]
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    Babel(app, locale_selector=lambda: LANGUAGES[language()])
    app.after_request(keep_choice)
    app.context_processor(
        lambda: {
            "language": language(),
            "size": size(),
            "this_page": this_page,
            "in_english": in_english,
            "community": LocalProxy(community_shown),
        }
    )


def language() -> str:
    return chosen("lang") or "zh"


def size() -> str:
    return chosen("size") or "normal"


def community_shown() -> Community | None:
    """Whose name stands above a page whose view does not say: on error pages too, even without a database."""
    if "community_shown" not in g:
        try:
            g.community_shown = communities.home_community(db.session())
        except SQLAlchemyError:
            g.community_shown = None
    return g.community_shown


def chosen(name: str) -> str | None:
    if not has_request_context():
        return None
    return next((choice for choice in (request.args.get(name), cookies.held(name)) if choice in CHOICES[name]), None)


def chosen_here() -> dict[str, str]:
    """What the switches have put into this address, and nothing else that stands there."""
    return {name: request.args[name] for name, known in CHOICES.items() if request.args.get(name) in known}


def this_page(**choice: str) -> str:
    """The address of this page with one choice of display changed. A browser reads a backslash as a slash, and what
    begins with two slashes as the name of another host."""
    path = quote(f"/{request.path.lstrip('/')}")
    return f"{path}?{'&'.join(f'{name}={value}' for name, value in choice.items())}"


def in_english(row, field: str) -> str:
    """A text of the wish list in the reader's language; where no English was given, the Chinese stands."""
    english = getattr(row, f"{field}_en") if get_locale().language == "en" else ""
    return english or getattr(row, field)


def keep_choice(response: Response) -> Response:
    for name, choice in chosen_here().items():
        cookies.hand_out(response, name, choice, max_age=ONE_YEAR)  # a script of ours sets it as well
    return response
