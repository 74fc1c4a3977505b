"""What several test modules share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.segmentation import open_segmenter

if TYPE_CHECKING:
    from retrieval.segmentation import Segment

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def segment() -> Segment:
    """Return the real segmenter; loading its dictionary takes half a second, so once for all tests."""
    return open_segmenter()


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the project."""
    return ROOT


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of whoever runs it."""
    for key in list(os.environ):
        if key.startswith("WENDANG_"):
            monkeypatch.delenv(key)
