"""What opens or closes a large share of an archive's documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reports import REPORT, document

from retrieval.curation.facts import with_all_facts

if TYPE_CHECKING:
    from retrieval.values import Document


FIRST, LAST = "各位听众早上好，欢迎收听江城新闻。", "本节目由江城广播电台制作，谢谢收听。"


def broadcasts(number: int, opening: str = FIRST, closing: str = LAST) -> list[Document]:
    """Return so many broadcasts, each with its own news."""
    return [
        document(f"{n:02}", f"{opening}第{n}号台风逼近沿海，{n}个乡镇转移居民。\n{closing}")
        for n in range(number)
    ]


def paragraphs(one: Document) -> list[str]:
    """Return a document's paragraphs."""
    return [span.of(one.text) for span in one.paragraphs]


def test_boilerplate_is_kept_out() -> None:
    """What opens or closes every document is searched in none; what is left keeps its place in the text."""
    for one in with_all_facts(broadcasts(20)):
        [left] = paragraphs(one)
        assert left.startswith("第")
        assert left.endswith("居民。")
        assert FIRST in one.text


def test_a_small_archive_has_no_boilerplate() -> None:
    """Among a few documents chance repeats a sentence."""
    assert all(FIRST in paragraphs(one)[0] for one in with_all_facts(broadcasts(7)))


def test_a_copied_article_makes_no_boilerplate() -> None:
    """Twenty copies of one report, on one day, open alike because they are one."""
    copies = [document(f"c{n:02}") for n in range(20)]
    others = broadcasts(20, opening="", closing="")
    kept = [one for one in with_all_facts([*copies, *others]) if one.metadata.also]
    assert [paragraphs(one) for one in kept] == [[REPORT]]


def test_what_stands_in_the_middle_is_no_boilerplate() -> None:
    """Only the two ends are looked at: a sentence of every document's middle may answer a question."""
    middle = "".join(f"{word}来水情况如下。" for word in "甲乙丙丁")
    documents = [
        document(
            f"{n:02}",
            "".join(f"第{n}号文件之{k}。" for k in "甲乙丙丁戊")
            + middle
            + "".join(f"第{n}号{k}完。" for k in "甲乙丙丁戊"),
        )
        for n in range(20)
    ]
    assert all(middle in paragraphs(one)[0] for one in with_all_facts(documents))


@pytest.mark.parametrize("mark", ["。", "。】", "。》", "！”", "…", "……", "｡"])
def test_boilerplate_ends_as_a_sentence_does(mark: str) -> None:
    """With what closes behind its mark: nothing of 【…。】 is left to be quoted."""
    closing = f"【欢迎关注江城广播电台的公众号{mark}"
    for one in with_all_facts(broadcasts(20, closing=closing)):
        [left] = paragraphs(one)
        assert left.endswith("居民。")
