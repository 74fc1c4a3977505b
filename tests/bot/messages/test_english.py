"""What the bot says in English."""

from __future__ import annotations

import re

import pytest

from bot.messages.english import ENGLISH

# Examples show how the archive is asked.
EXAMPLES = {
    "help",
    "ask_how",
    "filter_how",
    "no_watches",
    "watch_how",
    "timeline_how",
    "who_how",
    "menu",
    "name",
    "code",
}


@pytest.mark.parametrize("name", [name for name in type(ENGLISH).__slots__ if name not in EXAMPLES])
def test_english_sentences_hold_no_chinese(name: str) -> None:
    assert not re.search("[\u3400-\u9fff]", getattr(ENGLISH, name))


def test_buttons_that_do_different_things_are_called_differently() -> None:
    """Back leads to the answer, Previous to the page before."""
    buttons = [
        ENGLISH.back,
        ENGLISH.previous,
        ENGLISH.paragraph,
        ENGLISH.article,
        ENGLISH.more,
        ENGLISH.file,
        ENGLISH.copy,
        ENGLISH.cite,
    ]
    assert len(set(buttons)) == len(buttons)
