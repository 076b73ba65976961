"""The 10-5 rule of whatever is shown: no count under 10, none that leaves fewer than 10 out, the rest rounded to 5.
What may be shown is decided from the rounded count alone, so that neither a figure nor a missing one tells more."""

LEAST = 10
STEP = 5
# A figure of 10 would stand for 10, 11 and 12 only; 15 stands for five counts, as every other figure does.
LEAST_SHOWN = 15
# Of fewer than these nothing can be shown: whatever has enough people leaves too few out.
FEWEST_ASKED = 2 * LEAST_SHOWN
TENTHS_FROM = 100


def to_five(count: float) -> int:
    return STEP * int(count / STEP + 0.5)


def about(count: float, of: float | None = None) -> int | None:
    """The count as it may be shown, or None where it must not be. `of` is all those who were asked."""
    shown = to_five(count)
    too_few_left_out = of is not None and shown > to_five(of) - LEAST_SHOWN
    return None if shown < LEAST_SHOWN or too_few_left_out else shown


def cut(count: float, of: float) -> int:
    """For lengths and orders: the shown count, or nobody or everybody where it must not be shown."""
    shown = about(count, of)
    if shown is not None:
        return shown
    return 0 if is_few(count, of) else to_five(of)


def is_few(count: float, of: float) -> bool:
    """Of the two kinds of count that are not shown: too few, and not too many."""
    return to_five(count) < LEAST_SHOWN or to_five(of) < FEWEST_ASKED


def about_mean(mean: float, of: float, highest: float = 1) -> float:
    """A mean over respondents, no more exact than if 5 of them were moved from nothing to the highest mark."""
    total = to_five(of)
    return to_five(mean * of / highest) * highest / total if total else 0.0


def tenths(count: float, of: float) -> int | None:
    """A figure that joins many answers to several questions, in steps of 10 per cent."""
    return 10 * round(10 * to_five(count) / to_five(of)) if of >= TENTHS_FROM else None
