"""A disk that remembers every write, so that a power cut at any moment can be played afterwards. What was not synced
may be on the disk, or not, or in part, in any order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import apsw

SECTOR = 512


@dataclass(frozen=True)
class Write:
    name: str
    offset: int
    content: bytes


@dataclass(frozen=True)
class Truncate:
    name: str
    size: int


@dataclass(frozen=True)
class Sync:
    name: str


@dataclass(frozen=True)
class Delete:
    name: str
    is_synced: bool


@dataclass(frozen=True)
class Acknowledged:
    """The first `commits` transactions were said to be safe."""

    commits: int


Step = Write | Truncate | Sync | Delete | Acknowledged


class RecordingDisk(apsw.VFS):
    """SQLite's usual files, and a log of what was done to them. The shared memory beside a write-ahead log is not
    recorded: a power cut leaves nothing of it."""

    def __init__(self, name: str):
        self.log: list[Step] = []
        super().__init__(name, "")

    def xOpen(self, name, flags):
        return RecordedFile(self.log, name, flags)

    def xDelete(self, name, sync_directory):
        super().xDelete(name, sync_directory)
        self.log.append(Delete(Path(name).name, bool(sync_directory)))


class RecordedFile(apsw.VFSFile):
    def __init__(self, log: list[Step], name, flags):
        super().__init__("", name, flags)
        self.log, self.name = log, Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name

    def xWrite(self, content, offset):
        super().xWrite(content, offset)
        self.log.append(Write(self.name, offset, bytes(content)))

    def xTruncate(self, size):
        super().xTruncate(size)
        self.log.append(Truncate(self.name, size))

    def xSync(self, flags):
        super().xSync(flags)
        self.log.append(Sync(self.name))


@dataclass
class Platter:
    """What is safe on the disk, and what is only on its way there."""

    safe: dict[str, bytearray]
    pending: dict[str, list[Write | Truncate]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)  # but a power cut may bring them back
    acknowledged: int = 0

    def take(self, step: Step) -> None:
        match step:
            case Write() | Truncate():
                self.pending.setdefault(step.name, []).append(step)
            case Sync():
                self.sync(step.name)
            case Delete():
                self.delete(step)
            case Acknowledged():
                self.acknowledged = step.commits

    def sync(self, name: str) -> None:
        """The directory's entry too: SQLite syncs it when it first syncs a new journal."""
        if name in self.deleted:
            self.deleted.remove(name)
            self.safe[name] = bytearray()
        content = self.safe.setdefault(name, bytearray())
        for step in self.pending.pop(name, []):
            apply(content, step)

    def delete(self, step: Delete) -> None:
        self.pending.pop(step.name, None)
        self.deleted.add(step.name)
        if step.is_synced:  # and with it the directory, which holds them all
            for name in self.deleted:
                self.safe.pop(name, None)
            self.deleted.clear()

    def after_power_cut(self, random: Random) -> dict[str, bytes]:
        names = sorted(self.safe.keys() | self.pending.keys())
        images = {name: self.content_after(name, random) for name in names}
        return {name: bytes(content) for name, content in images.items() if content is not None}

    def content_after(self, name: str, random: Random) -> bytearray | None:
        if name in self.deleted and name in self.safe and random.random() < 0.5:
            return self.safe[name]  # the deletion had not reached the disk
        if name in self.deleted and name not in self.pending:
            return None
        content = bytearray() if name in self.deleted else bytearray(self.safe.get(name, b""))
        for step in survivors(self.pending.get(name, []), random):
            apply(content, step)
        return content


def survivors(steps: list[Write | Truncate], random: Random) -> Iterable[Write | Truncate]:
    """Half of them dropped; or any of them in any order; or each in sectors of which some are lost; or a good disk that
    had got so far and no further."""
    how = random.choice(("drop", "reorder", "tear", "so far"))
    if how == "so far":
        return steps[: random.randint(0, len(steps))]
    if how == "tear":
        steps = [part for step in steps for part in sectors(step)]
    kept = [step for step in steps if random.random() < 0.5]
    if how == "reorder":
        random.shuffle(kept)
    return kept


def sectors(step: Write | Truncate) -> Iterable[Write | Truncate]:
    if isinstance(step, Truncate):
        yield step
        return
    at, end = step.offset, step.offset + len(step.content)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        yield Write(step.name, at, step.content[at - step.offset : stop - step.offset])
        at = stop


def apply(content: bytearray, step: Write | Truncate) -> None:
    end = step.size if isinstance(step, Truncate) else step.offset
    content.extend(bytes(max(0, end - len(content))))
    if isinstance(step, Truncate):
        del content[end:]
    else:
        content[end : end + len(step.content)] = step.content
