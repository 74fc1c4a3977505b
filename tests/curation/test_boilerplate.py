"""What opens or closes a large share of an archive's documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reports import REPORT, document

from retrieval.archive.repair import locate, replay
from retrieval.curation.facts import with_all_facts
from retrieval.index.encoding import decode_frame, decode_plain, encode_frame

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


TALES = (
    "老艄公姓尉迟，在河西渡|撑了四十年船。",
    "磨坊主人养的驴|名叫黑将军。",
    "守夜人冷秋每晚敲五遍梆子，|风雨无阻。",
    "裁缝叶婆婆收过九个徒弟|，最小的去了省城。",
    "粮店掌柜阿昌娶了石家三妹，婚宴|摆了十二桌。",
)
WATERMARKS = ("（更多精彩请看临江旧事网）", "【临江文库首发】", "www.linjiang.com", "更多精彩请看临江旧事网")


def tales(between: str) -> list[Document]:
    """Return documents with something driven into their sentences."""
    return [document(f"{n}", tale.replace("|", between)) for n, tale in enumerate(TALES)]


@pytest.mark.parametrize("watermark", WATERMARKS)
def test_a_watermark_is_taken_out_of_sentences(watermark: str) -> None:
    """The sentence is whole without it; the step can be replayed, and leads back to where each character stood."""
    for before, after, tale in zip(tales(watermark), with_all_facts(tales(watermark)), TALES, strict=True):
        assert paragraphs(after) == [tale.replace("|", "")]
        assert replay(after.steps, before.text) == after.text
        places = [locate(after.origin.anchors, at) for at in range(len(after.text))]
        assert "".join(before.text[place] for place in places) == after.text


@pytest.mark.parametrize("watermark", WATERMARKS)
def test_what_a_document_was_without_its_facts_comes_back(watermark: str) -> None:
    """As an engine keeps it: a watermark is put back where the archive says no more that it is one."""
    for before, after in zip(tales(watermark), with_all_facts(tales(watermark)), strict=True):
        frame = encode_frame(after, before)
        assert decode_frame(frame, after.metadata, paragraphs(after)) == after
        assert decode_plain(frame, after.metadata, paragraphs(after)) == before


def test_what_stands_behind_the_same_words_is_the_authors() -> None:
    """Of notices that all say where to read more."""
    notices = [f"{town}明日停水（详情请看临江水务网），请储水。" for town in "甲乙丙丁戊己庚辛"]
    texts = [paragraphs(one) for one in with_all_facts(document(notice[0], notice) for notice in notices)]
    assert texts == [[notice] for notice in notices]


def test_what_few_documents_hold_is_no_watermark() -> None:
    """Three of three are too few, and so are three of ten."""
    kept = tales("【临江文库首发】")[:3]
    for documents in (kept, kept + tales("")[:3] + tales("，")[:4]):
        found = [paragraphs(one) for one in with_all_facts(documents)]
        assert found == [paragraphs(one) for one in documents]
