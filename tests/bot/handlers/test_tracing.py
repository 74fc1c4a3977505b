"""The bot over HTTP: /timeline and /who."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botkit import running

from bot.messages.courses import PER_PAGE

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


async def test_a_timeline_is_turned_page_by_page_in_the_order_of_days(
    telegram: Telegram, archive: Answerer
) -> None:
    """Each day stands over its sentence, which is the archive's; the way back shows what was shown."""
    async with running(telegram, archive) as desk:
        first = await telegram.answer("/timeline 水库水位")
        await telegram.tap(first, "更多 2/")
        (second,) = await telegram.wait("editMessageText")
        await telegram.tap(second, "上一页")
        back = (await telegram.wait("editMessageText", 2))[1]
        await telegram.tap(first, "📄 2")
        article = (await telegram.wait("sendMessage", 2))[1]
        await telegram.tap(first, "关注")
        await telegram.wait("sendMessage", 3)
        assert [watch.subject for watch in desk.state.watches.of_chat(42)] == ["水库水位"]
    days = [line for call in (first, second) for line in call.text.splitlines() if line.startswith("2019年")]
    assert days == [f"2019年7月{day}日" for day in range(1, len(days) + 1)]
    assert len(days) > PER_PAGE
    assert first.text.splitlines()[:2] == ["🕑 水库水位", ""]
    assert "第1期简报：防汛指挥部要求各镇加强巡查水库堤坝，1号水库水位正常。" in first.text
    assert (back.text, back.buttons) == (first.text, first.buttons)
    assert article.text.startswith("防汛简报第2期")
    assert all(len(call.fields["reply_markup"]["inline_keyboard"]) <= 2 for call in (first, second))


async def test_a_person_is_told_by_offices_sayings_and_who_stands_beside(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        told = await telegram.answer("/who 刘吉")
        await telegram.tap(told, "时间线")
        course = (await telegram.wait("sendMessage", 2))[1]
    lines = told.text.splitlines()
    assert lines[0] == "👤 刘吉"
    assert "市委书记 2022年11月14日" in lines
    assert any(line.startswith("刘吉强调，要坚持人民至上") for line in lines)
    assert any("温金荣" in line for line in lines[lines.index("同时出现的人") :])
    assert course.text.startswith("🕑 刘吉\n\n2022年11月14日\n")


async def test_the_course_of_what_an_answer_is_about_is_a_tap_away(
    telegram: Telegram, archive: Answerer
) -> None:
    """And a question that asks for it gets it at once."""
    async with running(telegram, archive):
        answer = await telegram.answer("东江大桥全长多少米？")
        await telegram.tap(answer, "⋯")
        (menu,) = await telegram.wait("editMessageReplyMarkup")
        await telegram.tap(menu, "时间线", message_id=telegram.id_of(answer))
        course = (await telegram.wait("sendMessage", 2))[1]
        asked = await telegram.answer("东江大桥的经过？")
    assert course.text.startswith("🕑 东江大桥")
    assert "2021年3月5日" in course.text
    assert asked.text.startswith("🕑 东江大桥\n\n2021年3月5日")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/timeline", "请写明"),
        ("/who", "请写明"),
        ("/timeline 不存在的大桥", "没有找到。"),
        ("/who 诸葛无此人", "没有找到。"),
        ("/timeline ？？", "没有找到。"),
        ("/who 😀", "没有找到。"),
        ("/timeline " + "大桥" * 2000, "🕑 大桥大桥"),
        ("/who \u202e刘吉\u0000", "👤 刘吉"),
    ],
)
async def test_what_is_not_there_is_said(
    telegram: Telegram, archive: Answerer, words: str, said: str
) -> None:
    async with running(telegram, archive):
        told = await telegram.answer(words)
    assert told.text.startswith(said)


async def test_a_filter_holds_for_courses_too(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        await telegram.answer("/filter 2018年")
        assert (await telegram.answer("/timeline 水库水位")).text == "没有找到。"
        await telegram.answer("/filter 2019年")
        assert (await telegram.answer("/timeline 水库水位")).text.endswith("🔎 2019年")


async def test_looking_up_counts_as_asking(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive, quota=1):
        await telegram.answer("/timeline 水库水位")
        refused = await telegram.answer("/who 刘吉")
    assert "已满" in refused.text
