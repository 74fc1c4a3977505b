"""Commands that look into the archive without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botkit import running

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


async def test_latest_lists_articles_that_open(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        listed = await telegram.answer("/latest")
        link = next(
            e["url"] for e in listed.fields["entities"] if e["type"] == "text_link" and "t.me" in e["url"]
        )
        article = await telegram.answer("/start " + link.partition("start=")[2])
    assert listed.text.splitlines()[1].startswith("• 全市疫情防控工作会议召开 · 2022年11月14日 · 惠州日报")
    assert article.text.startswith("全市疫情防控工作会议召开")


async def test_source_shows_the_last_answers_paragraph(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        assert "还没有问过" in (await telegram.answer("/source")).text
        await telegram.answer(QUESTION)
        paragraph = await telegram.answer("/source")
        assert "没有这个编号" in (await telegram.answer("/source 99")).text
    assert paragraph.text.startswith("11月14日下午，我市召开")
    assert paragraph.marked("bold") == ["刘吉"]
