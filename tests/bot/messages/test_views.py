"""Messages with their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botkit import Wrapped, running

from retrieval import Found, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from emulator import Telegram

    from retrieval import Answer, Answerer


QUESTION = "谁主持了会议？"


FLOOD = "防汛指挥部要求各镇加强什么？"


def unsure_of(archive: Answerer, *, near: bool = False) -> Callable[..., Answer]:
    """Return an archive's way to ask, never sure enough to answer."""

    def ask(question: str, **more: Any) -> Answer:
        found = archive.ask(question, **more)
        assert isinstance(found, Found)
        return NotFound(found.question, "unsure", (), found.quotes, 0.1, near=near)

    return ask


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


async def test_in_a_group_the_article_is_opened_in_private(telegram: Telegram, archive: Answerer) -> None:
    """Nobody fills a group with pages: the button is a link to the bot."""
    async with running(telegram, archive):
        answer = await telegram.answer("@archive_test_bot " + QUESTION, chat=-5)
    (button,) = [button for button in answer.buttons if button["text"] == "全文"]
    assert button["url"].startswith("https://t.me/archive_test_bot?start=")


async def test_the_nearest_headlines_are_buttons(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, lambda: Wrapped(archive, unsure_of(archive))):
        answer = await telegram.answer("东江大桥全长多少米？")
        await telegram.tap(answer, "全文 1")
        article = (await telegram.wait("sendMessage", 2))[1]
    assert answer.text.startswith("档案里没有说。")
    assert "\n1. 东江大桥建成通车 · 2021年3月5日 · 东江时报" in answer.text
    assert "1200米" not in answer.text
    assert "1200米" in article.text


async def test_what_comes_nearest_is_shown_as_not_sure(telegram: Telegram, archive: Answerer) -> None:
    """The sentence in full with its exact words marked, why it is not sure, the next two folded, and no more."""
    async with running(telegram, lambda: Wrapped(archive, unsure_of(archive, near=True))):
        answer = await telegram.answer(FLOOD)
        await telegram.tap(answer, "整段")
        (paragraph,) = await telegram.wait("editMessageText")
        await telegram.tap(paragraph, "返回")
        back = (await telegram.wait("editMessageText", 2))[1]
    head, sentence, *_ = answer.text.split("\n")
    assert head == "不确定，档案里最接近的是："
    assert "加强巡查水库堤坝" in sentence
    assert answer.marked("bold")
    assert "找到的句子不足以回答这个问题。" in answer.text
    (folded,) = answer.marked("expandable_blockquote")
    assert len(folded.split("\n")) == 2
    assert [button["text"] for button in answer.buttons] == ["整段", "全文", "复制", "引用", "⋯"]
    assert back.text.split("\n")[:2] == [head, sentence]
    assert back.buttons == answer.buttons


async def test_what_an_archive_holds_cannot_be_tapped(telegram: Telegram, archive: Answerer) -> None:
    """Addresses, names, tags and commands in an article stay words."""
    async with running(telegram, archive):
        answer = await telegram.answer("谣言要大家打开什么领奖？")
    assert "evil" in answer.text
    for trigger in ("https://e", "l.e", "@e", "#抽", " /s"):
        assert trigger not in answer.text
    assert all("evil" not in entity.get("url", "") for entity in answer.fields["entities"])
