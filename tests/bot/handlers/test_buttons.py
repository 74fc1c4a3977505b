"""The bot over HTTP: what taps and links do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botkit import Wrapped, running

from retrieval import Found, NotFound, Settings, open_answerer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from emulator import Telegram

    from retrieval import Answer, Answerer


QUESTION = "谁主持了会议？"


FLOOD = "防汛指挥部要求各镇加强什么？"


def unsure_of(archive: Answerer) -> Callable[..., Answer]:
    """Return an archive's way to ask, never sure enough to answer."""

    def ask(question: str, **more: Any) -> Answer:
        found = archive.ask(question, **more)
        assert isinstance(found, Found)
        return NotFound(found.question, "unsure", (), found.quotes, 0.1)

    return ask


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


async def test_back_from_a_near_miss_leads_to_the_refusal(telegram: Telegram, archive: Answerer) -> None:
    """What the archive does not say is never turned into an answer."""
    async with running(telegram, lambda: Wrapped(archive, unsure_of(archive))):
        refusal = await telegram.answer("东江大桥全长多少米？")
        paragraph = await telegram.answer("/source")
        await telegram.tap(paragraph, "返回")
        (back,) = await telegram.wait("editMessageText")
    assert back.text == refusal.text
    assert back.text.startswith("档案里没有说。")
    assert "1200米" not in back.text
    assert back.buttons == refusal.buttons


def near_of(archive: Answerer, reason: str, unknown: tuple[str, ...]) -> Callable[..., Answer]:
    """Return an archive's way to ask, which shows what comes nearest and says why that may be none."""

    def ask(question: str, **more: Any) -> Answer:
        found = archive.ask(question, **more)
        assert isinstance(found, Found)
        return NotFound(found.question, reason, unknown, found.quotes, 0.2, near=True)

    return ask


async def test_the_reason_of_a_near_answer_is_there_again_after_the_paragraph(
    telegram: Telegram, archive: Answerer
) -> None:
    """Whoever comes back reads what they read before, in the language of today."""
    near = near_of(archive, "another number", ("3号线",))
    async with running(telegram, lambda: Wrapped(archive, near)) as desk:
        answer = await telegram.answer("东江大桥全长多少米？")
        await telegram.tap(answer, "整段")
        [paragraph] = await telegram.wait("editMessageText")
        await telegram.tap(paragraph, "返回")
        back = (await telegram.wait("editMessageText", 2))[1]
        desk.state.set_language(42, "zh-Hant")
        await telegram.tap(paragraph, "返回")
        other = (await telegram.wait("editMessageText", 3))[2]
    assert "最接近的句子说的不是3号线。" in answer.text
    assert (back.text, back.buttons) == (answer.text, answer.buttons)
    assert "最接近的句子說的不是3号线。" in other.text


async def test_what_an_answer_hides_behind_its_menu_can_be_had_and_left(
    telegram: Telegram, archive: Answerer
) -> None:
    """The menu takes the place of the buttons and gives it back; the words stay."""
    async with running(telegram, archive):
        answer = await telegram.answer("@archive_test_bot " + QUESTION, chat=-5)
        await telegram.tap(answer, "⋯")
        (menu,) = await telegram.wait("editMessageReplyMarkup")
        await telegram.tap(menu, "返回", message_id=telegram.id_of(answer))
        back = (await telegram.wait("editMessageReplyMarkup", 2))[1]
    assert {"👍", "👎"} <= {key["text"] for key in menu.buttons}
    assert back.buttons == answer.buttons
    assert not [call for call in telegram.calls if call.method == "editMessageText"]


async def test_a_citation_too_long_to_be_copied_is_sent(telegram: Telegram, tmp_path: Path) -> None:
    """In a form that is copied with one touch."""
    title = "关于" * 150
    line = {"id": "1", "title": title, "source": "日报", "text": "市委书记刘吉主持了会议。"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    settings = Settings(_env_file=None, archive=tmp_path / "a.jsonl", threshold=0)
    async with running(telegram, open_answerer(settings, print)):
        answer = await telegram.answer(QUESTION)
        await telegram.tap(answer, "引用")
        sent = (await telegram.wait("sendMessage", 2))[1]
    assert sent.text == f"{title}[N]. 日报."
    assert sent.marked("code") == [sent.text]
