"""Places of the archive that links and buttons lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from botkit import running
from emulator import BOT

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Call, Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


FLOOD = "防汛指挥部要求各镇加强什么？"


def payload_of(call: Call) -> str:
    """Return what the first citation of an answer starts the bot with."""
    links = [entity["url"] for entity in call.fields["entities"] if entity["type"] == "text_link"]
    address = urlsplit(next(link for link in links if "t.me" in link))
    assert (address.netloc, address.path) == ("t.me", "/" + BOT["username"])
    return parse_qs(address.query)["start"][0]


async def test_a_citation_opens_the_article_at_its_sentence(telegram: Telegram, archive: Answerer) -> None:
    """Each citation is a deep link of at most 64 allowed characters."""
    async with running(telegram, archive):
        payload = payload_of(await telegram.answer(QUESTION))
        assert len(payload) <= 64
        article = await telegram.answer(f"/start {payload}")
    assert article.text.startswith("全市疫情防控工作会议召开 · ")
    assert "刘吉强调，要坚持人民至上" in article.text
    assert article.marked("underline") == ["市委书记刘吉主持会议并讲话，市长温金荣出席会议。"]


async def test_an_old_button_works_after_a_restart(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    async with running(telegram, archive, tmp_path / "state"):
        first = await telegram.answer(FLOOD)
    async with running(telegram, archive, tmp_path / "state"):
        await telegram.tap(first, "更多 2/")
        (second,) = await telegram.wait("editMessageText")
    assert "简报" in second.text
