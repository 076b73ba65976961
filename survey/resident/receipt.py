"""What the thank-you page needs to know: how often this slip has been sent, and whether a wish was chosen twice. A
cookie of its own, unsigned: it tells nothing of the answer, and proves nothing to anybody."""

from flask import Response, request

NAME = "received"


def hand_out(response: Response, times: int, wished_twice: bool) -> Response:
    response.set_cookie(NAME, f"{times}{'t' if wished_twice else ''}", path="/wish", httponly=True, samesite="Lax")
    return response


def held() -> tuple[int, bool] | None:
    """(times sent, a wish was chosen twice)"""
    words = request.cookies.get(NAME, "")
    times = words.removesuffix("t")
    return (int(times), words.endswith("t")) if times.isdecimal() and len(times) < 6 else None


def take_back(response: Response) -> None:
    response.delete_cookie(NAME, path="/wish")
