"""Cookies beside the session. Where pages are encrypted the browser is told to keep each to this one host."""

from flask import Response, current_app, request


def full_name(name: str) -> str:
    return f"__Host-{name}" if current_app.config["IS_PUBLIC"] else name


def hand_out(response: Response, name: str, value: str, **lasting) -> None:
    response.set_cookie(full_name(name), value, secure=current_app.config["IS_PUBLIC"], samesite="Lax", **lasting)


def held(name: str) -> str | None:
    return request.cookies.get(full_name(name))


def take_back(response: Response, name: str) -> None:
    response.delete_cookie(full_name(name), secure=current_app.config["IS_PUBLIC"], httponly=True, samesite="Lax")
