"""Places of the archive that links and buttons lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from botkit import running
from emulator import BOT, person

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


async def test_links_lead_to_the_page_where_there_is_one(telegram: Telegram, archive: Answerer) -> None:
    """With the sentence in view: in an answer, in a group, inline, in a course and in the newest; and from the article."""
    page = "https://archive.example.org/d/bridge#s"
    async with running(telegram, archive, page_url="https://archive.example.org") as _:
        answer = await telegram.answer("东江大桥全长多少米？")
        await telegram.tap(answer, "全文")
        article = (await telegram.wait("sendMessage", 2))[1]
        group = await telegram.answer("@archive_test_bot 东江大桥全长多少米？", chat=-5)
        course = await telegram.answer("/timeline 东江大桥")
        newest = await telegram.answer("/latest")
        query = {"id": "1", "from": person(42), "query": "东江大桥全长多少米？", "offset": ""}
        await telegram.update(inline_query=query)
        (offered,) = await telegram.wait("answerInlineQuery")
    assert page + "1" in links_of(answer)
    assert page + "1" in links_of(course)
    assert page + "1" in links_of(newest)
    assert page + "1" in [button.get("url") for button in group.buttons]
    assert page + "1" in [button.get("url") for button in article.buttons]
    assert f"'{page}1'" in str(offered.fields["results"][0])


@pytest.mark.parametrize("address", [None, "http://localhost:8090", "http://archive:8090"])
async def test_a_page_that_telegram_would_not_link_to_is_not_linked_to(
    telegram: Telegram, archive: Answerer, address: str | None
) -> None:
    """A button with such an address would cost the whole answer."""
    async with running(telegram, archive, page_url=address):
        answer = await telegram.answer("东江大桥全长多少米？")
    assert any(link.startswith("https://t.me/") for link in links_of(answer))


def links_of(call: Call) -> list[str]:
    """Return the addresses that a message's words lead to."""
    return [entity["url"] for entity in call.fields["entities"] if "url" in entity]
