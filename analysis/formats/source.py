"""Bytes and text of a file, plain or ``.gz``, never more than is good for the machine."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from analysis.formats.reading import Note, Unreadable

MOST_BYTES = 500_000_000


def ending_of(path: str | Path) -> str:
    """How the name ends, in small letters, without a ``.gz`` after it.

    >>> ending_of("Answers.CSV.gz"), ending_of("answers")
    ('.csv', '')
    """
    path = Path(path)
    return Path(path.stem if path.suffix == ".gz" else path.name).suffix.lower()


def read_bytes(path: Path) -> bytes:
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Unreadable("NO_SUCH_FILE", path=str(path)) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable("CUT_SHORT", where="inside the .gz wrapping") from error
    if len(content) > MOST_BYTES:
        raise Unreadable("TOO_LARGE", most=MOST_BYTES // 1_000_000)
    return content


def read_text(path: Path) -> tuple[str, tuple[Note, ...]]:
    """UTF-8 with or without a mark at its start, or else GB 18030; NUL is in no text."""
    content = read_bytes(path)
    if b"\0" in content:
        raise Unreadable("NOT_TEXT")
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030"), (Note("READ_AS_CHINESE"),)
    except UnicodeDecodeError as error:
        raise Unreadable("NOT_TEXT") from error
