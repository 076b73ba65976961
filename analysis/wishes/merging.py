"""Wishes that say the same are counted together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.wishes.grams import LONGEST, counted
from analysis.wishes.masking import mask

ALIKE = 0.65
_ROWS_AT_ONCE = 1_000
_MARK = re.compile("〔[^〕]*〕")
_OPENING = re.compile(
    "^(?:强烈|真心|非常|特别)?(?:建议|希望|盼望|盼着|期待|期盼|请求|恳请|请问|麻烦|能不能|能否|可不可以|可否|是否可以|是不是可以|可以"
    "|最好是?|想要?|要是能?|如果能?|我们?(?=想|希望|建议)|咱们?|大家|居委会|社区(?=能|可以|多|应)|应该|领导|您好|你好|老师好|尽量|能|请)"
)
_ENDING = re.compile("(?:谢谢[你您]?们?|感谢|吗|吧|呢|啊|呀|哦|了|好不好|行不行|行|可以|好|为好|就好|多谢|拜托)$")
_NUMERAL = re.compile(r"\d+|[零一二两三四五六七八九十半]+")
_DENIAL = re.compile("[不没别勿禁免少无]")


@dataclass(frozen=True)
class MergedWish:
    """Wishes that say the same. ``text`` is one of them, masked; ``normal`` what it is compared by; ``count`` how many;
    ``members`` their positions among the wishes given."""

    text: str
    normal: str
    count: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class Merging:
    """All wishes once. ``wishless`` are the positions of those that hold no word at all (empty, emoji, punctuation)."""

    wishes: tuple[MergedWish, ...]
    wishless: tuple[int, ...]


def normalise(text: str) -> str:
    """What a wish is compared by: letters and digits only, half width, without opening and closing courtesies.

    Marks of ``mask`` fall away; at most the first 500 characters count. Empty when the wish holds no word.

    >>> normalise("希望：广场舞８点半前结束，谢谢！"), normalise("能不能请评剧团"), normalise("👍👍!!")
    ('广场舞8点半前结束', '评剧团', '')
    """
    plain = unicodedata.normalize("NFKC", _MARK.sub("", text)[: 4 * LONGEST]).lower()
    plain = "".join(character for character in plain if unicodedata.category(character)[0] in "LN")[:LONGEST]
    for courtesy in (_OPENING, _ENDING):
        while (shorter := courtesy.sub("", plain)) != plain and len(shorter) > 1:
            plain = shorter
    return plain


def merge(texts: Sequence[str], alike: float = ALIKE) -> Merging:
    """Wishes with the same normal form, or nearly so, as one; most frequent first.

    Nearly: at least ``alike`` (0 to 1) of the pairs of neighbouring characters in either are in both (Jaccard 1901),
    the same numerals, and as many words of denial. Who joins whom goes by frequency, so that likeness does not chain.

    >>> merging = merge(["希望多唱评剧", "建议多唱评剧！", "广场舞晚8点结束", "广场舞晚9点结束", "。。。"])
    >>> [(wish.text, wish.count) for wish in merging.wishes], merging.wishless
    ([('希望多唱评剧', 2), ('广场舞晚8点结束', 1), ('广场舞晚9点结束', 1)], (4,))
    """
    positions: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        positions.setdefault(normalise(mask(text)), []).append(position)
    wishless = tuple(positions.pop("", ()))
    forms = sorted(positions, key=lambda form: (-len(positions[form]), positions[form][0]))
    groups = _groups(forms, alike)
    merged = [_merged([forms[row] for row in group], positions, texts) for group in groups]
    return Merging(tuple(sorted(merged, key=lambda wish: (-wish.count, wish.members[0]))), wishless)


def _merged(forms: list[str], positions: dict[str, list[int]], texts: Sequence[str]) -> MergedWish:
    members = tuple(sorted(position for form in forms for position in positions[form]))
    return MergedWish(mask(texts[positions[forms[0]][0]]).strip(), forms[0], len(members), members)


def _groups(forms: list[str], alike: float) -> list[list[int]]:
    """Rows of ``forms`` that go together, each led by its most frequent form."""
    followers, taken, groups = _alike(forms, alike), set(), []
    for leader in range(len(forms)):
        if leader not in taken:
            group = [leader, *(row for row in followers.get(leader, ()) if row not in taken)]
            taken.update(group)
            groups.append(group)
    return groups


def _alike(forms: list[str], alike: float) -> dict[int, list[int]]:
    """For each row the later rows that are alike."""
    pairs = counted(forms, sizes=(2,))
    pairs.data[:] = 1
    sizes, found = np.diff(pairs.indptr), {}
    for start in range(0, len(forms), _ROWS_AT_ONCE):
        shared = (pairs[start : start + _ROWS_AT_ONCE] @ pairs.T).tocoo()
        rows, columns = shared.row + start, shared.col
        close = (columns > rows) & (shared.data >= alike * (sizes[rows] + sizes[columns] - shared.data))
        for row, column in zip(rows[close].tolist(), columns[close].tolist(), strict=True):
            if _same_kind(forms[row], forms[column]):
                found.setdefault(row, []).append(column)
    return found


def _same_kind(one: str, other: str) -> bool:
    return all(sorted(pattern.findall(one)) == sorted(pattern.findall(other)) for pattern in (_NUMERAL, _DENIAL))
