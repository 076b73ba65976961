"""Keys are files of 32 random bytes in a folder of their own, outside the database."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

LENGTH = 32


def read_or_make_key(path: Path) -> bytes:
    """Only the service's own account can read it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        make_key(path)
        return path.read_bytes()


def make_key(path: Path) -> None:
    """Written aside and then put in place at once, so that nobody reads half a key; whoever comes second finds it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A name that was made or deleted outlives a power cut only when its folder is on the disk too."""
    if os.name == "nt":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def lies_within(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())
