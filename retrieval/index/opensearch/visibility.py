"""A commit → the queries that admit what it holds, and what is dead: in no state that anybody will read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.index.opensearch.commits import Commit, Removed
    from retrieval.index.opensearch.layout import Names

Query = dict[str, Any]

_KINDS = {"file": "files", "document": "documents", "key": "keys"}
"""By which field things are taken away → the list of a document of the state index that names them."""
LONGEST_LIST = 60_000
"""How many names such a list holds at most: the cluster looks up no more than 65,536."""


def visible(commit: Commit, names: Names, conditions: Iterable[Query] = ()) -> Query:
    """Return the query for what a commit holds and some conditions admit; it costs no score."""
    excluded: list[Query] = []
    if commit.abandoned:
        excluded.append({"terms": {"born": list(commit.abandoned)}})
    if commit.removed:
        excluded.append(_taken_away(commit.removed, names))
    return {
        "bool": {
            "filter": [*conditions, {"range": {"born": {"lte": commit.number}}}],
            **({"must_not": excluded} if excluded else {}),
        }
    }


def dead(commit: Commit, names: Names) -> Query | None:
    """Return the query for what no reader will ever see, or None where there is no such thing.

    What a commit took away is dead, and so is what runs left that never came to one. Runs that began after this commit
    was read are not meant: they may be at work.
    """
    found: list[Query] = []
    if commit.removed:
        found.append(_taken_away(commit.removed, names))
    if commit.session > commit.number:
        found.append({"range": {"born": {"gt": commit.number, "lte": commit.session}}})
    return {"bool": {"should": found, "minimum_should_match": 1}} if found else None


def write_lists(
    files: Iterable[str], documents: Iterable[str], keys: Iterable[str]
) -> Iterator[dict[str, list[str]]]:
    """Yield what is taken away, in lists that the cluster can look up."""
    todo = {"files": sorted(files), "documents": sorted(documents), "keys": sorted(keys)}
    while any(todo.values()):
        yield {kind: some[:LONGEST_LIST] for kind, some in todo.items()}
        todo = {kind: some[LONGEST_LIST:] for kind, some in todo.items()}


def list_id(by: int, number: int) -> str:
    """Return the name of a list of what a commit took away."""
    return f"removed-{by}-{number}"


def _taken_away(removed: Removed, names: Names) -> Query:
    named: Sequence[Query] = [
        {"terms": {field: {"index": names.state, "id": list_id(removed.by, number), "path": kind}}}
        for number in range(removed.lists)
        for field, kind in _KINDS.items()
    ]
    return {
        "bool": {
            "filter": [{"range": {"born": {"lt": removed.by}}}],
            "should": named,
            "minimum_should_match": 1,
        }
    }
