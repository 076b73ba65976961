"""What was rendered once and serves everybody, until the list changes."""

from collections.abc import Callable
from typing import Any

from flask import current_app

MOST_KEPT = 64


def once(key: tuple, make: Callable[[], Any]) -> Any:
    pages = current_app.extensions.setdefault("kept_pages", {})
    if key not in pages:
        if len(pages) >= MOST_KEPT:
            pages.clear()
        pages[key] = make()
    return pages[key]
