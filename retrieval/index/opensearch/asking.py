"""One question to one state of the index: its searches become requests, as few as can be."""

from __future__ import annotations

import heapq
from base64 import b64decode
from typing import TYPE_CHECKING, Any

from retrieval.chinese.folding import fold_all
from retrieval.errors import StoreError
from retrieval.index.base import match_sources
from retrieval.index.encoding import decode_frame, decode_metadata
from retrieval.index.opensearch.cluster import PAGE, SearchOf
from retrieval.index.opensearch.commits import read_found, search_commit
from retrieval.index.opensearch.passages import decode_kept
from retrieval.index.opensearch.scoring import (
    Counts,
    as_query,
    bound_of,
    is_pair,
    score_exactly,
    weigh,
)
from retrieval.index.opensearch.tokens import digest_of, name_of, token_of
from retrieval.index.opensearch.visibility import visible
from retrieval.values import EVERYTHING, Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.index.opensearch.cluster import Cluster
    from retrieval.index.opensearch.commits import Commit
    from retrieval.index.opensearch.layout import Names
    from retrieval.index.opensearch.scoring import Clause
    from retrieval.values import Document, Filter, Passage, Search

# Candidates beyond those that are wanted: with these the first round proves nearly every list.
_MORE = 24
# By how much a round is larger than the last, and how many candidates there are at most. Passages that are alike in all
# that the cluster knows of them come in the order of their ids: beyond so many, that order is taken for the right one.
_GROWTH = 4
_MOST_CANDIDATES = 10_000
# Terms whose counts are kept, and sources that are told apart.
_KNOWN = 1 << 16
_MOST_SOURCES = 60_000

_BEST_FIRST = [{"_score": "desc"}, {"document": "asc"}, {"number": "asc"}]


class Newer(Exception):  # noqa: N818 - an event, not an error
    """There is a newer state, which is served from now on."""


class State:
    """One whole state: it never changes, so that what was counted once may be kept."""

    def __init__(self, commit: Commit) -> None:
        self.commit = commit
        self.counts: dict[str, Counts] = {"": Counts(0, 0, 0, 0)}
        self.sources: list[str] | None = None


class _Pending:
    """A search whose list is not proved yet."""

    def __init__(self, search: Search, clauses: Sequence[Clause], body: dict[str, Any]) -> None:
        self.search = search
        self.clauses = clauses
        self.body = body
        self.size = min(search.limit + _MORE, _MOST_CANDIDATES)
        self.candidates = 0
        self.best: list[tuple[float, str, int, Passage]] = []


class Asking:
    """A question to a state. With its first request it looks whether there is a newer one.

    Args:
        cluster: where it is.
        names: of the archive's indices.
        state: what is asked.
        take_up: is handed the newest commit, and says whether that is served from now on.
    """

    def __init__(
        self, cluster: Cluster, names: Names, state: State, take_up: Callable[[Commit | None], bool]
    ) -> None:
        self._cluster = cluster
        self._names = names
        self._state = state
        self._commit = state.commit
        self._indices = names.generation(state.commit.generation)
        self._take_up = take_up
        self._looked = False

    def count(self, terms: Sequence[str]) -> dict[str, Counts]:
        """Return in how many passages each term occurs; what was counted before is not asked for again."""
        known = self._state.counts
        # Another thread may clear what is known.
        found = {term: counts for term in terms if (counts := known.get(term))}
        unknown = [term for term in dict.fromkeys(terms) if term not in found]
        if not unknown:
            return found
        asked = [
            (term, field)
            for term in unknown
            for field in Counts._fields
            if field != "bigrams" or is_pair(term)
        ]
        body = {"size": 0, "track_total_hits": True}
        responses = self._ask(
            [
                # The cluster counts a term in less than half of the time that it takes to keep the count.
                SearchOf(
                    self._indices.passages,
                    body | {"query": self._admit([{"term": {field: token_of(term)}}])},
                    kept=False,
                )
                for term, field in asked
            ]
        )
        numbers = {
            one: response["hits"]["total"]["value"] for one, response in zip(asked, responses, strict=True)
        }
        for term in unknown:
            found[term] = Counts(*(numbers.get((term, field), 0) for field in Counts._fields))
        if len(known) + len(unknown) > _KNOWN:
            known.clear()
            known[""] = Counts(0, 0, 0, 0)
        known.update({term: found[term] for term in unknown})
        return found

    def search_many(self, searches: Sequence[Search]) -> list[list[Hit]]:
        """Return what each search finds."""
        if any(one.filter.source for one in searches):
            self._read_sources()
        terms = [term for one in searches for term in (*one.query.words, *one.query.bigrams)]
        counts = self.count(terms)
        pending: dict[int, _Pending] = {}
        found: dict[int, list[Hit]] = {}
        for number, search in enumerate(searches):
            clauses = weigh(search.query, counts, self._commit)
            conditions = self._conditions(search.filter)
            if not clauses or search.limit < 1 or conditions is None:
                found[number] = []
                continue
            bool_query = visible(self._commit, self._names, conditions)["bool"] | as_query(clauses)
            body = {
                "query": {"bool": bool_query},
                "_source": False,
                "stored_fields": ["blob"],
                "sort": _BEST_FIRST,
                "track_total_hits": False,
            }
            pending[number] = _Pending(search, clauses, body)
        while pending:
            asked = [
                SearchOf(self._indices.passages, one.body | {"size": one.size}) for one in pending.values()
            ]
            responses = self._ask(asked)
            for (number, one), response in zip(list(pending.items()), responses, strict=True):
                if self._is_proved(one, response["hits"]["hits"]):
                    del pending[number]
                    found[number] = [Hit(passage, -score) for score, _, _, passage in one.best]
        return [found[number] for number in range(len(searches))]

    def _is_proved(self, one: _Pending, hits: Sequence[Mapping[str, Any]]) -> bool:
        """Take further candidates of a search in, and say whether its list is whole."""
        kept = [decode_kept(b64decode(hit["fields"]["blob"][0])) for hit in hits]
        folded = fold_all(candidate.text for candidate in kept)
        scores = score_exactly(one.clauses, kept, folded, self._commit)
        limit = one.search.limit
        order = sorted(
            (-score, candidate.metadata.id, hit["sort"][2], place)
            for place, (score, candidate, hit) in enumerate(zip(scores, kept, hits, strict=True))
        )
        more = [
            (score, id, number, kept[place].passage(number, folded[place]))
            for score, id, number, place in order[:limit]
        ]
        one.best = heapq.nsmallest(limit, one.best + more, key=lambda best: best[:3])
        one.candidates += len(hits)
        if len(hits) < one.size or one.candidates >= _MOST_CANDIDATES:
            return True
        # What was not handed out is worth no more than the last that was.
        if len(one.best) == limit and -one.best[-1][0] > bound_of(hits[-1]["sort"][0], self._commit):
            return True
        one.body["search_after"] = hits[-1]["sort"]
        one.size = min(one.candidates * (_GROWTH - 1), _MOST_CANDIDATES - one.candidates, PAGE)
        return False

    def documents(self, ids: Sequence[str]) -> list[Document]:
        """Return documents in the order of their ids; an unknown one is skipped."""
        conditions = [[{"term": {"document": name_of(id)}}] for id in ids]
        routings = list(map(digest_of, ids))
        body = {"_source": False, "stored_fields": ["blob"]}
        asked = [
            SearchOf(self._indices.documents, {**body, "query": self._admit(condition), "size": 1}, routing)
            for condition, routing in zip(conditions, routings, strict=True)
        ]
        numbered = {**body, "sort": ["number"], "size": PAGE}
        asked += [
            SearchOf(self._indices.passages, numbered | {"query": self._admit(condition)}, routing)
            for condition, routing in zip(conditions, routings, strict=True)
        ]
        responses = self._ask(asked)
        documents = []
        for place, (frames, passages) in enumerate(
            zip(responses[: len(ids)], responses[len(ids) :], strict=True)
        ):
            hits = passages["hits"]["hits"]
            if len(hits) == PAGE:
                scrolled = numbered | {"query": self._admit(conditions[place])}
                hits = list(self._cluster.scroll(self._indices.passages, scrolled, routing=routings[place]))
            texts = [decode_kept(b64decode(hit["fields"]["blob"][0])).text for hit in hits]
            for hit in frames["hits"]["hits"]:
                metadata, frame = b64decode(hit["fields"]["blob"][0]).split(b"\n", 1)
                documents.append(decode_frame(frame, decode_metadata(metadata), texts))
        return documents

    def latest(self, limit: int, filter: Filter) -> list[Document]:
        """Return the newest documents."""
        if filter.source:
            self._read_sources()
        conditions = self._conditions(filter)
        if limit < 1 or conditions is None:
            return []
        body = {
            "query": self._admit([*conditions, {"term": {"shown": 1}}]),
            "sort": [{"day": "desc"}, {"document": "asc"}],
            "_source": False,
            "stored_fields": ["blob"],
            "size": min(limit, PAGE),
            "track_total_hits": False,
        }
        [response] = self._ask([SearchOf(self._indices.documents, body)])
        ids = [
            decode_metadata(b64decode(hit["fields"]["blob"][0]).split(b"\n", 1)[0]).id
            for hit in response["hits"]["hits"]
        ]
        return self.documents(ids)

    def _conditions(self, filter: Filter) -> list[dict[str, Any]] | None:
        """Return the queries for what a filter admits, or None if that is nothing."""
        if filter == EVERYTHING:
            return []
        found: list[dict[str, Any]] = []
        if filter.since or filter.until:
            # 0 stands for no day.
            days = {"gte": filter.since.toordinal() if filter.since else 1}
            found.append(
                {"range": {"day": days | ({"lte": filter.until.toordinal()} if filter.until else {})}}
            )
        if filter.source:
            sources = match_sources(filter.source, self._state.sources or ())
            if not sources:
                return None
            found.append({"terms": {"source": sorted(sources)}})
        return found

    def _read_sources(self) -> None:
        if self._state.sources is None:
            body = {
                "query": self._admit([]),
                "size": 0,
                "aggs": {"sources": {"terms": {"field": "source", "size": _MOST_SOURCES}}},
            }
            [response] = self._ask([SearchOf(self._indices.documents, body)])
            found = response["aggregations"]["sources"]
            if found["sum_other_doc_count"]:
                raise StoreError(
                    f"the archive has more than {_MOST_SOURCES} sources: ask without a source, or leave the field out"
                )
            self._state.sources = [bucket["key"] for bucket in found["buckets"]]

    def _admit(self, conditions: Sequence[dict[str, Any]]) -> dict[str, Any]:
        return visible(self._commit, self._names, conditions)

    def _ask(self, searches: Sequence[SearchOf]) -> list[dict[str, Any]]:
        if self._looked:
            return self._cluster.search_all(searches) if searches else []
        newest, *responses = self._cluster.search_all([search_commit(self._names), *searches])
        self._looked = True
        if self._take_up(read_found(newest)):
            raise Newer
        return responses
