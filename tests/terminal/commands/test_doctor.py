"""``wendang doctor``."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

import pytest
from opensearch_indices import Indices
from opensearch_server import request

from retrieval.settings import Settings, read_settings
from retrieval.stores import store_to_build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def test_what_is_well_is_said_to_be(run: Run) -> None:
    """The archive that ships, in memory; what is not installed or set is a note, and no fault."""
    result = run("doctor")
    assert result.exit_code == 0
    assert "✗" not in result.stdout
    assert "seeds" in result.stdout


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_what_is_wrong_comes_with_what_to_do(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """A misspelt key, an empty archive, an index that is not there: each on its line, and exit code 1."""
    monkeypatch.setenv("WENDANG_LANGUAGE", language)
    monkeypatch.setenv("WENDANG_ARCHVIE", "news")
    monkeypatch.setenv("WENDANG_ENGINE", "disk")
    monkeypatch.setenv("WENDANG_INDEX", str(tmp_path / "index"))
    (tmp_path / "archive").mkdir()
    result = run("doctor", "--archive", str(tmp_path / "archive"))
    assert result.exit_code == 1
    bad = [line for line in result.stdout.splitlines() if line[0] == "✗"]
    assert len(bad) == 3
    assert "WENDANG_ARCHIVE" in bad[0]
    assert "wendang index" in bad[2]


def test_an_index_is_told_to_be_behind(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change, until `wendang index` has taken it up."""
    monkeypatch.setenv("WENDANG_ENGINE", "disk")
    monkeypatch.setenv("WENDANG_INDEX", str(tmp_path / "index"))
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.txt").write_text("市长主持会议。", "utf-8")
    assert run("index", "--archive", str(archive)).exit_code == 0
    assert run("doctor", "--archive", str(archive)).exit_code == 0
    (archive / "b.txt").write_text("天气晴朗。", "utf-8")
    assert run("doctor", "--archive", str(archive)).exit_code == 1


def test_what_cannot_be_opened_is_one_finding(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing archive and a wrong value are told in their own words."""
    assert "✗" in run("doctor", "--archive", str(tmp_path / "none")).stdout
    monkeypatch.setenv("WENDANG_THRESHOLD", "high")
    result = run("doctor")
    assert (result.exit_code, "WENDANG_THRESHOLD" in result.stdout) == (1, True)


def test_a_wrong_value_hides_no_misspelt_key(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are told at once, in the language that is set."""
    monkeypatch.setenv("WENDANG_THRESHOLD", "7")
    monkeypatch.setenv("WENDANG_ARCHVIE", "news")
    bad = [line for line in run("doctor").stdout.splitlines() if line[0] == "✗"]
    assert len(bad) == 2
    assert "或许是 WENDANG_ARCHIVE" in bad[0]
    assert "在环境变量或 .env 里设成" in bad[1]


def test_a_cluster_is_looked_at_as_far_as_that_goes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opensearch_url: str
) -> None:
    """Who only answers needs no archive; a part of the index that is gone is found, and hides nothing else."""
    archive = tmp_path / f"archive-{token_hex(4)}"
    for key, value in {
        "ENGINE": "opensearch",
        "OPENSEARCH_URL": opensearch_url,
        "OPENSEARCH_REPLICAS": "0",
    }.items():
        monkeypatch.setenv(f"WENDANG_{key}", value)
    monkeypatch.setenv("WENDANG_ARCHIVE", str(archive))
    assert "✓ 集群（OpenSearch" in run("doctor").stdout
    archive.mkdir()
    (archive / "a.txt").write_text("市长主持会议。", "utf-8")
    assert run("index").exit_code == 0
    assert run("doctor").exit_code == 0
    archive.rename(tmp_path / "away")
    result = run("doctor")
    assert (result.exit_code, "✗" in result.stdout, str(archive) in result.stdout) == (0, False, True)
    place = store_to_build(read_settings(Settings)).place
    base = place.rpartition("/")[2].removesuffix("*")
    request(opensearch_url, f"/{base}*-passages", "DELETE")
    result = run("doctor")
    assert result.exit_code == 1
    [bad] = [line for line in result.stdout.splitlines() if line[0] == "✗"]
    assert "wendang index --rebuild" in bad
    assert "✓ 集群（OpenSearch" in result.stdout
    Indices.remove_all(opensearch_url, base.rstrip("-"))
