"""What the thank-you page needs to know: how often this slip has been sent, and whether a wish was chosen twice. A
cookie of its own, unsigned: it tells nothing of the answer, and proves nothing to anybody."""

from flask import Response

from survey import cookies

NAME = "received"


def hand_out(response: Response, times: int, wished_twice: bool) -> Response:
    cookies.hand_out(response, NAME, f"{times}{'t' if wished_twice else ''}", httponly=True)
    return response


def held() -> tuple[int, bool] | None:
    """(times sent, a wish was chosen twice)"""
    words = cookies.held(NAME) or ""
    times = words.removesuffix("t")
    return (int(times), words.endswith("t")) if times.isdecimal() and len(times) < 6 else None


def take_back(response: Response) -> None:
    cookies.take_back(response, NAME)
