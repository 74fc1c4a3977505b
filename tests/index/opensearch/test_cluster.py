"""Requests through a network that fails, to servers that are none, as users who may not."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import trustme
from front import Front
from indexes import parse_query
from opensearch_indices import Indices, add_to, write_to
from opensearch_server import request

from retrieval.errors import SettingsError, StoreAway, StoreError
from retrieval.index.opensearch.cluster import PATIENCE
from retrieval.values import Search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment

FAULTS = ("reset", "half", "slow", "html", "502", "partial")
PASSING = ("reset", "half", "slow", "502", "partial")


@pytest.fixture(scope="module")
def held(opensearch_url: str, outliner: Outline) -> Iterator[Indices]:
    """Return indices of two documents."""
    with Indices(opensearch_url) as indices:
        write_to(indices, outliner, {"a": "市长主持会议。", "b": "天气晴朗。"})
        yield indices


@pytest.fixture
def front(opensearch_url: str) -> Iterator[Front]:
    """Return what stands in front of the server."""
    with Front(opensearch_url) as front:
        yield front


def through(held: Indices, front: Front, **settings: object) -> Indices:
    """Return the same indices, reached through a front."""
    indices = Indices(front.url, **{"timeout": 1.0, **settings})
    indices.base = held.base
    return indices


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_changes_no_answer(
    held: Indices, front: Front, segment: Segment, fault: str
) -> None:
    """A connection reset, an answer cut in half, a slow node, a shard that fails: asked again, it is all there."""
    index = through(held, front).open_index()
    front.faults = [fault]
    assert [hit.passage.id for hit in index.search(parse_query("会议", segment), limit=3)] == ["a#0"]
    assert front.faults == []
    index.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_answered_is_never_nothing(
    held: Indices, front: Front, segment: Segment, fault: str
) -> None:
    """Whatever is wrong with every answer: it is an error of one line with the address, and no empty list."""
    index = through(held, front).open_index()
    front.always = fault
    for ask in (
        lambda: index.search(parse_query("会议", segment), limit=3),
        lambda: index.frequencies(["天气"]),
        lambda: index.document("a"),
        lambda: index.latest(3),
    ):
        with pytest.raises(StoreError) as caught:
            ask()
        assert isinstance(caught.value, StoreAway) or fault == "html"
        assert front.url in str(caught.value)
        assert "\n" not in str(caught.value)
    front.always = ""
    assert index.frequencies(["天气"]) == {"天气": 1}
    index.close()


def test_a_question_is_at_most_two_requests(held: Indices, front: Front, segment: Segment) -> None:
    """Two where its terms are new, with a source three, and one where they were counted before; several searches too."""
    index = through(held, front).open_index()
    searches = [Search(parse_query(text, segment), 3) for text in ("会议", "天气晴朗")]
    front.requests.clear()
    index.search_many(searches)
    assert len(front.requests) == 2
    index.search_many(searches)
    assert len(front.requests) == 3
    index.frequencies(["会议", "天气"])
    assert len(front.requests) == 3
    index.close()


def test_other_servers_are_told(held: Indices, front: Front) -> None:
    """A version that is too old, or another program."""
    front.spoil = lambda answer: {**answer, "version": {"distribution": "opensearch", "number": "2.9.0"}}
    with pytest.raises(StoreError, match=r"2\.9\.0.*2\.11"):
        through(held, front).open_index()
    front.spoil = lambda answer: {**answer, "version": {"number": "8.1.0"}}
    with pytest.raises(StoreError, match="not OpenSearch"):
        through(held, front).open_index()


def test_nobody_answers(held: Indices) -> None:
    """A wrong address."""
    nowhere = Indices("http://127.0.0.1:9", timeout=1.0)
    with pytest.raises(StoreAway, match="WENDANG_OPENSEARCH_URL"):
        nowhere.open_index()


@pytest.fixture(scope="module")
def secured(opensearch_url: str) -> Iterator[tuple[Front, trustme.CA]]:
    """Return a front that speaks TLS and knows two users, and the CA that signed its certificate."""
    ca = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert("localhost").configure_cert(context)
    users = {"writer": "geheim", "reader": "stumm"}
    with Front(opensearch_url, tls=context, users=users) as front:
        yield front, ca


@pytest.fixture
def ca_file(secured: tuple[Front, trustme.CA], tmp_path: Path) -> str:
    """Return the file of the right CA."""
    secured[1].cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


def test_a_user_who_only_reads_suffices_for_answering(
    secured: tuple[Front, trustme.CA], ca_file: str, segment: Segment, outliner: Outline
) -> None:
    """Over TLS with our own CA: one user writes, another answers, and that one cannot write."""
    writing = Indices(secured[0].url, user="writer", password="geheim", ca=ca_file, timeout=30.0)
    write_to(writing, outliner, {"a": "市长主持会议。"})
    reading = Indices(secured[0].url, user="reader", password="stumm", ca=ca_file, timeout=30.0)
    reading.base = writing.base
    index = reading.open_index()
    assert [hit.passage.id for hit in index.search(parse_query("会议", segment), limit=3)] == ["a#0"]
    assert index.document("a") == index.latest(1)[0]
    index.close()
    with pytest.raises(StoreError, match="'reader' may not") as caught:
        reading.open_writer()
    assert "stumm" not in str(caught.value)
    Indices.remove_all(secured[0].node, writing.base)


@pytest.mark.parametrize(("user", "password"), [("reader", "falsch"), ("nobody", "stumm"), ("", "")])
def test_a_wrong_password_is_told_without_it(
    secured: tuple[Front, trustme.CA], ca_file: str, user: str, password: str
) -> None:
    """One line that names the keys, and neither the right password nor the wrong one."""
    indices = Indices(secured[0].url, user=user, password=password, ca=ca_file, timeout=30.0)
    with pytest.raises(StoreError, match="WENDANG_OPENSEARCH_PASSWORD") as caught:
        indices.open_index()
    assert not password or password not in str(caught.value)


def test_a_certificate_of_another_ca_is_refused(secured: tuple[Front, trustme.CA], tmp_path: Path) -> None:
    """As is one of ours that the system does not know: nothing turns the check off."""
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    for ca in (str(tmp_path / "other.pem"), ""):
        indices = Indices(secured[0].url, user="reader", password="stumm", ca=ca, timeout=5.0)
        with pytest.raises(StoreError, match="WENDANG_OPENSEARCH_CA"):
            indices.open_index()


@pytest.mark.parametrize("key", ["ca", "certificate"])
def test_a_file_that_is_no_certificate_is_told(
    secured: tuple[Front, trustme.CA], tmp_path: Path, key: str
) -> None:
    """Before anything is sent: it is not there, is a folder, or holds something else."""
    secured[0].requests.clear()
    other = tmp_path / "other.pem"
    other.write_bytes(b"no certificate")
    for file in (tmp_path / "none.pem", tmp_path, other):
        indices = Indices(secured[0].url, user="reader", password="stumm", **{key: str(file)})
        with pytest.raises(
            SettingsError, match=f"WENDANG_OPENSEARCH_{key.upper()}={str(file)!r} cannot be read"
        ):
            indices.open_index()
    assert secured[0].requests == []


def test_a_server_without_tls_is_told(held: Indices, front: Front) -> None:
    """Where its address says https://: that is no matter of a certificate."""
    indices = through(held, front)
    indices.urls = (front.url.replace("http:", "https:"),)
    with pytest.raises(StoreError, match=r"does not speak TLS.*WENDANG_OPENSEARCH_URL"):
        indices.open_index()


@pytest.mark.parametrize(
    ("names", "ends", "said"),
    [(["elsewhere"], None, "another name"), (["localhost"], datetime(2020, 1, 1, tzinfo=UTC), "has expired")],
)
def test_what_is_wrong_with_a_certificate_is_told(
    held: Indices, tmp_path: Path, names: list[str], ends: datetime | None, said: str
) -> None:
    """Its name or its age: another CA would not help."""
    ca = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert(*names, not_before=datetime(2019, 1, 1, tzinfo=UTC), not_after=ends).configure_cert(context)
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with Front(held.urls[0], tls=context) as front, pytest.raises(StoreError, match=said):
        through(held, front, ca=str(tmp_path / "ca.pem")).open_index()


def test_a_builder_does_not_wait_for_a_wrong_address(held: Indices) -> None:
    """What it waits for a minute for is a cluster that it has seen."""
    nowhere = Indices("http://127.0.0.1:9", timeout=0.5)
    began = time.monotonic()
    with pytest.raises(StoreAway, match="WENDANG_OPENSEARCH_URL"):
        nowhere.open_writer()
    assert time.monotonic() - began < PATIENCE / 2


def test_a_full_disk_is_told_and_answers_go_on(
    opensearch_url: str, outliner: Outline, segment: Segment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster forbids writing where a disk is nearly full: the old state is served on, and the line says what to do."""
    monkeypatch.setattr("retrieval.index.opensearch.writer.PATIENCE", 0.3)
    with Indices(opensearch_url) as indices:
        write_to(indices, outliner, {"a": "市长主持会议。"})
        block = {"index.blocks.read_only_allow_delete": True}
        with indices.open_writer() as writer:
            add_to(writer, outliner, {"b": "天气晴朗。"})
            request(opensearch_url, f"/{indices.base}-*/_settings", "PUT", block)
            with pytest.raises(StoreAway, match="make room"):
                add_to(writer, outliner, {"c": "书记出席。"})
        index = indices.open_index()
        assert [hit.passage.id for hit in index.search(parse_query("会议", segment), limit=3)] == ["a#0"]
        request(opensearch_url, f"/{indices.base}-*/_settings", "PUT", dict.fromkeys(block))
        write_to(indices, outliner, {"d": "代表发言。"})
        assert {one.id for one in index.latest(9)} == {"a", "d"}
