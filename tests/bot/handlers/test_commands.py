"""The bot over HTTP: commands, menus, inline mode, quotas, and what is forgotten."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from typing import TYPE_CHECKING, Any

import opencc
import pytest
from botkit import running, settings_for
from emulator import Fault, person

from bot.app import run
from bot.handlers.menus import ADMIN, GROUP, PRIVATE
from bot.library import Library
from bot.messages.languages import TEXTS
from bot.messages.texts import Texts
from bot.quota import Quota

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Call, Telegram

    from retrieval import Answerer

QUESTION = "谁主持了会议？"


async def test_the_greeting_suggests_questions_that_are_answered(
    telegram: Telegram, archive: Answerer
) -> None:
    """Three questions, each a tap, each answered from this archive."""
    async with running(telegram, archive):
        hello = await telegram.answer("/start")
        assert len(hello.buttons) == 3
        for number, button in enumerate(hello.buttons):
            await telegram.tap(hello, button["text"])
            asked, answer = (await telegram.wait("sendMessage", 3 + 2 * number))[-2:]
            assert asked.text == f"❓ {button['text']}"
            assert answer.marked("text_link")
            assert "没有说" not in answer.text


async def test_the_language_is_chosen_and_kept(telegram: Telegram, archive: Answerer) -> None:
    """/lang offers three; the choice speaks, sets the chat's menu, and outlives the user's client."""
    async with running(telegram, archive):
        offered = await telegram.answer("/lang")
        await telegram.tap(offered, "English")
        (edited,) = await telegram.wait("editMessageText")
        menu = (await telegram.wait("setMyCommands"))[-1]
        assert "Just send a question" in (await telegram.answer("/help")).text
        assert (await telegram.answer("/lang zh-Hant")).text == "選擇語言："
    assert edited.text == "Choose a language:"
    assert menu.fields["scope"] == {"type": "chat", "chat_id": 42}
    assert "Ask" in menu.fields["commands"][0]["description"]


async def test_latest_lists_articles_that_open(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        listed = await telegram.answer("/latest")
        link = next(
            e["url"] for e in listed.fields["entities"] if e["type"] == "text_link" and "t.me" in e["url"]
        )
        article = await telegram.answer("/start " + link.partition("start=")[2])
    assert listed.text.splitlines()[1].startswith("• 全市疫情防控工作会议召开 · 2022-11-14 · 惠州日报")
    assert article.text.startswith("全市疫情防控工作会议召开")


async def test_source_shows_the_last_answers_paragraph(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        assert "还没有问过" in (await telegram.answer("/source")).text
        await telegram.answer(QUESTION)
        paragraph = await telegram.answer("/source")
        assert "没有这个编号" in (await telegram.answer("/source 99")).text
    assert paragraph.text.startswith("11月14日下午，我市召开")
    assert paragraph.marked("bold") == ["刘吉"]


async def test_stats_and_privacy(telegram: Telegram, archive: Answerer) -> None:
    held = archive.index.statistics()
    async with running(telegram, archive):
        text = (await telegram.answer("/stats")).text
        assert str(held.documents) in text
        assert str(held.passages) in text
        assert "/forget" in (await telegram.answer("/privacy")).text


@pytest.mark.parametrize(
    ("language", "told"), [("zh-hans", "管理员"), ("zh-hant", "管理員"), ("en", "admins")]
)
async def test_privacy_says_who_else_can_read_what_was_voted_on(
    telegram: Telegram, archive: Answerer, language: str, told: str
) -> None:
    async with running(telegram, archive):
        assert told in (await telegram.answer("/privacy", language=language)).text


async def test_forget_erases_everything_of_a_user_and_nothing_of_others(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """No table holds the user's words or votes afterwards; settled updates hold nobody's."""
    async with running(telegram, archive, tmp_path / "state"):
        for user in (42, 43):
            answer = await telegram.answer(QUESTION + f"问者{user}", user=user)
            await telegram.tap(answer, "👍", user=user)
            await telegram.answer("2022年", user=user)
        await telegram.answer("/forget")
        await telegram.answer("/help", user=9)
        files = b"".join(path.read_bytes() for path in tmp_path.iterdir())  # noqa: ASYNC240 - they are small
        assert "问者42".encode() not in files
    db = sqlite3.connect(tmp_path / "state")
    dump = "\n".join(db.iterdump())
    db.close()
    assert "问者42" not in dump
    assert "问者43" in dump
    tables = {"answers": "user", "votes": "user", "chats": "id"}
    with sqlite3.connect(tmp_path / "state") as again:
        for table, column in tables.items():
            users = [row[0] for row in again.execute(f"SELECT {column} FROM {table}")]  # noqa: S608 - names above
            assert users == [43], table
    again.close()


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
        await telegram.update(inline_query=query("", number="3"))
        empty = (await telegram.wait("answerInlineQuery", 3))[2]
    assert 1 <= len(first.fields["results"]) <= 10
    content = first.fields["results"][0]["input_message_content"]
    assert "加强巡查水库堤坝" in content["message_text"]
    assert any(entity["type"] == "text_link" for entity in content["entities"])
    assert first.fields["is_personal"] in (True, "true")
    assert "@evil" not in str([result["input_message_content"] for result in evil.fields["results"]])
    assert empty.fields["results"] == []
    assert empty.fields["button"]["start_parameter"] == "inline"


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


async def test_a_quota_tells_the_waiting_time_and_spares_admins(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive, quota=1, admins="1", allowed_users="42"):
        assert "刘吉" in (await telegram.answer(QUESTION)).text
        assert "60 分钟" in (await telegram.answer(QUESTION)).text
        for _ in range(3):
            assert "刘吉" in (await telegram.answer(QUESTION, user=1)).text


def test_a_quota_counts_any_hour() -> None:
    """A user may ask as often as allowed in any stretch of an hour, whatever others do."""
    now = [0.0]
    quota = Quota(2, lambda: now[0])
    assert [quota.take(1), quota.take(1), quota.take(1), quota.take(2)] == [0, 0, 3600, 0]
    now[0] = 3000
    assert quota.take(1) == 600
    now[0] = 3601
    assert quota.take(1) == 0


async def test_menus_are_set_for_every_scope_and_language(server: Telegram, archive: Answerer) -> None:
    """Admins see what they alone may do."""
    settings = settings_for(server, state=":memory:", admins="1")
    task = asyncio.create_task(run(settings, Library(lambda: archive)))
    calls = await server.wait("setMyCommands", 7)
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    set_menus = menus(calls)
    assert {("all_private_chats", code) for code in (None, "zh", "en")} < set(set_menus)
    assert set_menus["all_group_chats", "en"] == list(GROUP)
    assert set_menus["chat", None] == [*PRIVATE, *ADMIN]


def menus(calls: list[Call]) -> dict[tuple[str, str | None], list[str]]:
    return {
        (call.fields["scope"]["type"], call.fields.get("language_code")): [
            c["command"] for c in call.fields["commands"]
        ]
        for call in calls
    }


def test_every_language_says_everything() -> None:
    """No sentence is missing, and each has the same places to be filled in; 繁體 holds no 简体 characters."""
    names = [name for name in Texts.__slots__ if name not in ("menu", "name")]
    hans, hant, english = TEXTS["zh-Hans"], TEXTS["zh-Hant"], TEXTS["en"]
    for name in names:
        places = [
            sorted(part for part in getattr(texts, name).split("{")[1:]) for texts in (hans, hant, english)
        ]
        assert len({tuple(place.partition("}")[0] for place in texts) for texts in places}) == 1, name
    assert set(hans.menu) == set(hant.menu) == set(english.menu) == {*PRIVATE, *GROUP, *ADMIN}
    convert = opencc.OpenCC("s2t").convert
    for sentence in [getattr(hant, name) for name in names] + list(hant.menu.values()):
        ours = sentence.replace("谁主持", "誰主持").replace("来源", "來源")
        assert all(convert(c) == c or c in "台里裡群着着干系面周只余谷才后征" for c in ours), sentence
