"""What the terminal says of its own."""

from __future__ import annotations

from retrieval.question.patterns import KINDS
from retrieval.reader.evidence import GROUPS
from retrieval.terminal.phrases import name_evidence, name_kind


def test_every_kind_and_piece_of_evidence_has_a_name() -> None:
    """In each language: what is measured next must be named too."""
    for language in ("zh-Hans", "zh-Hant", "en"):
        assert all(name_kind(kind, language) for kind in KINDS)
        assert all(
            name_evidence(group, language) for group in {*GROUPS.values(), "time", "office", "conversation"}
        )
