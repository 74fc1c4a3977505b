"""What a commit admits, as the cluster is asked for it; how it answers is the contract's affair."""

from __future__ import annotations

from retrieval.index.opensearch.commits import Commit, Removed
from retrieval.index.opensearch.layout import Names
from retrieval.index.opensearch.visibility import LONGEST_LIST, dead, visible, write_lists

NAMES = Names("wendang-test")


def test_what_is_whole_needs_no_exclusion() -> None:
    """A count is answered without being run only where nothing is excluded."""
    query = visible(Commit(number=7), NAMES, [{"term": {"any": "会议"}}])
    assert query == {"bool": {"filter": [{"term": {"any": "会议"}}, {"range": {"born": {"lte": 7}}}]}}


def test_runs_that_came_to_nothing_are_excluded_for_ever() -> None:
    """A writer that was stopped may wake at any time, and write on."""
    query = visible(Commit(number=7, abandoned=(3, 5)), NAMES)
    assert query["bool"]["must_not"] == [{"terms": {"born": [3, 5]}}]


def test_nothing_is_dead_where_all_is_visible() -> None:
    assert dead(Commit(number=7, session=7), NAMES) is None


def test_what_a_later_run_writes_is_not_dead() -> None:
    """Only what was known when the commit was read may be removed: a later run may be at work."""
    query = dead(Commit(number=7, session=9, removed=Removed(7, 1)), NAMES)
    assert query is not None
    taken_away, unfinished = query["bool"]["should"]
    assert unfinished == {"range": {"born": {"gt": 7, "lte": 9}}}
    assert taken_away["bool"]["filter"] == [{"range": {"born": {"lt": 7}}}]


def test_long_lists_are_cut() -> None:
    """A cluster looks up no more than 65,536 names; every name is in one of the lists."""
    files = {f"{number}.txt" for number in range(2 * LONGEST_LIST + 1)}
    lists = list(write_lists(files, ["a"], []))
    assert [len(one["files"]) for one in lists] == [LONGEST_LIST, LONGEST_LIST, 1]
    assert {name for one in lists for name in one["files"]} == files
    assert [one["documents"] for one in lists] == [["a"], [], []]
    assert list(write_lists([], [], [])) == []
