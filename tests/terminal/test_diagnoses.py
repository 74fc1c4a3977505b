"""What the doctor finds."""

from __future__ import annotations

from string import Formatter

from retrieval.terminal.diagnoses import _DIAGNOSES, diagnosis


def test_every_language_tells_the_same() -> None:
    """Each finding in three languages, with the same parts that change."""
    for said in _DIAGNOSES.values():
        assert set(said) == {"zh-Hans", "zh-Hant", "en"}
        parts = {
            frozenset(name for _, name, _, _ in Formatter().parse(text) if name) for text in said.values()
        }
        assert len(parts) == 1


def test_a_finding_names_what_was_found() -> None:
    """By the values that it is filled with."""
    assert "3.9.0" in diagnosis("cluster green", "zh-Hans", version="3.9.0", nodes=3)
