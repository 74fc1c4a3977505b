"""The engine for large archives: tantivy finds the candidates, :mod:`retrieval.index.scoring` ranks them.

tantivy's k1 and b are fixed, and until deleted passages are merged away it counts them in. It is therefore
asked only which passages hold the weightiest terms of a query, and the best of those are scored with exact
counts; how many are taken was measured (see ``tests/benchmarks/RESULTS.md``). Everything that an answer needs
is stored, so that nothing is read from the archive and no archive text is cut again.
"""

from __future__ import annotations

import json
import logging
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import tantivy
from tantivy import Occur
from tantivy import Query as Ask

from retrieval.errors import StoreError
from retrieval.index.base import match_sources
from retrieval.index.encoding import decode_frame, decode_passage, split_lines
from retrieval.index.entries import safe_term
from retrieval.index.folder import CURRENT, REMEDY, Kind, build_schema, openable, read_generation, read_stamp
from retrieval.index.integrity import find_damage
from retrieval.index.lookup import Lookup
from retrieval.index.scoring import WEIGHTS, Scorer, Wanted, idf
from retrieval.values import EVERYTHING, Hit, Statistics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from retrieval.index.folder import Stamp
    from retrieval.values import Document, Filter, Query

_log = logging.getLogger(__name__)

# Of the 60 best by our formula 99 % are among the 120 best by their terms (131 questions over 394,886
# passages); by tantivy's own formula, which puts short passages first, 89 % of the 40 best were.
_CANDIDATES = 2
_FEWEST_CANDIDATES = 40
# By the terms alone all passages that hold the one word of a query are equal: its weightiest terms say, by their
# number and the passage's length, which of those come first.
_TIE = 0.1
_TIE_TERMS = 2
# Above this many equal passages (a line that opens every broadcast) it no longer matters which are shown.
_MOST_CANDIDATES = 4096


class DiskIndex:
    """A folder's index (see :class:`retrieval.index.base.Index` for the methods).

    It is safe to share between threads, and serves each new state from the moment when it is whole.

    Args:
        folder: the index.
        differs: says of what an index was built with why its words are not those of the questions that will be
            asked, or None where they are. A state that differs is not taken up, neither at first nor later.

    Raises:
        StoreError: there is no index in the folder, or it is damaged, or it differs.
    """

    def __init__(
        self, folder: Path, differs: Callable[[Mapping[str, Any]], str | None] = lambda _: None
    ) -> None:
        self._folder = folder
        self._differs = differs
        self._lock = threading.Lock()
        self._state = self._open_state()
        self._seen = self._state.stamp

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the index was built with."""
        return self._current().manifest

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """Return the passages that match best, best first."""
        return self._current().search(query, limit, filter)

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each term occurs."""
        state = self._current()
        return {term: state.frequency(safe_term(term)) for term in terms}

    def document(self, id: str) -> Document | None:
        """Return a document, or None."""
        return self._current().document(id)

    def latest(self, limit: int) -> list[Document]:
        """Return the newest documents."""
        return self._current().latest(limit)

    def statistics(self) -> Statistics:
        """Return how much there is."""
        return self._current().statistics

    def close(self) -> None:
        """Let go of the files; what was opened is freed with the last search that uses it."""

    def _current(self) -> _State:
        """Return the newest whole state; the last one that was opened where nothing newer can be."""
        state = self._state
        stamp = read_stamp(self._folder, state.generation)
        if stamp is None or stamp == self._seen:
            return state
        with self._lock:
            if self._state is state and stamp != self._seen:
                try:
                    self._state = self._open_state()
                except StoreError as error:
                    # What is open is whole, and fits: it is served on until there is another such state.
                    _log.warning("%s; until then the old state is served", error)
                    self._seen = stamp
                else:
                    self._seen = self._state.stamp
            return self._state

    def _open_state(self) -> _State:
        state = _open_state(self._folder)
        if reason := self._differs(state.manifest):
            raise StoreError(f"the index in {str(self._folder)!r} does not fit: {reason}; {REMEDY}")
        return state


def holds_index(folder: Path) -> bool:
    """Say whether there is an index in a folder, sound or not."""
    return (folder / CURRENT).exists()


def _open_state(folder: Path) -> _State:
    # A writer may remove the generation between reading its name and opening it: then there is a newer one.
    while True:
        generation = read_generation(folder)
        if generation is None:
            raise StoreError(f"there is no index in {str(folder)!r}: build it with `wendang index`")
        stamp = read_stamp(folder, generation)
        damaged = find_damage(generation)
        if stamp and stamp.meta and not damaged:
            return _State(generation, stamp)
        if stamp == read_stamp(folder, generation):
            raise StoreError(f"the index in {str(folder)!r} is damaged ({damaged}): {REMEDY}")


class _State:
    """One whole state: it never changes, so that what was counted once may be kept."""

    def __init__(self, generation: Path, stamp: Stamp) -> None:
        self.generation = generation
        self.stamp = stamp
        with openable(generation) as path:
            index = tantivy.Index(build_schema(), str(path))
            # A state never changes: without this a thread would watch the folder and load what comes next.
            index.config_reader("manual")
            self._schema = index.schema
            self._searcher = index.searcher()
            self._lookup = Lookup(self._searcher, self._schema)
        manifest = self._payloads(self._term("kind", Kind.MANIFEST), 1)
        self.manifest: Mapping[str, Any] = json.loads(manifest[0])
        self.statistics = Statistics(
            documents=self._count(self._term("kind", Kind.DOCUMENT)),
            passages=self._count(self._term("kind", Kind.PASSAGE)),
        )
        # tantivy's own counts include deleted entries until they are merged away.
        self._exact = self._searcher.doc_freq("kind", Kind.PASSAGE) == self.statistics.passages
        sums = self._searcher.aggregate(
            Ask.all_query(), {field: {"sum": {"field": f"{field}_length"}} for field in WEIGHTS}
        )
        self._averages = {field: sums[field]["value"] / max(1, self.statistics.passages) for field in WEIGHTS}
        self._sources = [source for source, _ in self._searcher.terms_with_prefix("source", "")]
        self.frequency = lru_cache(maxsize=1 << 16)(self._frequency)
        self._holding = lru_cache(maxsize=1 << 16)(self._count_holding)

    # --- searching ---

    def search(self, query: Query, limit: int, filter: Filter) -> list[Hit]:
        wanted = [
            Wanted(term, field, idf(self.statistics.passages, holding))
            for field, terms in (
                ("words", query.words),
                ("bigrams", query.bigrams),
                ("title", query.words + query.bigrams),
            )
            for term in map(safe_term, terms)
            if (holding := self._holding(field, term))
        ]
        if not wanted or limit < 1:
            return []
        ask = self._ask(wanted, filter)
        scorer = Scorer(wanted, self._averages)
        number = max(_FEWEST_CANDIDATES, limit * _CANDIDATES)
        scored: list[tuple[float, float, list[bytes]]] = []
        while True:
            found = self._searcher.search(ask, number, count=False).hits
            # Those that were found before stand in front again, and are scored already.
            more = found[len(scored) :]
            passages = [split_lines(self._payload(address)) for _, address in more]
            scored += zip(scorer.score(passages), (rough for rough, _ in more), passages, strict=True)
            scored.sort(key=lambda candidate: -candidate[0])
            # Passages that are alike may have been cut off in the middle of their like.
            cut = scored[limit - 1][1] if len(scored) >= limit else 0.0
            if len(found) < number or cut > found[-1][0] or number >= _MOST_CANDIDATES:
                break
            number *= 4
        least = scored[min(limit, len(scored)) - 1][0] if scored else 0.0
        hits = [Hit(decode_passage(lines), score) for score, _, lines in scored if score >= least]
        hits.sort(key=lambda hit: (-hit.score, hit.passage.metadata.id, hit.passage.number))
        return hits[:limit]

    def _ask(self, wanted: Sequence[Wanted], filter: Filter) -> Ask:
        matching = Ask.boolean_query(
            [
                *(
                    (Occur.Should, Ask.const_score_query(self._term(one.field, one.term), one.worth))
                    for one in wanted
                ),
                *(
                    (Occur.Should, Ask.boost_query(self._term(one.field, one.term), _TIE))
                    for one in sorted(wanted, key=lambda one: -one.worth)[:_TIE_TERMS]
                ),
            ]
        )
        conditions = []
        if filter.since or filter.until:
            conditions.append(
                Ask.range_query(
                    self._schema,
                    "day",
                    tantivy.FieldType.Unsigned,
                    filter.since.toordinal() if filter.since else 1,
                    filter.until.toordinal() if filter.until else None,
                )
            )
        if filter.source:
            sources = match_sources(filter.source, self._sources)
            conditions.append(Ask.term_set_query(self._schema, "source", sorted(sources)))
        if not conditions:
            return matching
        return Ask.boolean_query(
            [(Occur.Must, matching), *((Occur.Must, Ask.const_score_query(one, 0.0)) for one in conditions)]
        )

    # --- counting ---

    def _frequency(self, term: str) -> int:
        fields = [field for field in WEIGHTS if self._searcher.doc_freq(field, term)]
        if len(fields) <= 1 and self._exact:
            return self._searcher.doc_freq(fields[0], term) if fields else 0
        if not fields:
            return 0
        return self._count(Ask.boolean_query([(Occur.Should, self._term(field, term)) for field in fields]))

    def _count_holding(self, field: str, term: str) -> int:
        roughly = self._searcher.doc_freq(field, term)
        return roughly if self._exact or not roughly else self._count(self._term(field, term))

    def _count(self, ask: Ask) -> int:
        found: Any = self._searcher.search(ask, 1, count=True)
        return int(found.count)  # which tantivy's types forget

    # --- documents ---

    def document(self, id: str) -> Document | None:
        frame = self._lookup.frame(id)
        return decode_frame(frame, self._lookup.paragraphs) if frame else None

    def latest(self, limit: int) -> list[Document]:
        documents = self._term("kind", Kind.DOCUMENT)
        limit = min(limit, self.statistics.documents)
        if limit < 1:
            return []
        newest = self._searcher.search(documents, limit, count=False, order_by_field="day").hits
        oldest = newest[-1][0]
        later = [
            (-day, decode_frame(self._payload(address), self._lookup.paragraphs))
            for day, address in newest
            if day > oldest
        ]
        found = [document for _, document in sorted(later, key=lambda pair: (pair[0], pair[1].id))]
        # Of the last day, those whose ids come first.
        of_day = self._all_of(documents, Ask.term_query(self._schema, "day", oldest))
        ids = self._searcher.terms_with_prefix("id", "", of_day, limit - len(found))
        return found + [document for key, _ in ids if (document := self.document(key))]

    def _all_of(self, *asks: Ask) -> Ask:
        return Ask.boolean_query([(Occur.Must, ask) for ask in asks])

    def _payloads(self, ask: Ask, limit: int) -> list[bytes]:
        return [self._payload(address) for _, address in self._searcher.search(ask, limit, count=False).hits]

    def _payload(self, address: tantivy.DocAddress) -> bytes:
        return bytes(self._searcher.doc(address)["payload"][0])

    def _term(self, field: str, value: str) -> Ask:
        return Ask.term_query(self._schema, field, value, "freq" if field in WEIGHTS else "basic")
