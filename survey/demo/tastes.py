"""Three groups of residents who like different things, and how one of them comes to press what is pressed.
docs/demonstration.md explains every figure."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class TasteGroup:
    of_age: tuple[float, ...]  # its part of 14-34, 35-59, 60-74, 75+
    loves: str  # slugs of the catalogue
    likes: str
    dislikes: str
    free: tuple[float, ...]  # how many can come at each of kinds.FREE_TIMES
    performs: float
    helps: float


OPERA_LOVERS = TasteGroup(
    of_age=(0.08, 0.20, 0.62, 0.76),
    loves="opera double-ninth clapper-talk health-talk haircuts baduanjin",
    likes="crosstalk skits free-clinic folk-music tai-chi mid-autumn square-dance phone-class chorus repairs",
    dislikes="summer-club family-games photography table-tennis reading-circle swap-market",
    free=(0.72, 0.55, 0.18, 0.30, 0.15),
    performs=0.09,
    helps=0.10,
)
FAMILIES = TasteGroup(
    of_age=(0.40, 0.52, 0.16, 0.12),
    loves="family-games zongzi lantern-fair outdoor-film summer-club",
    likes="mid-autumn paper-cutting day-trip swap-market first-aid fire-drill reading-circle gardening shared-feast",
    dislikes="opera clapper-talk legal-advice card-games haircuts knitting",
    free=(0.06, 0.08, 0.35, 0.66, 0.40),
    performs=0.03,
    helps=0.14,
)
MAKERS = TasteGroup(
    of_age=(0.52, 0.28, 0.22, 0.12),
    loves="walking calligraphy table-tennis photography",
    likes="chess day-trip reading-circle folk-music gardening first-aid spring-couplets outdoor-film swap-market",
    dislikes="square-dance skits shared-feast haircuts double-ninth",
    free=(0.20, 0.22, 0.45, 0.52, 0.38),
    performs=0.06,
    helps=0.12,
)
GROUPS = (OPERA_LOVERS, FAMILIES, MAKERS)

LOVES, LIKES, DISLIKES = 1.7, 0.8, -0.9
SOME_ARE_POPULAR = 0.4  # standard deviation of what an activity has for everybody
EVERYBODY_DIFFERS = 0.9  # standard deviation of one resident's own liking of one activity
SOME_ARE_EASILY_PLEASED = 0.5  # standard deviation of what one resident adds to everything
WOULD_JOIN, IS_FINE = 0.6, -0.5  # from which liking up 想参加 is pressed, and from which 都可以
SKIPS_A_CARD = 0.04
STOPS_MIDWAY = 0.18
ONLY_WISHES = (0.05, 0.08, 0.14, 0.28)  # by age band: presses nothing on the cards, names one to three wishes
NUMBER_OF_WISHES = (0.12, 0.13, 0.15, 0.60)  # none, one, two, three

BLANK, WISHES = ord("-"), b"543"


def draw_groups(rng: np.random.Generator, bands: np.ndarray) -> np.ndarray:
    """The taste group of each resident, from the age band."""
    parts = np.array([group.of_age for group in GROUPS])[:, bands]
    return (rng.random(len(bands)) * parts.sum(0) > parts.cumsum(0)).sum(0)


def draw_ballots(rng: np.random.Generator, slugs: list[str], groups: np.ndarray, bands: np.ndarray) -> list[str]:
    liking = draw_liking(rng, slugs, groups)
    marks = np.where(liking > WOULD_JOIN, ord("2"), np.where(liking > IS_FINE, ord("1"), ord("0"))).astype(np.uint8)
    wishes = draw_number_of_wishes(rng, bands)
    marks[draw_blanks(rng, marks.shape, wishes["alone"])] = BLANK
    favourites = np.argsort(-liking, axis=1, kind="stable")
    for place, points in enumerate(WISHES):
        named = np.flatnonzero(wishes["number"] > place)
        marks[named, favourites[named, place]] = points
    return [row.tobytes().decode() for row in marks]


def draw_liking(rng: np.random.Generator, slugs: list[str], groups: np.ndarray) -> np.ndarray:
    common = rng.normal(0, SOME_ARE_POPULAR, len(slugs))
    own = rng.normal(0, EVERYBODY_DIFFERS, (len(groups), len(slugs)))
    mood = rng.normal(0, SOME_ARE_EASILY_PLEASED, (len(groups), 1))
    return np.array([group_liking(group, slugs) for group in GROUPS])[groups] + common + own + mood


def group_liking(group: TasteGroup, slugs: list[str]) -> list[float]:
    words = ((group.loves, LOVES), (group.likes, LIKES), (group.dislikes, DISLIKES))
    known = {slug: liking for slugs_of, liking in words for slug in slugs_of.split()}
    return [known.get(slug, 0.0) for slug in slugs]


def draw_number_of_wishes(rng: np.random.Generator, bands: np.ndarray) -> dict[str, np.ndarray]:
    """How many wishes each names, and who names wishes alone, which is at least one."""
    alone = rng.random(len(bands)) < np.array(ONLY_WISHES)[bands]
    number = rng.choice(4, len(bands), p=NUMBER_OF_WISHES)
    return {"alone": alone, "number": np.where(alone, np.maximum(number, 1), number)}


def draw_blanks(rng: np.random.Generator, shape: tuple[int, int], alone: np.ndarray) -> np.ndarray:
    """Cards that nobody pressed. Each slip starts at another card, so those who stop midway leave other ones blank."""
    people, cards = shape
    start = rng.integers(cards, size=(people, 1))
    stops = np.where(rng.random((people, 1)) < STOPS_MIDWAY, rng.integers(3, cards, (people, 1)), cards)
    shown_as = (np.arange(cards) - start) % cards
    return (shown_as >= stops) | (rng.random(shape) < SKIPS_A_CARD) | alone[:, None]
