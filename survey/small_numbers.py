"""The 10-5 rule of what leaves the committee's hands: no count under 10, none that leaves fewer than 10 out, the rest
rounded to 5. A share is never more exact than its rounded count."""

LEAST = 10
STEP = 5


def to_five(count: float) -> int:
    return STEP * int(count / STEP + 0.5)


def about(count: float, of: float | None = None) -> int | None:
    """The count as it may be shown, or None where it must not be. `of` is all those who were asked."""
    too_few_left_out = of is not None and count > of - LEAST
    return None if count < LEAST or too_few_left_out else to_five(count)


def about_percent(count: float, of: float) -> int | None:
    shown, total = about(count, of), to_five(of)
    return None if shown is None or not total else round(100 * shown / total)
