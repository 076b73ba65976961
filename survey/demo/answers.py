"""Slips for everybody and answers of some, as rows. Nobody holds these slips: their tags are random."""

import secrets
from collections import Counter

import numpy as np
from sqlalchemy import insert
from sqlmodel import Session

from survey import slip_codes
from survey.catalogue import CATALOGUE
from survey.demo.people import draw_answering, residents_of
from survey.demo.tastes import GROUPS, draw_ballots, draw_groups
from survey.demo.wishes import draw_wishes
from survey.models import Area, Response, Slip, SlipBatch, Wish, WishList
from survey.models.columns import random_id
from survey.models.kinds import AGE_BANDS, FREE_TIMES

SLUGS = [entry.slug for entry in CATALOGUE]
TELLS_NO_AGE = 0.04
IS_HELPED = (0.0, 0.0, 0.06, 0.30)  # by age band: somebody at the door fills it in
CHANGED_THEIR_MIND = 0.06


def add_answers(
    session: Session, *, rng: np.random.Generator, wish_list: WishList, buildings: list[Area], count: int
) -> None:
    residents = residents_of(buildings)
    slips = [slip_row(wish_list, buildings[place].id) for place in residents.buildings]
    session.execute(insert(Slip), slips)
    made = Counter(slip["area_id"] for slip in slips)
    batches = [belonging_to(wish_list) | {"area_id": area_id, "count": count} for area_id, count in made.items()]
    session.execute(insert(SlipBatch), batches)
    answering = draw_answering(rng, residents, count)
    responses = response_rows(rng, residents.bands[answering], [slips[place] for place in answering])
    session.execute(insert(Response), responses)
    session.execute(insert(Wish), wish_rows(rng, wish_list, responses))


def slip_row(wish_list: WishList, area_id: int) -> dict:
    return belonging_to(wish_list) | {
        "id": random_id(),
        "area_id": area_id,
        "qr_tag": secrets.token_hex(32),
        "code_tag": secrets.token_hex(32),
        "state": "issued",
    }


def belonging_to(wish_list: WishList) -> dict:
    return {"community_id": wish_list.community_id, "wish_list_id": wish_list.id}


def response_rows(rng: np.random.Generator, bands: np.ndarray, slips: list[dict]) -> list[dict]:
    groups = draw_groups(rng, bands)
    tells_age = rng.random(len(bands)) > TELLS_NO_AGE
    helped = rng.random(len(bands)) < np.array(IS_HELPED)[bands]
    versions = 1 + (rng.random(len(bands)) < CHANGED_THEIR_MIND)
    columns = zip(
        slips,
        draw_ballots(rng, SLUGS, groups, bands),
        draw_free_times(rng, groups),
        draw_offers(rng, groups),
        [AGE_BANDS[band] if told else None for band, told in zip(bands, tells_age, strict=True)],
        helped.tolist(),
        versions.tolist(),
        strict=True,
    )
    return [
        {
            "slip_id": slip["id"],
            "community_id": slip["community_id"],
            "wish_list_id": slip["wish_list_id"],
            "area_id": slip["area_id"],
            "ratings": ratings,
            "free_times": free_times,
            "offers": offers,
            "age_band": age_band,
            "assisted": assisted,
            "channel": "DOOR" if assisted else "WEB",
            "version": version,
        }
        for slip, ratings, free_times, offers, age_band, assisted, version in columns
    ]


def draw_free_times(rng: np.random.Generator, groups: np.ndarray) -> list[str]:
    chance = np.array([group.free for group in GROUPS])[groups]
    return [" ".join(np.array(FREE_TIMES)[free]) for free in rng.random(chance.shape) < chance]


def draw_offers(rng: np.random.Generator, groups: np.ndarray) -> list[str]:
    performs = rng.random(len(groups)) < np.array([group.performs for group in GROUPS])[groups]
    helps = rng.random(len(groups)) < np.array([group.helps for group in GROUPS])[groups]
    return [
        " ".join(word for word, said in (("come", not p and not h), ("perform", p), ("help", h)) if said)
        for p, h in zip(performs, helps, strict=True)
    ]


def wish_rows(rng: np.random.Generator, wish_list: WishList, responses: list[dict]) -> list[dict]:
    key = slip_codes.key_of(wish_list)
    texts = draw_wishes(rng, len(responses))
    return [
        belonging_to(wish_list)
        | {"id": random_id(), "text": text, "slip_tag": slip_codes.wish_tag(key, wish_list, response["slip_id"])}
        for response, text in zip(responses, texts, strict=True)
        if text
    ]
