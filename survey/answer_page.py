"""What the form asks besides the activities: the resident's page and the organiser's preview of it say the same."""

from survey import wording

LONGEST_WISH = 500


def questions() -> dict:
    return {
        "free_times": wording.labels.FREE_TIMES,
        "offers": wording.labels.OFFERS,
        "age_bands": wording.labels.AGE_BANDS,
        "longest_wish": LONGEST_WISH,
    }
