"""What is wrong with a file, in the language that is set."""

from __future__ import annotations

from retrieval.terminal.file_refusals import FILES
from retrieval.terminal.refusals import say_refusal


def test_every_text_is_found_by_its_own_pattern() -> None:
    """None is hidden by one that stands before it and says less."""
    for english, simplified, _ in FILES:
        given = english.replace("{", "").replace("}", "")
        assert say_refusal(given, "zh-Hans") != given
        if "{" not in english:
            assert say_refusal(english, "zh-Hans") == simplified
