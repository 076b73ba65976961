"""A key that the database relies on must not go, or come back, with the power."""

import os
import stat

import pytest

from survey import keys, slip_codes


@pytest.fixture
def synced(monkeypatch) -> list[tuple[str, list[str]]]:
    """Of each sync: of a file or a folder, and which names stood in the folder by then."""
    synced, sync = [], os.fsync

    def watched(file: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(file).st_mode)
        synced.append(("folder", os.listdir(file)) if is_folder else ("file", []))
        sync(file)

    monkeypatch.setattr(os, "fsync", watched)
    return synced


def test_a_new_key_and_its_name_are_on_the_disk_before_it_is_used(tmp_path, synced):
    keys.read_or_make_key(tmp_path / "one.key")
    assert synced == [("file", []), ("folder", ["one.key"])]


def test_a_key_that_was_destroyed_does_not_come_back_with_the_power(app, tmp_path, synced):
    key = tmp_path / "keys" / "one.key"
    keys.make_key(key)
    with app.app_context():
        slip_codes.destroy_key(1, key)
    assert synced[-2:] == [("file", []), ("folder", [])]
