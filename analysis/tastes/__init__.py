"""Taste groups (喜好相近的居民): who likes the same things, only when the groups are clear."""

from analysis.tastes.groups import NO_GROUP, TasteGroup, Tastes, taste_groups
from analysis.tastes.polis import Representative, representative

__all__ = ["NO_GROUP", "Representative", "TasteGroup", "Tastes", "representative", "taste_groups"]
