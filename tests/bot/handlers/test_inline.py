"""Quotes offered in any chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botkit import Wrapped, running
from emulator import Fault, person

from retrieval import NotFound

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answer, Answerer


async def test_inline_answers_come_in_pages_and_are_safe_to_send(
    telegram: Telegram, archive: Answerer
) -> None:
    def query(text: str, offset: str = "", number: str = "1") -> dict[str, Any]:
        return {"id": number, "from": person(42), "query": text, "offset": offset}

    async with running(telegram, archive):
        await telegram.update(inline_query=query("防汛指挥部要求各镇加强什么？"))
        (first,) = await telegram.wait("answerInlineQuery")
        await telegram.update(inline_query=query("谣言要大家打开什么领奖？", number="2"))
        evil = (await telegram.wait("answerInlineQuery", 2))[1]
    assert 1 <= len(first.fields["results"]) <= 10
    content = first.fields["results"][0]["input_message_content"]
    assert "加强巡查水库堤坝" in content["message_text"]
    assert any(entity["type"] == "text_link" for entity in content["entities"])
    assert first.fields["is_personal"] in (True, "true")
    assert "@evil" not in str([result["input_message_content"] for result in evil.fields["results"]])
    assert evil.fields["button"]["start_parameter"] == "inline"


async def test_what_comes_nearest_is_offered_as_not_sure(telegram: Telegram, archive: Answerer) -> None:
    """Both in the list and in what is sent; nothing else is offered where the archive does not say."""

    def ask(question: str, **more: Any) -> Answer:
        found = archive.ask(question, **more)
        return NotFound(found.question, "unsure", (), found.shown, 0.1, near="要求" in question)

    def query(text: str, number: str) -> dict[str, Any]:
        return {"id": number, "from": person(42), "query": text, "offset": ""}

    async with running(telegram, lambda: Wrapped(archive, ask)):
        await telegram.update(inline_query=query("防汛指挥部要求各镇加强什么？", "1"))
        (near,) = await telegram.wait("answerInlineQuery")
        await telegram.update(inline_query=query("第100条规定什么？", "2"))
        none = (await telegram.wait("answerInlineQuery", 2))[1]
    first, *others = near.fields["results"]
    assert len(others) == 2
    assert first["description"].startswith("不确定 · ")
    assert first["input_message_content"]["message_text"].startswith("不确定，档案里最接近的是：")
    assert none.fields["results"] == []
    assert none.fields["button"]["text"] == "档案里没有说。"


async def test_inline_pages_follow_each_other_to_the_end(telegram: Telegram, archive: Answerer) -> None:
    """No result comes twice, and the last page says that it is the last; a late answer is no error."""
    offset, seen, pages = "", [], 0
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    async with running(telegram, archive, quota=1):
        while offset or not pages:
            query = {"id": str(pages), "from": person(42), "query": "第100条规定什么？", "offset": offset}
            await telegram.update(inline_query=query)
            page = (await telegram.wait("answerInlineQuery", pages + 1))[pages].fields
            seen += [result["id"] for result in page["results"]]
            offset, pages = page.get("next_offset", ""), pages + 1
        telegram.faults.append(Fault("answerInlineQuery", 400, late))
        query = {"id": "z", "from": person(43), "query": "水库", "offset": ""}
        await telegram.update(inline_query=query)
        await telegram.answer("/help", user=9)
    assert pages >= 2
    assert len(seen) == len(set(seen))
    assert not [call for call in telegram.calls if "出了点问题" in call.text]


async def test_before_anything_is_asked_the_newest_reports_are_offered(
    telegram: Telegram, archive: Answerer
) -> None:
    """Each by its headline; a filter alone narrows them, and none of it counts as a question."""

    def query(text: str, number: str) -> dict[str, Any]:
        return {"id": number, "from": person(42), "query": text, "offset": ""}

    async with running(telegram, archive, quota=1):
        await telegram.update(inline_query=query("", "1"))
        await telegram.update(inline_query=query("2019年", "2"))
        await telegram.update(inline_query=query("来源:没有这家", "3"))
        await telegram.update(inline_query=query("谁主持了会议？", "4"))
        newest, narrowed, none, asked = await telegram.wait("answerInlineQuery", 4)
    first = newest.fields["results"][0]
    assert first["title"] == "全市疫情防控工作会议召开"
    assert first["description"].startswith("2022年11月14日 · 惠州日报 · 11月14日下午，我市召开")
    assert first["input_message_content"]["message_text"].startswith("11月14日下午，我市召开")
    assert {result["description"][:5] for result in narrowed.fields["results"]} == {"2019年"}
    assert none.fields["results"] == []
    assert asked.fields["results"]


def asks(text: str, number: str = "1") -> dict[str, Any]:
    """Return what Telegram tells of somebody who types in any chat."""
    return {"id": number, "from": person(42), "query": text, "offset": ""}


QUESTION = "谁主持了会议？"


async def test_a_server_of_today_is_offered_rich_messages(telegram: Telegram, archive: Answerer) -> None:
    """What is sent from any chat is the message that the bot's own chat shows; the list in front of it is the same."""
    telegram.newer = True
    async with running(telegram, archive):
        await telegram.update(inline_query=asks(QUESTION))
        (offered,) = await telegram.wait("answerInlineQuery")
    first = offered.fields["results"][0]
    assert set(first["input_message_content"]) == {"rich_message"}
    [paragraph, *_] = first["input_message_content"]["rich_message"]["blocks"]
    assert {"type": "marked", "text": "刘吉"} in paragraph["text"]
    assert first["title"].startswith("市委书记刘吉主持会议")
    assert len(telegram.calls_of("answerInlineQuery")) == 1


async def test_an_older_server_is_offered_rich_messages_once(telegram: Telegram, archive: Answerer) -> None:
    """Its refusal is learnt from: the same results come as text, and the next query asks for nothing in vain."""
    async with running(telegram, archive):
        await telegram.update(inline_query=asks(QUESTION))
        (first,) = await telegram.wait("answerInlineQuery")
        await telegram.update(inline_query=asks(QUESTION, "2"))
        second = (await telegram.wait("answerInlineQuery", 2))[1]
        await telegram.answer(QUESTION)
    for offered in (first, second):
        assert "刘吉" in offered.fields["results"][0]["input_message_content"]["message_text"]
    assert telegram.unknown == ["answerInlineQuery"]


async def test_rich_results_that_are_refused_are_offered_as_text(
    telegram: Telegram, archive: Answerer
) -> None:
    """Whatever the server has against their form; to one that no longer waits they are not offered twice."""
    telegram.newer = True
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    telegram.faults.append(Fault("answerInlineQuery", 400, "Bad Request: wrong block"))
    async with running(telegram, archive):
        await telegram.update(inline_query=asks(QUESTION))
        refused, offered = await telegram.wait("answerInlineQuery", 2)
        telegram.faults.append(Fault("answerInlineQuery", 400, late))
        await telegram.update(inline_query=asks(QUESTION, "2"))
        await telegram.answer("/help", user=9)
    assert "rich_message" in refused.fields["results"][0]["input_message_content"]
    assert "刘吉" in offered.fields["results"][0]["input_message_content"]["message_text"]
    assert len(telegram.calls_of("answerInlineQuery")) == 3
