"""Sources are matched as people write them."""

from __future__ import annotations

from retrieval.index.base import match_sources


def test_a_source_is_matched_by_a_part_of_its_name_in_either_script() -> None:
    """A part in traditional characters finds a simplified name, and the name comes back as it is written."""
    assert match_sources("惠州日報", ["惠州日报", "惠州日报社", "新华社"]) == {"惠州日报", "惠州日报社"}
    assert match_sources("人民", ["新华社"]) == frozenset()
