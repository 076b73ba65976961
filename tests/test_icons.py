"""One sprite for all pages: outlines take their colour and width from the style sheet, tinted parts from `fill`."""

from pathlib import Path
from xml.etree import ElementTree

from survey.catalogue import CATALOGUE

SPRITE = Path(__file__).parents[1] / "survey" / "static" / "icons.svg"
SYMBOLS = ElementTree.parse(SPRITE).getroot().findall("{http://www.w3.org/2000/svg}symbol")
NAMES = [symbol.get("id") for symbol in SYMBOLS]


def test_every_activity_of_the_catalogue_has_its_icon():
    assert {entry.icon for entry in CATALOGUE} <= set(NAMES)


def test_each_icon_is_named_once_and_a_star_stands_in_for_what_has_none():
    assert len(NAMES) == len(set(NAMES)) and "star" in NAMES


def test_all_icons_share_one_grid_and_the_colour_of_the_text():
    assert {symbol.get("viewBox") for symbol in SYMBOLS} == {"0 0 24 24"}
    colours = {part.get(paint) for symbol in SYMBOLS for part in symbol.iter() for paint in ("fill", "stroke")}
    assert colours == {None, "currentColor"}


def test_the_sprite_is_small_enough_for_a_slow_phone():
    assert SPRITE.stat().st_size <= 12 * 1024
    assert all(len(ElementTree.tostring(symbol)) <= 700 for symbol in SYMBOLS)
