"""Themes that wishes are sorted into: data that the organiser edits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """``keywords`` are words of wishes; ``activities`` art forms (LECTURE …) and words of titles by which the theme is
    matched to activities of the list."""

    id: str
    label: str
    label_en: str = ""
    keywords: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()


Codebook = tuple[Theme, ...]
