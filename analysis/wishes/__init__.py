"""Free-text wishes: masked, merged, sorted into themes as suggestions that a person confirms.

merging = merge(texts)                                   # masked, equal ones counted together
suggestions = suggest([wish.text for wish in merging.wishes], COMMON, confirmed)
work_order(suggestions, [wish.count for wish in merging.wishes])      # what to look at next
themes(merging.wishes, suggestions, COMMON, activities)               # what residents wish for
"""

from analysis.wishes.codebook import Codebook, Theme
from analysis.wishes.common import COMMON
from analysis.wishes.masking import mask
from analysis.wishes.merging import MergedWish, Merging, merge, normalise
from analysis.wishes.suggesting import Suggestion, suggest
from analysis.wishes.themes import WishTheme, themes, unsorted_count
from analysis.wishes.working import Batch, work_order

__all__ = [
    "COMMON",
    "Batch",
    "Codebook",
    "MergedWish",
    "Merging",
    "Suggestion",
    "Theme",
    "WishTheme",
    "mask",
    "merge",
    "normalise",
    "suggest",
    "themes",
    "unsorted_count",
    "work_order",
]
