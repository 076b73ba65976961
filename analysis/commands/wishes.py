from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import click

from analysis.commands.taking import refused
from analysis.formats.reading import Unreadable
from analysis.formats.wishes import read_sorted, read_wishes
from analysis.terminal import shorten, table
from analysis.wishes import COMMON, Merging, mask, merge, normalise, suggest, themes, unsorted_count, work_order


@click.command("wishes")
@click.argument("file", type=click.Path())
@click.option("--column", help="Column of the wishes (default: the one with most text).")
@click.option("--confirmed", type=click.Path(), help="Table (.csv, .xlsx) with the columns wish and theme.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def wishes_command(file: str, column: str | None, confirmed: str | None, as_json: bool):
    """Sort the free-text wishes of FILE into themes: suggestions, for a person to confirm.

    FILE has a wish on each line (.txt) or in a column (.csv, .xlsx). Phone numbers, names and doors are masked.

    \b
    python -m analysis wishes wishes.txt
    python -m analysis wishes answers.xlsx --column 心里话 --confirmed sorted.csv --json
    """
    texts, known = _read(file, column, confirmed)
    merging = merge(texts)
    suggestions = suggest([wish.text for wish in merging.wishes], COMMON, _positions(known, texts, merging))
    found = themes(merging.wishes, suggestions, COMMON)
    waiting = unsorted_count(merging.wishes, suggestions)
    batches = work_order(suggestions, [wish.count for wish in merging.wishes])
    if as_json:
        facts = {"wishes": len(texts), "without_a_word": len(merging.wishless), "unsorted": waiting}
        listed = [asdict(wish) | asdict(told) for wish, told in zip(merging.wishes, suggestions, strict=True)]
        rows = {"themes": [asdict(theme) for theme in found], "merged": listed, "work": [asdict(b) for b in batches]}
        click.echo(json.dumps(facts | rows, ensure_ascii=False))
    else:
        click.echo(_text(found, len(texts), len(merging.wishes), waiting))


def _read(file: str, column: str | None, confirmed: str | None) -> tuple[list[str], Mapping[str, str]]:
    try:
        texts, notes = read_wishes(file, column)
        known = read_sorted(confirmed) if confirmed else {}
    except Unreadable as error:
        raise refused(str(error)) from error
    for note in notes:
        click.echo(note, err=True)
    return texts, known


def _positions(known: Mapping[str, str], texts: Sequence[str], merging: Merging) -> dict[int, str]:
    """Position of a merged wish -> theme, where one of its wordings was sorted before."""
    theme_of = {normalise(mask(text)): theme for text, theme in known.items()}
    return {
        at: theme_of[form]
        for at, wish in enumerate(merging.wishes)
        for form in {normalise(mask(texts[member])) for member in wish.members} & theme_of.keys()
    }


def _text(found: Sequence, wishes: int, merged: int, waiting: int) -> str:
    rows = [[theme.id, theme.label, f"{theme.count:,}", shorten("；".join(theme.examples), 60)] for theme in found]
    summary = f"{wishes:,} wishes, {merged:,} different ones; {waiting:,} unsorted. Suggestions: confirm them."
    return f"{table(['theme', '', 'wishes', 'for example'], rows, left=[0, 1, 3])}\n\n{summary}"
