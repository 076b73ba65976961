"""A number in an address that no row can have leads to no page, rather than to a fault of the database."""

from functools import partial

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = partial(IntegerConverter, max=LARGEST)
