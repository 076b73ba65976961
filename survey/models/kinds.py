"""The permanent codes that columns hold. A code, once stored, never changes; what is shown for it stands in wording."""

AREA_LEVELS = ("grid", "party_group", "resident_group", "building", "stairwell")
AGE_BANDS = ("14-34", "35-59", "60-74", "75+")
STATUSES = ("draft", "open", "closed", "published")
ART_FORMS = (
    "SKIT",
    "CROSSTALK",
    "CLAPPER_TALK",
    "CHORUS",
    "DANCE",
    "OPERA",
    "MUSIC",
    "CALLIGRAPHY",
    "BOARD_GAME",
    "SPORTS",
    "LECTURE",
    "FESTIVAL",
    "FILM",
    "HANDICRAFT",
    "CLASS",
    "SERVICE",
    "OUTING",
    "READING",
)
SETTINGS = ("indoor", "outdoor", "either")
AUDIENCES = ("all", "elders", "families", "children", "young", "women")
OPEN_LINK = "OPEN_LINK"
CHANNELS = ("WEB", "DOOR", "PAPER", "CALL", OPEN_LINK, "IMPORT")
FREE_TIMES = ("weekday-morning", "weekday-afternoon", "weekday-evening", "weekend-day", "weekend-evening")
OFFERS = ("come", "perform", "help")
SLIP_STATES = ("issued", "void")
PLAN_STATUSES = ("draft", "published")
LOCKS = ("in", "out")
ROLES = ("organiser", "enumerator")
CLOSING_STEPS = ("asked", "closed", "unlinked", "wiped", "finished")


def one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"
