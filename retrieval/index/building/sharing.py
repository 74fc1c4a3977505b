"""A build whose work several builders share: one leads and alone commits, the others help, and all read and cut.

Each reads and cuts unit after unit; what needs all documents at once (their ids, what the archive says of them, the
commit) is the leader's. The result is the same whoever did what.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from retrieval.curation.facts import NO_FACTS
from retrieval.errors import StoreError, StoreLocked
from retrieval.index.building import cutter, units
from retrieval.index.building.cutter import Cutter, in_batches
from retrieval.index.building.units import Kept
from retrieval.index.building.workers import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from retrieval.archive.files import ArchiveFile
    from retrieval.archive.records import Problem
    from retrieval.index.base import Board, LedBoard, Stage, Unit
    from retrieval.index.building.findings import FoundIn, Source
    from retrieval.index.building.recipe import Recipe
    from retrieval.index.building.spool import Spool
    from retrieval.index.building.states import FileState
    from retrieval.index.building.workers import Pool

PAUSE = 0.3
"""Seconds between two looks whether there is work."""


class Tools(NamedTuple):
    """What a builder works with: ``read`` gives what reads files into the spool, and tells of each that cannot be read."""

    pool: Pool
    spool: Spool
    recipe: Recipe
    read: Callable[[Callable[[str, Problem], None]], Source]


class Builder:
    """Does units of a build.

    ``done`` counts the units by stage.

    Args:
        board: where they are taken from.
        files: the archive's files, by path.
        tools: what it works with.
        helps: whether another leads the build: then what cannot be read here may be read there.
    """

    def __init__(self, board: Board, files: Mapping[str, ArchiveFile], tools: Tools, *, helps: bool) -> None:
        self._board = board
        self._files = files
        self._tools = tools
        self._helps = helps
        self._kept: dict[int, Kept] = {}
        self.done: Counter[Stage] = Counter()

    def work(self) -> bool:
        """Do a unit; say whether there was one.

        Raises:
            StoreLocked: it was given to another in the meantime.
            StoreError: the files here are not those that the leader has.
        """
        unit = self._board.take(self._kept)
        if unit is None:
            return False
        told = self._board.read_told(unit)
        if unit.stage == "read":
            found, self._kept[unit.number] = self._read(units.decode_files(told))
        else:
            found = self._cut(unit, units.decode_told(told))
        if self._board.finish(unit, found):
            self.done[unit.stage] += 1
        return True

    def _read(self, paths: Sequence[str]) -> tuple[bytes, Kept]:
        files = [self._files[path] for path in paths]
        if self._helps:
            for file in files:
                self._look_at(file)
        problems: dict[str, list[Problem]] = {}
        reading = self._tools.read(lambda path, problem: problems.setdefault(path, []).append(problem))
        kept = Kept()
        found = list(reading.read(files))
        states = {
            path: replace(state, problems=tuple(problems.get(path, ())))
            for path, state in reading.states.items()
        }
        return units.encode_found(found, states, kept), kept

    def _cut(self, unit: Unit, told: units.Told) -> bytes:
        kept = self._kept.pop(unit.number, None)
        if kept is None:
            _, kept = self._read([path for path, _, _ in told.files])
        if kept.files != told.files:
            changed = next(
                (one[0] for one, other in zip(kept.files, told.files, strict=False) if one != other), ""
            )
            raise StoreError(
                f"{changed!r} is not what it was when it was first read: leave the archive as it is until `wendang index` "
                "is done, on all machines, and run it again"
            )

        def documents() -> Iterator[tuple[str, cutter.Told]]:
            places = enumerate(kept.places)
            for path, _, number in kept.files:
                for _, (count, draft) in zip(range(number), places, strict=False):
                    id, facts = told.changes.get(count, ("", None))
                    yield path, cutter.Told(draft, id, facts or NO_FACTS)

        problems: list[Problem] = []
        recipe = self._tools.recipe
        taker = self._board.taker(unit)
        hands = Cutter(self._tools.pool, recipe, self._tools.spool, taker, problems.append)
        for _ in hands.cut(in_batches(documents())):
            pass
        return units.encode_problems(problems)

    def _look_at(self, file: ArchiveFile) -> None:
        try:
            status = Path(file.location).stat()
            with Path(file.location).open("rb"):
                pass
        except OSError as error:
            raise StoreError(
                f"{file.path!r} cannot be read here ({error.strerror}), while {self._board.leader} leads the build: whoever "
                "helps must be able to read the same archive"
            ) from None
        if (status.st_size, status.st_mtime_ns) != (file.size, file.modified):
            raise StoreError(
                f"{file.path!r} has changed since the build began that {self._board.leader} leads: run `wendang index` again"
            )


class Leading:
    """Leads a build, and does units itself (a :class:`retrieval.index.building.findings.Source`).

    ``builders`` are who has done units, and how many.

    Args:
        board: where units are offered.
        parts: the files that are to be read, in units.
        builder: does units here.
        note: is told of each file that cannot be read, by the path of the archive's file.
        spoil: is told of each document that cannot be cut.
        at_work: is told who is at work.
    """

    def __init__(
        self,
        board: LedBoard,
        parts: Sequence[Sequence[ArchiveFile]],
        builder: Builder,
        note: Callable[[str, Problem], None],
        spoil: Callable[[Problem], None],
        at_work: Callable[[Sequence[str]], None],
    ) -> None:
        self._board = board
        self._parts = parts
        self._builder = builder
        self._note = note
        self._spoil = spoil
        self._at_work = at_work
        self.states: dict[str, FileState] = {}
        self.builders: Counter[str] = Counter()
        # How many documents each file has.
        self._numbers: Counter[str] = Counter()

    def read(self, files: Sequence[ArchiveFile]) -> Iterator[FoundIn]:
        """Yield what the files hold, in their order."""
        if sum(map(len, self._parts)) != len(files):
            raise ValueError("other files were offered")
        self._board.offer(
            "read",
            (
                (number, units.encode_files(file.path for file in part))
                for number, part in enumerate(self._parts)
            ),
        )
        for number in range(len(self._parts)):
            states, found = units.decode_found(self._collect(number), number)
            for state in states:
                for problem in state.problems:
                    self._note(state.path, problem)
                self.states[state.path] = replace(state, problems=())
            for one in found:
                self._numbers[one.file] += len(one.found.documents)
                yield one

    def cut(self, documents: Iterable[tuple[str, cutter.Told]]) -> Iterator[int]:
        """Have documents cut; yield how many bytes of drafts were cut."""
        sizes: dict[int, int] = {}

        def told() -> Iterator[tuple[int, bytes]]:
            for name, some in groupby(documents, lambda document: document[1].draft.name):
                number = int(name)
                changes = {}
                sizes[number] = 0
                for _, (draft, id, facts) in some:
                    sizes[number] += draft.size
                    if id or facts != NO_FACTS:
                        changes[draft.start] = id, facts
                files = [
                    (file.path, self.states[file.path].digest, self._numbers[file.path])
                    for file in self._parts[number]
                ]
                yield number, units.encode_told(units.Told(files, changes))

        self._board.offer("cut", told())
        for number, size in sizes.items():
            for problem in units.decode_problems(self._collect(number)):
                self._spoil(problem)
            yield size

    def _collect(self, number: int) -> bytes:
        """Return what was handed in of a unit; until it is there, do others."""
        while (collected := self._board.collect(number)) is None:
            busy = self._builder.work()
            self._at_work(self._board.watch())
            if not busy:
                time.sleep(PAUSE)
        who, found = collected
        self.builders[who] += 1
        return found


class Helped(NamedTuple):
    """What a helper did: for whom, how many units of each stage, and whether the index was built in the end."""

    leader: str
    units: Mapping[Stage, int]
    built: bool


def refuse_other(board: Board, recipe: Recipe, archive: Path, listing: str) -> None:
    """Make sure that what is built is what would be built here.

    Args:
        board: of the build.
        recipe: what texts are cut with here.
        archive: a folder or a file.
        listing: tells the state of its files (:func:`retrieval.archive.files.describe_listing`).

    Raises:
        StoreLocked: it is something else.
    """
    differs = recipe.differs(board.described, archive)
    if differs is None and board.described.get("listing") != listing:
        differs = "its files, their sizes or their times are others than here"
    if differs:
        raise StoreLocked(
            f"the index is being built by {board.leader}, and this process cannot help: {differs}: wait for it, or make "
            "version, settings and archive the same on both machines"
        )


def help_build(
    board: Board, files: Mapping[str, ArchiveFile], tools: Tools, progress: Callable[[Progress], None]
) -> Helped | None:
    """Do units of a build that another leads, until there are none; None where it turns out that it leads no more.

    Raises:
        StoreError: the files here are not those that the leader has.
    """
    builder = Builder(board, files, tools, helps=True)
    progress(Progress("help", 0, 0, (board.leader, "this one")))
    try:
        while (state := board.state()) == "open":
            if not builder.work():
                time.sleep(PAUSE)
    except StoreLocked:
        # A unit of ours was given to another, or the build has ended.
        return None
    return Helped(board.leader, builder.done, state == "done")
