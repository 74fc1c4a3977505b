"""A cluster of three nodes, which die while questions are asked: no answer is wrong, and no document is lost."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from indexes import parse_query
from opensearch_indices import Indices, add_to, write_to
from opensearch_jars import require_server
from opensearch_server import Node, start_three

from retrieval.errors import StoreAway
from retrieval.index.memory import MemoryIndex
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment
    from retrieval.index.opensearch.index import OpenSearchIndex
    from retrieval.values import Query

pytestmark = pytest.mark.cluster

TEXTS = {
    f"d{number:03}": f"第{number}号会议由{'市长主持' if number % 3 else '书记出席'}，天气晴朗。"
    for number in range(120)
}
ASKED = [f"第{number}号会议由谁主持" for number in range(0, 120, 7)]


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Node]]:
    """Return three nodes, each a process of its own."""
    require_server()
    started = start_three(tmp_path_factory.mktemp("three"))
    yield started
    for node in started:
        node.stop()


@pytest.fixture
def indices(nodes: list[Node], outliner: Outline) -> Iterator[Indices]:
    """Return the indices of an archive, three shards and a copy of each, with all nodes there."""
    for node in nodes:
        node.wait("wait_for_nodes=3")
    with Indices(*(node.url for node in nodes), replicas=1, shards=3) as indices:
        write_to(indices, outliner, TEXTS)
        nodes[0].wait("wait_for_status=green")
        yield indices


class Asking:
    """Asks questions without a pause, and compares each answer with what is known.

    Attributes:
        right: how many answers were as expected, in one of the states that there may be.
        wrong: how many were not.
        refused: how many were errors that say that the index cannot be asked now.
        longest: seconds between two right answers, at most.
    """

    def __init__(
        self, index: OpenSearchIndex, expected: list[dict[str, list[str]]], queries: dict[str, Query]
    ) -> None:
        self.right = self.wrong = self.refused = 0
        self.longest = 0.0
        self._index = index
        self._expected = expected
        self._queries = queries
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def _ask(self) -> None:
        chance = random.Random(1)  # noqa: S311 - the same questions every time
        last = time.monotonic()
        while not self._ended.is_set():
            text = chance.choice(list(self._queries))
            try:
                hits = self._index.search(self._queries[text], limit=10)
            except StoreAway:
                self.refused += 1
                continue
            found = [hit.passage.id for hit in hits]
            if any(found == state[text] for state in self._expected):
                self.right += 1
                self.longest = max(self.longest, time.monotonic() - last)
                last = time.monotonic()
            else:
                self.wrong += 1

    @contextmanager
    def going_on(self) -> Iterator[Asking]:
        """Ask while something happens, and until a few are answered after that."""
        self._thread.start()
        try:
            self.wait_for(5)
            yield self
            self.wait_for(20)
        finally:
            self._ended.set()
            self._thread.join()

    def wait_for(self, more: int) -> None:
        """Wait until so many more answers are right."""
        until, deadline = self.right + more, time.monotonic() + 600
        while self.right < until and not self.wrong:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.fixture
def ask(segment: Segment) -> Callable[..., Asking]:
    """Return what asks indices, which hold these texts or those."""

    def expected(texts: dict[str, str]) -> dict[str, list[str]]:
        documents = [
            Document(Metadata(id, f"{id}.txt"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
            for id, text in texts.items()
        ]
        memory = MemoryIndex(documents, segment)
        return {
            text: [hit.passage.id for hit in memory.search(parse_query(text, segment), limit=10)]
            for text in ASKED
        }

    def start(indices: Indices, *states: dict[str, str]) -> Asking:
        queries = {text: parse_query(text, segment) for text in ASKED}
        return Asking(indices.open_index(), [expected(state) for state in states], queries)

    return start


def restart(node: Node, others: list[Node]) -> None:
    """Start a node again, and wait until every part has its copy."""
    node.start()
    node.wait("wait_for_nodes=3")
    others[0].wait("wait_for_status=green")


def tell(capsys: pytest.CaptureFixture[str], what: str, asking: Asking) -> None:
    """Say how it went: the figures of the README come from here."""
    with capsys.disabled():
        print(  # noqa: T201 - a figure, for whoever asked for these tests
            f"\n{what}: {asking.right} right, {asking.wrong} wrong, {asking.refused} refused, "
            f"longest gap {asking.longest:.1f} s"
        )


def test_each_node_is_killed_in_turn(
    nodes: list[Node], indices: Indices, ask: Callable[..., Asking], capsys: pytest.CaptureFixture[str]
) -> None:
    """Also the elected one: every question is answered, and as before."""
    with ask(indices, TEXTS).going_on() as asking:
        for number, node in enumerate(nodes):
            node.kill()
            asking.wait_for(10)
            restart(node, nodes[number - 1 :])
    tell(capsys, "killed in turn", asking)
    assert (asking.wrong, asking.refused) == (0, 0)


def test_a_rolling_restart(
    nodes: list[Node], indices: Indices, ask: Callable[..., Asking], capsys: pytest.CaptureFixture[str]
) -> None:
    """As for a new version: nobody notices."""
    with ask(indices, TEXTS).going_on() as asking:
        for number, node in enumerate(nodes):
            node.stop()
            restart(node, nodes[number - 1 :])
    tell(capsys, "rolling restart", asking)
    assert (asking.wrong, asking.refused) == (0, 0)


def test_nodes_are_killed_during_an_update(
    nodes: list[Node],
    indices: Indices,
    ask: Callable[..., Asking],
    outliner: Outline,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Questions see the old state or the new one; the new one holds every document."""
    more = {f"e{number:03}": f"第{number}号会议改期。" for number in range(60)}
    kept = {id: text for id, text in TEXTS.items() if id > "d010"}
    with ask(indices, TEXTS, kept | more).going_on() as asking, indices.open_writer() as writer:
        for number, start in enumerate(range(0, 60, 20)):
            ids = list(more)[start : start + 20]
            nodes[number].kill()
            add_to(writer, outliner, {id: more[id] for id in ids})
            restart(nodes[number], nodes[number - 1 :])
        writer.remove_documents([id for id in TEXTS if id not in kept])
        nodes[0].kill()
        writer.commit({})
        restart(nodes[0], nodes[1:])
    tell(capsys, "killed during an update", asking)
    assert asking.wrong == 0
    index = indices.open_index()
    assert index.statistics().documents == len(kept) + len(more)
    assert {one.id for one in index.latest(500)} == {*kept, *more}


def test_a_node_that_hangs(
    nodes: list[Node], indices: Indices, ask: Callable[..., Asking], capsys: pytest.CaptureFixture[str]
) -> None:
    """It holds its connections and says nothing: the others answer."""
    with ask(indices, TEXTS).going_on() as asking:
        os.kill(nodes[1].pid, signal.SIGSTOP)
        asking.wait_for(20)
        os.kill(nodes[1].pid, signal.SIGCONT)
        nodes[0].wait("wait_for_nodes=3")
    tell(capsys, "a node hangs", asking)
    assert asking.wrong == 0


def test_a_part_without_a_copy_is_never_an_archive_that_does_not_say(
    nodes: list[Node], outliner: Outline, segment: Segment
) -> None:
    """With no replicas a node's death takes a part away: an error says so, and when it is back all is there again."""
    with Indices(*(node.url for node in nodes), replicas=0, shards=6, timeout=3.0) as indices:
        write_to(indices, outliner, TEXTS)
        index = indices.open_index()
        query = parse_query("会议", segment)
        before = [hit.passage.id for hit in index.search(query, limit=200)]
        assert len(before) == len(TEXTS)
        nodes[2].kill()
        for _ in range(3):
            with pytest.raises(StoreAway) as caught:
                index.search(query, limit=200)
            assert "\n" not in str(caught.value)
        nodes[2].start()
        nodes[2].wait("wait_for_nodes=3")
        nodes[0].wait("wait_for_status=yellow")
        assert [hit.passage.id for hit in index.search(query, limit=200)] == before
