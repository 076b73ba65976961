"""Bring the English catalogue up to date with the sentences in code and pages: python scripts/translations.py

New sentences arrive empty and are listed. Write their English into messages.po and run this again to compile it."""

import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
CATALOGUE = ROOT / "survey" / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def main() -> int:
    catalogue = read_catalogue()
    catalogue.update(sentences_in_use(), no_fuzzy_matching=True, update_creation_date=False)
    write_catalogue(catalogue)
    for message in untranslated(catalogue):
        print(f"no English yet: {message.id}")
    return 1 if untranslated(catalogue) else 0


def sentences_in_use() -> Catalog:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for path, _line, sentence, comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS):
        # File names without lines: an edit higher up in a file must not change the catalogue.
        found.add(sentence, None, [(path, None)], auto_comments=comments, context=context)
    return found


def read_catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def write_catalogue(catalogue: Catalog) -> None:
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=100, sort_by_file=True, ignore_obsolete=True)
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, read_catalogue())


def untranslated(catalogue: Catalog) -> list:
    return [message for message in catalogue if message.id and not all(written(message))]


def written(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


if __name__ == "__main__":
    sys.exit(main())
