"""Drafts and what the archive says of them → terms, as an engine takes them; other processes cut them into words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from retrieval.archive.confined import Ended
from retrieval.archive.limits import LARGE
from retrieval.archive.records import Problem
from retrieval.chinese.words import open_outliner
from retrieval.curation.facts import NO_FACTS, Facts, with_facts
from retrieval.index.building.states import rename_metadata
from retrieval.index.building.workers import in_order
from retrieval.index.drafts import Cut, Draft, cut_drafts, draft_document, restore_draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.chinese.outlines import Outline
    from retrieval.errors import UnreadableError
    from retrieval.index.base import Taker
    from retrieval.index.building.recipe import Recipe
    from retrieval.index.building.spool import Place, Spool
    from retrieval.index.building.workers import Pool

# Bytes that are handed to another process at a time.
_PIECE = 1 << 20


class Told(NamedTuple):
    """Where a document's draft is, and what only the whole archive tells of it.

    ``id`` is empty where the document has the id that it claims.
    """

    draft: Place
    id: str = ""
    facts: Facts = NO_FACTS


class Batch(NamedTuple):
    """Documents that are cut together, and their files."""

    paths: list[str]
    told: list[Told]

    @property
    def size(self) -> int:
        """How many bytes the drafts have."""
        return sum(one.draft.size for one in self.told)


def in_batches(documents: Iterable[tuple[str, Told]]) -> Iterator[Batch]:
    """Yield documents, each with its file, in batches that are worth a journey to another process."""
    batch = Batch([], [])
    size = 0
    for path, told in documents:
        batch.paths.append(path)
        batch.told.append(told)
        size += told.draft.size
        if size >= _PIECE:
            yield batch
            batch, size = Batch([], []), 0
    if batch.paths:
        yield batch


class Cutter:
    """Cuts documents, and hands them on.

    Args:
        pool: the other processes.
        recipe: what texts are cut with.
        spool: holds the drafts.
        taker: takes the documents.
        note: is told of each document that is too much, and is left out.
    """

    def __init__(
        self, pool: Pool, recipe: Recipe, spool: Spool, taker: Taker, note: Callable[[Problem], None]
    ) -> None:
        self._pool = pool
        self._recipe = recipe
        self._spool = spool
        self._taker = taker
        self._note = note

    def cut(self, batches: Iterable[Batch]) -> Iterator[int]:
        """Cut documents and hand them on; yield how many bytes of drafts were cut."""
        tasks = ((batch, self._task(batch)) for batch in batches)
        cut = in_order(self._pool, cut_batch, tasks, is_apart=_is_apart, lost=self._cut_one_by_one)
        for batch, made in cut:
            together = [batch.paths] if len(made) == 1 else [[path] for path in batch.paths]
            for paths, one in zip(together, made, strict=True):
                if one is not None:
                    self._taker.add(paths, one)
            yield batch.size

    def _cut_one_by_one(self, batch: Batch, error: UnreadableError) -> list[Any]:
        """Find which of some documents is too much: that one is named and left out, and the others are cut."""
        if isinstance(error, Ended) and error.by_system:
            # It may go well when memory is there, and what is left out here is not tried again.
            raise error
        if len(batch.paths) == 1:
            [path] = batch.paths
            problem = Problem(path, None, str(error))
            self._note(problem)
            return [None]
        alone = [Batch([path], [told]) for path, told in zip(batch.paths, batch.told, strict=True)]
        tasks = ((one, self._task(one)) for one in alone)
        ended = isinstance(error, Ended)
        cut = in_order(self._pool, cut_batch, tasks, is_apart=lambda _: ended, lost=self._cut_one_by_one)
        return [one for _, [one] in cut]

    def _task(self, batch: Batch) -> Task:
        return self._recipe.cutter, self._recipe.words, self._taker.encode, self._spool, batch.told


def _is_apart(task: Task) -> bool:
    return sum(one.draft.size for one in task[-1]) > LARGE


# --- in other processes ---


Task: TypeAlias = "tuple[str, tuple[str, ...], Callable[[Cut], Any], Spool, list[Told]]"
"""Cutter, dictionary, the engine's way to take cut documents, and the documents."""


def cut_batch(task: Task) -> list[Any]:
    """Cut documents into terms, and return them as the engine takes them, all in one."""
    cutter, words, encode, spool, batch = task
    drafts = spool.read(one.draft for one in batch)
    known = [_as_told(draft, one) for draft, one in zip(drafts, batch, strict=True)]
    return [encode(cut_drafts(known, _outliner(cutter, words)))]


def _as_told(draft: Draft, told: Told) -> Draft:
    if told.id:
        draft = draft._replace(id=told.id, metadata=rename_metadata(draft.metadata, told.id))
    # Of most documents the archive says nothing: they need not be put together again.
    if told.facts == NO_FACTS:
        return draft
    plain = restore_draft(draft)
    return draft_document(with_facts(plain, told.facts), plain)


_loaded: dict[tuple[str, tuple[str, ...]], Outline] = {}


def _outliner(cutter: str, words: tuple[str, ...]) -> Outline:
    key = (cutter, words)
    if key not in _loaded:
        _loaded.clear()
        _loaded[key] = open_outliner(cutter, words)
    return _loaded[key]
