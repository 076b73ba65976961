"""A form may be 64 KB, a file 5 MB, and only where somebody of the staff is asked for one."""

from collections.abc import Callable

from flask import Flask, abort, current_app, request, session

from survey.config import LARGEST_UPLOAD


def init_app(app: Flask) -> None:
    """Before anything reads the form, as the check of its token does."""
    app.before_request(allow_a_file)
    app.teardown_request(lambda _error: request.close())


def takes_a_file(view: Callable) -> Callable:
    view.takes_a_file = True
    return view


def allow_a_file() -> None:
    view = current_app.view_functions.get(request.endpoint)
    if not getattr(view, "takes_a_file", False):
        refuse_a_file()
    elif "staff" in session:
        request.max_content_length = request.max_form_memory_size = LARGEST_UPLOAD


def refuse_a_file() -> None:
    """Where a form asks for text, no browser sends one."""
    if request.mimetype == "multipart/form-data" and request.files:
        abort(400)
