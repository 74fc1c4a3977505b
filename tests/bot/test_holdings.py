"""What is seen of an archive without reading it."""

from __future__ import annotations

import pickle
import time
from typing import TYPE_CHECKING

import pytest

from bot.holdings import survey
from retrieval import Settings, open_answerer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("engine", ["memory", "disk"])
def test_whoever_looks_sees_that_the_archive_has_changed(engine: str, tmp_path: Path) -> None:
    """An index on disk knows from which files it was built; it has a size and an age."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.txt").write_text("市长主持会议。", "utf-8")
    settings = Settings(_env_file=None, archive=folder, engine=engine, index=tmp_path / "index")
    answerer = open_answerer(settings, print)
    held = survey(answerer, settings)
    assert (held.documents, held.passages) == (1, 1)
    assert held.indexed in (held.listing, "")
    assert bool(held.indexed) == (engine == "disk") == (held.size > 0)
    assert engine == "memory" or time.time() - held.built < 3600
    (folder / "b.txt").write_text("天气晴朗。", "utf-8")
    later = survey(answerer, settings)
    assert later.listing != held.listing
    assert later.indexed == held.indexed
    (folder / "a.txt").unlink()
    (folder / "b.txt").unlink()
    folder.rmdir()
    assert survey(answerer, settings).listing == ""
    assert pickle.loads(pickle.dumps(held)) == held  # noqa: S301 - our own; a process sends it
