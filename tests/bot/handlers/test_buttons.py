"""The bot over HTTP: what taps and links do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from botkit import Wrapped, running
from emulator import BOT, Fault

from retrieval import Found, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from emulator import Call, Telegram

    from retrieval import Answer, Answerer

QUESTION = "谁主持了会议？"
FLOOD = "防汛指挥部要求各镇加强什么？"


def payload_of(call: Call) -> str:
    """Return what the first citation of an answer starts the bot with."""
    links = [entity["url"] for entity in call.fields["entities"] if entity["type"] == "text_link"]
    address = urlsplit(next(link for link in links if "t.me" in link))
    assert (address.netloc, address.path) == ("t.me", "/" + BOT["username"])
    return parse_qs(address.query)["start"][0]


def unsure_of(archive: Answerer) -> Callable[..., Answer]:
    """Return an archive's way to ask, never sure enough to answer."""

    def ask(question: str, **more: Any) -> Answer:
        found = archive.ask(question, **more)
        assert isinstance(found, Found)
        return NotFound(found.question, "unsure", (), found.quotes, 0.1)

    return ask


async def test_a_citation_opens_the_article_at_its_sentence(telegram: Telegram, archive: Answerer) -> None:
    """Each citation is a deep link of at most 64 allowed characters."""
    async with running(telegram, archive):
        payload = payload_of(await telegram.answer(QUESTION))
        assert len(payload) <= 64
        article = await telegram.answer(f"/start {payload}")
    assert article.text.startswith("全市疫情防控工作会议召开 · ")
    assert "刘吉强调，要坚持人民至上" in article.text
    assert article.marked("underline") == ["市委书记刘吉主持会议并讲话，市长温金荣出席会议。"]


async def test_more_answers_come_in_pages_and_back(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        first = await telegram.answer(FLOOD)
        await telegram.tap(first, "更多 2/")
        (second,) = await telegram.wait("editMessageText")
        await telegram.tap(second, "上一页")
        back = (await telegram.wait("editMessageText", 2))[1]
    assert second.text.split("\n")[0] != first.text.split("\n")[0]
    assert (back.text, back.fields["entities"]) == (first.text, first.fields["entities"])
    assert len([c for c in telegram.calls if c.method == "answerCallbackQuery"]) == 2


async def test_the_paragraph_replaces_the_answer_and_leads_back(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        answer = await telegram.answer(QUESTION)
        await telegram.tap(answer, "整段")
        (paragraph,) = await telegram.wait("editMessageText")
        await telegram.tap(paragraph, "返回")
        back = (await telegram.wait("editMessageText", 2))[1]
    assert paragraph.text.startswith("11月14日下午，我市召开")
    assert paragraph.marked("underline") == ["市委书记刘吉主持会议并讲话，市长温金荣出席会议。"]
    assert back.text == answer.text


async def test_a_long_article_is_turned_page_by_page_and_sent_as_a_file(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        answer = await telegram.answer("第100条规定什么？")
        await telegram.tap(answer, "全文")
        article = (await telegram.wait("sendMessage", 2))[1]
        await telegram.tap(article, "›")
        (following,) = await telegram.wait("editMessageText")
        await telegram.tap(article, "下载")
        (sent,) = await telegram.wait("sendDocument")
    assert "垃圾分类管理条例" in article.text
    assert article.text != following.text
    (content,) = sent.files.values()
    assert "第1条规定" in content.decode()
    assert "第200条规定" in content.decode()


async def test_in_a_group_the_article_is_opened_in_private(telegram: Telegram, archive: Answerer) -> None:
    """Nobody fills a group with pages: the button is a link to the bot."""
    async with running(telegram, archive):
        answer = await telegram.answer("@archive_test_bot " + QUESTION, chat=-5)
    (button,) = [button for button in answer.buttons if button["text"] == "全文"]
    assert button["url"].startswith("https://t.me/archive_test_bot?start=")


async def test_the_nearest_headlines_are_buttons(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, lambda: Wrapped(archive, unsure_of(archive))):
        answer = await telegram.answer("东江大桥全长多少米？")
        await telegram.tap(answer, "东江大桥建成通车")
        article = (await telegram.wait("sendMessage", 2))[1]
    assert answer.text.startswith("档案里没有说。")
    assert "1200米" not in answer.text
    assert "1200米" in article.text


async def test_back_from_a_near_miss_leads_to_the_refusal(telegram: Telegram, archive: Answerer) -> None:
    """What the archive does not say is never turned into an answer."""
    async with running(telegram, lambda: Wrapped(archive, unsure_of(archive))):
        refusal = await telegram.answer("东江大桥全长多少米？")
        paragraph = await telegram.answer("/source")
        await telegram.tap(paragraph, "返回")
        (back,) = await telegram.wait("editMessageText")
    assert back.text.startswith("档案里没有说。")
    assert "1200米" not in back.text
    assert back.buttons == refusal.buttons


async def test_votes_are_kept_and_shown(telegram: Telegram, archive: Answerer) -> None:
    """The last vote of a user counts; the button says which it was."""
    async with running(telegram, archive) as desk:
        answer = await telegram.answer(QUESTION)
        message = telegram.message("") | {
            "message_id": 1,
            "from": BOT,
            "text": answer.text,
            "reply_markup": answer.fields["reply_markup"],
        }
        for label in ("👍", "👎"):
            data = next(b["callback_data"] for b in answer.buttons if b["text"] == label)
            query = {"id": label, "from": message["from"] | {"id": 42}, "chat_instance": "1", "data": data}
            await telegram.update(callback_query=query | {"message": message})
        edited = await telegram.wait("editMessageReplyMarkup", 2)
        assert [vote for _, vote in desk.state.votes()] == [-1]
    assert [button["text"] for button in edited[1].buttons][-2:] == ["👍", "👎 ✓"]


async def test_an_old_button_works_after_a_restart(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    async with running(telegram, archive, tmp_path / "state"):
        first = await telegram.answer(FLOOD)
    async with running(telegram, archive, tmp_path / "state"):
        await telegram.tap(first, "更多 2/")
        (second,) = await telegram.wait("editMessageText")
    assert "简报" in second.text


@pytest.mark.parametrize(
    "data",
    [
        *[
            "a:unknown_id:0",
            "g:unknown_id:0",
            "o:unknown_id",
            "p:unknown_id:1",
            "u:unknown_id",
            "w:unknown_id",
        ],
        *["r:unknown_id", "f:unknown_id", "x:unknown_id", "j:unknown_id", "n:unknown_id", "y:0000"],
        *["zzz", "a:x:999", "n:../..", "l:xx", "s:", ""],
    ],
)
async def test_a_button_whose_meaning_is_gone_says_so(
    telegram: Telegram, archive: Answerer, data: str
) -> None:
    async with running(telegram, archive):
        await telegram.tap_data(data)
        (told,) = await telegram.wait("answerCallbackQuery")
    assert "太旧" in told.fields["text"]
    assert told.fields["show_alert"] in (True, "true")


async def test_a_button_of_another_chat_opens_nothing(telegram: Telegram, archive: Answerer) -> None:
    """A meaning that was guessed or carried over does not show what others asked."""
    async with running(telegram, archive):
        answer = await telegram.answer(FLOOD)
        data = next(button["callback_data"] for button in answer.buttons if "更多" in button["text"])
        await telegram.tap_data(data, user=66)
        (told,) = await telegram.wait("answerCallbackQuery")
    assert "太旧" in told.fields["text"]


@pytest.mark.parametrize(
    "description", ["Bad Request: query is too old and response timeout expired or query ID is invalid"]
)
async def test_a_tap_that_comes_too_late_is_still_followed(
    telegram: Telegram, archive: Answerer, description: str
) -> None:
    async with running(telegram, archive):
        first = await telegram.answer(FLOOD)
        telegram.faults.append(Fault("answerCallbackQuery", 400, description))
        await telegram.tap(first, "更多 2/")
        assert await telegram.wait("editMessageText")
        await telegram.answer("/help", user=9)
    assert not any("出了点问题" in call.text for call in telegram.calls)


async def test_a_message_that_is_not_modified_is_no_error(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        first = await telegram.answer(FLOOD)
        telegram.faults.append(
            Fault("editMessageText", 400, "Bad Request: message is not modified: specified")
        )
        await telegram.tap(first, "更多 2/")
        await telegram.answer("/help", user=9)
    assert not any("出了点问题" in call.text for call in telegram.calls)


async def test_an_answer_that_was_deleted_is_sent_anew(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        asked = await telegram.say("asdkjh")
        await telegram.wait("sendMessage")
        telegram.faults.append(Fault("editMessageText", 400, "Bad Request: message to edit not found"))
        await telegram.edit(asked, QUESTION)
        assert "刘吉" in (await telegram.wait("sendMessage", 2))[1].text


async def test_what_an_archive_holds_cannot_be_tapped(telegram: Telegram, archive: Answerer) -> None:
    """Addresses, names, tags and commands in an article stay words."""
    async with running(telegram, archive):
        answer = await telegram.answer("谣言要大家打开什么领奖？")
    assert "evil" in answer.text
    for trigger in ("https://e", "l.e", "@e", "#抽", " /s"):
        assert trigger not in answer.text
    assert all("evil" not in entity.get("url", "") for entity in answer.fields["entities"])
