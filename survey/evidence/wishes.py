"""Wishes in residents' own words as the analysis sorts them: masked, what says the same together, a theme suggested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlmodel import Session

from survey.models import WishList, WishTheme
from survey.operations import wish_lists, wishes

KEPT_IN_MEMORY = 4
WAITING = ""  # in place of a theme


@dataclass(frozen=True)
class Sentence:
    """Wishes that say the same, masked. `ids` are their keys, separated by spaces."""

    ids: str
    text: str
    count: int
    theme: str | None = None
    is_sure: bool = False


@dataclass(frozen=True)
class Batch:
    """What is looked at together: one press sorts it all."""

    theme: str | None
    sentences: tuple[Sentence, ...]

    @property
    def count(self) -> int:
        return sum(sentence.count for sentence in self.sentences)

    @property
    def is_sure(self) -> bool:
        return any(sentence.is_sure for sentence in self.sentences)


@dataclass(frozen=True)
class Tray:
    """All wishes of a list: those that wait, in the order of work; those that somebody sorted; those without a word."""

    batches: tuple[Batch, ...]
    sorted: tuple[Sentence, ...]
    themes: tuple
    wordless: int

    @property
    def waiting(self) -> int:
        return sum(batch.count for batch in self.batches)

    @property
    def done(self) -> int:
        return sum(sentence.count for sentence in self.sorted)

    @property
    def unsure(self) -> list[Sentence]:
        return [sentence for batch in self.batches for sentence in batch.sentences if not sentence.is_sure]

    def of_theme(self, code: str | None) -> list[Sentence]:
        return [sentence for sentence in self.sorted if sentence.theme == code]


def tray_of(session: Session, wish_list: WishList) -> Tray:
    texts, places = wishes.texts_of(session, wish_list), wishes.themes_of(session, wish_list)
    listed = [activity for activity in wish_lists.activities_of(session, wish_list) if not activity.is_withdrawn]
    told = tuple((str(activity.id), f"{activity.art_form} {activity.title}") for activity in listed)
    codebook = codebook_of(wishes.own_themes(session, wish_list.community_id))
    return sorted_out(tuple(texts.items()), tuple(places.items()), codebook, told)


def codebook_of(own: Sequence[WishTheme]) -> tuple:
    """What ships with Xinyuan, in the community's words where it has its own, and after it what the community added.
    The art forms that a shipped theme is matched by always stay."""
    from analysis.wishes import COMMON, Theme

    words = {
        theme.code: (theme.label, theme.label_en, tuple(theme.keywords.split()), tuple(theme.activities.split()))
        for theme in own
    }
    shipped = {theme.id: theme for theme in COMMON}
    changed = [
        Theme(id, *words[id][:3], art_forms(shipped[id]) + words[id][3]) if id in words else shipped[id]
        for id in shipped
    ]
    return (*changed, *(Theme(code, *words[code]) for code in words if code not in shipped))


def art_forms(theme) -> tuple[str, ...]:
    return tuple(word for word in theme.activities if word.isascii() and word.isupper())


@lru_cache(KEPT_IN_MEMORY)
def merged(texts: tuple[str, ...]):
    from analysis.wishes import merge

    return merge(texts)


@lru_cache(KEPT_IN_MEMORY)
def sorted_out(texts: tuple, places: tuple, codebook: tuple, told: tuple) -> Tray:
    """What was put into no theme may be anything: nothing is learned from it."""
    from analysis.wishes import suggest, themes, work_order

    ids, merging = [id for id, _text in texts], merged(tuple(text for _id, text in texts))
    parts = list(parted(merging.wishes, ids, dict(places)))
    asked = [part for part in parts if part[1] is not None]
    confirmed = {at: place for at, (_wish, place) in enumerate(asked) if place != WAITING}
    suggestions = suggest([wish.text for wish, _place in asked], codebook, confirmed)
    batches = [
        Batch(work.theme, tuple(sentence(ids, *asked[at], suggestions[at].theme is not None) for at in work.wishes))
        for work in work_order(suggestions, [wish.count for wish, _place in asked])
    ]
    found = themes([asked[at][0] for at in confirmed], [suggestions[at] for at in confirmed], codebook, dict(told))
    done = tuple(sentence(ids, wish, place) for wish, place in parts if place != WAITING)
    return Tray(tuple(batches), done, found, len(merging.wishless))


def parted(merged_wishes: Sequence, ids: list[str], places: dict[str, str | None]) -> Iterator[tuple]:
    """Wishes that say the same, apart where they were sorted differently: (merged wish, where it was put)."""
    for wish in merged_wishes:
        by_place: dict[str | None, list[int]] = {}
        for member in wish.members:
            by_place.setdefault(places.get(ids[member], WAITING), []).append(member)
        for place, members in by_place.items():
            yield replace(wish, count=len(members), members=tuple(members)), place


def sentence(ids: list[str], wish, place: str | None, is_sure: bool = True) -> Sentence:
    return Sentence(" ".join(ids[member] for member in wish.members), wish.text, wish.count, place, is_sure)
