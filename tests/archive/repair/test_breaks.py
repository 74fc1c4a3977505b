"""Where broken characters are, and how far a break reaches."""

from __future__ import annotations

import pytest

from retrieval.archive.repair import breaks
from retrieval.archive.repair.breaks import join_breaks
from retrieval.archive.repair.steps import apply


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("惠州日?qǐng)?bào)訊", "惠州日報訊"),
        # A break ends where the text is whole: the question behind it stays one.
        ("會(huì)議在惠州日?qǐng)?bào)召開嗎?他說是。", "會(huì)議在惠州日報召開嗎?他說是。"),
    ],
)
def test_a_break_is_joined_and_nothing_else(text: str, sound: str) -> None:
    """Only the characters of the break are replaced; annotations and question marks around it stay."""
    assert apply(join_breaks(text).edits, text) == sound


@pytest.mark.parametrize("text", ["开会了吗?,是的", "what?!", "日?報", "??????????(huì)"])
def test_question_marks_of_an_author_stay(text: str) -> None:
    """Without pinyin nothing shows that a machine made the page, and a question mark is one."""
    assert join_breaks(text).edits == []


def test_what_is_lost_stays_and_is_counted() -> None:
    """A character whose bytes are gone stays a question mark."""
    changes = join_breaks("會(huì)議在?ā)召开。")
    assert changes.lost == 1


def test_a_page_full_of_breaks_is_given_up_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not searched any more stays as it is, and each break of it is counted."""
    page = "惠州日?qǐng)?bào)報道。\n" * 50
    whole = join_breaks(page)
    monkeypatch.setattr(breaks, "_MOST_SEARCHED", 100)
    some = join_breaks(page)
    assert 0 < len(some.edits) < len(whole.edits)
    assert some.lost >= 2 * (len(whole.edits) - len(some.edits)) - 2
