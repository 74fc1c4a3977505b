"""The bot over HTTP: what admins may, and nobody else."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botkit import Wrapped, running
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.admin import safe_name
from retrieval import Found, NotFound, Settings, open_answerer

if TYPE_CHECKING:
    from emulator import Call, Telegram

    from retrieval import Answer, Answerer

QUESTION = "谁主持了会议？"
ADMIN = 1


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """Return an archive that may be changed."""
    folder = tmp_path / "archive"
    folder.mkdir()
    shutil.copy(root / "tests/cases/bot_archive.jsonl", folder)
    return folder


def opener(folder: Path) -> Any:
    return lambda: open_answerer(Settings(_env_file=None, archive=folder, threshold=0), report=lambda _: None)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def send_file(telegram: Telegram, name: str, content: bytes, user: int = ADMIN) -> None:
    telegram.assets["upload"] = {"filename": name, "data": content, "size": len(content)}
    file = {"file_id": "upload", "file_unique_id": "u", "file_name": name, "file_size": len(content)}
    await telegram.say("", user=user, text=None, document=file)


async def test_a_file_joins_the_archive_after_a_look(
    telegram: Telegram, folder: Path, tmp_path: Path
) -> None:
    """Shown first, read at once when it is taken, kept under a name that can do no harm."""
    text = "西湖公园扩建完成\n\n2023年5月1日，西湖公园扩建完成，新增绿地36公顷。园长周文斌介绍了情况。"
    async with running(telegram, opener(folder), tmp_path / "state", admins=str(ADMIN), archive=folder):
        await send_file(telegram, "../../新 公园.txt", text.encode())
        (preview,) = await telegram.wait("sendMessage")
        assert "1 篇文章" in preview.text
        assert "西湖公园" in preview.text
        assert names_in(folder) == ["bot_archive.jsonl"]
        await telegram.tap(preview, "加入", user=ADMIN)
        done = (await telegram.wait("editMessageText", 2))[1]
        assert "15 篇文章" in done.text
        assert "36公顷" in (await telegram.answer("西湖公园新增绿地多少公顷？", user=ADMIN)).text
        await telegram.tap(preview, "加入", user=ADMIN)
        told = (await telegram.wait("answerCallbackQuery", 2))[1]
        assert "太旧" in told.fields["text"]
    assert names_in(folder) == ["bot_archive.jsonl", "新_公园.txt"]


async def test_a_file_may_be_refused_and_one_that_cannot_be_read_cannot_join(
    telegram: Telegram, folder: Path, tmp_path: Path
) -> None:
    async with running(telegram, opener(folder), tmp_path / "state", admins=str(ADMIN), archive=folder):
        await send_file(telegram, "x.txt", "一篇文章。".encode())
        (preview,) = await telegram.wait("sendMessage")
        await telegram.tap(preview, "不要", user=ADMIN)
        assert (await telegram.wait("editMessageText"))[0].text == "没有加入。"
        await send_file(telegram, "x.txt", bytes(range(256)) * 9)
        binary = (await telegram.wait("sendMessage", 2))[1]
    assert [button["text"] for button in binary.buttons] == ["✕ 不要"]
    assert names_in(folder) == ["bot_archive.jsonl"]


async def test_a_file_that_nobody_answered_for_is_forgotten_after_a_week(
    telegram: Telegram, folder: Path, tmp_path: Path
) -> None:
    """The next file finds it gone, and its button says so; a younger one waits on."""
    async with running(telegram, opener(folder), tmp_path / "state", admins=str(ADMIN), archive=folder):
        for number in (1, 2):
            await send_file(telegram, f"{number}.txt", "一篇文章。".encode())
            await telegram.wait("sendMessage", number)
        waiting = {next(kept.iterdir()).name: kept for kept in (tmp_path / "uploads").iterdir()}
        old = time.time() - 8 * 24 * 3600
        os.utime(waiting["1.txt"], (old, old))
        await send_file(telegram, "3.txt", "一篇文章。".encode())
        first, second, _ = await telegram.wait("sendMessage", 3)
        assert sorted(path.name for path in (tmp_path / "uploads").glob("*/*")) == ["2.txt", "3.txt"]
        await telegram.tap(first, "加入", user=ADMIN)
        assert "太旧" in (await telegram.wait("answerCallbackQuery"))[0].fields["text"]
        await telegram.tap(second, "加入", user=ADMIN)
        await telegram.wait("editMessageText", 2)
    assert names_in(folder) == ["2.txt", "bot_archive.jsonl"]


async def test_reload_reads_the_archive_again_and_keeps_the_old_one_where_that_fails(
    telegram: Telegram, folder: Path
) -> None:
    async with running(telegram, opener(folder), admins=str(ADMIN), archive=folder):
        (folder / "new.txt").write_text("新的文章，说的是黑龙潭水库蓄水八百万立方米。", "utf-8")
        await telegram.say("/reload", user=ADMIN)
        (told,) = await telegram.wait("editMessageText")
        assert "15 篇文章" in told.text
        assert "八百万" in (await telegram.answer("黑龙潭水库蓄水多少？", user=ADMIN)).text
        shutil.rmtree(folder)
        await telegram.say("/reload", user=ADMIN)
        assert "仍用原来的档案" in (await telegram.wait("editMessageText", 2))[1].text
        assert "刘吉" in (await telegram.answer(QUESTION, user=ADMIN)).text


async def test_check_lists_what_cannot_be_read(telegram: Telegram, folder: Path) -> None:
    (folder / "broken.jsonl").write_text('{"text": "好的一行。"}\n{"text": \n', "utf-8")
    async with running(telegram, opener(folder), admins=str(ADMIN), archive=folder):
        await telegram.say("/check", user=ADMIN)
        (told,) = await telegram.wait("editMessageText")
    assert "15 篇文章" in told.text
    assert "broken.jsonl" in told.text.replace("\u2060", "")


@given(
    st.text() | st.sampled_from(["关于" * 48 + ".txt", "." * 300 + "x", "x." + "长" * 300, "../..", ".env"])
)
def test_a_name_is_short_enough_for_a_disk_and_can_do_no_harm(name: str) -> None:
    """No folder, nothing hidden, at most 200 bytes; an ending stays."""
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert Path(safe).name == safe
    assert safe[0] not in ".-"
    assert safe_name(name + "关于" * 48 + ".txt").endswith(".txt")


async def feedback(telegram: Telegram) -> list[dict[str, Any]]:
    """Return the lines that an admin is sent."""
    await telegram.say("/feedback", user=ADMIN)
    (sent,) = await telegram.wait("sendDocument")
    (content,) = sent.files.values()
    return [json.loads(line) for line in content.decode().splitlines()]


async def vote(telegram: Telegram, answer: Call, emoji: str) -> None:
    await telegram.react(answer, emoji)
    # Updates of a chat are worked off in their order.
    await telegram.answer("/privacy")


async def test_feedback_exports_what_was_asked_in_full_with_the_answer_that_was_liked(
    telegram: Telegram, archive: Answerer
) -> None:
    """A follow-up means nothing without what it went on from."""
    async with running(telegram, archive, admins=str(ADMIN)):
        assert "还没有" in (await telegram.answer("/feedback", user=ADMIN)).text
        await vote(telegram, await telegram.answer(QUESTION), "👍")
        await vote(telegram, await telegram.answer("他强调了什么？"), "👍")
        first, second = await feedback(telegram)
    assert (first["question"], first["answers"], first["answerable"]) == (QUESTION, ["刘吉"], True)
    assert first["passage_id"] == second["passage_id"] == "meeting"
    assert second["question"] == "刘吉 强调了什么？"
    assert "人民至上" in second["answers"][0]


async def test_feedback_exports_nothing_that_a_vote_does_not_vouch_for(
    telegram: Telegram, archive: Answerer
) -> None:
    """Not what 👎 means, nor an answer to a question about an answer, nor what only a filter made true."""
    async with running(telegram, archive, admins=str(ADMIN)):
        await vote(telegram, await telegram.answer(QUESTION), "👍")
        await vote(telegram, await telegram.answer("谁说的？"), "👍")
        await vote(telegram, await telegram.answer("新图书馆藏书多少册？"), "👎")
        await vote(telegram, await telegram.answer("来源:惠州日报 馆长是谁？"), "👍")
        assert [line["question"] for line in await feedback(telegram)] == [QUESTION]


async def test_feedback_on_a_refusal_names_no_answer(telegram: Telegram, archive: Answerer) -> None:
    """Liked, it says that the archive does not know; disliked, nothing. A near miss is gold in neither."""

    def ask(question: str, **more: Any) -> Answer:
        found = archive.ask(question, **more)
        assert isinstance(found, Found)
        return NotFound(found.question, "unsure", (), found.quotes, 0.1)

    async with running(telegram, lambda: Wrapped(archive, ask), admins=str(ADMIN)):
        await vote(telegram, await telegram.answer(QUESTION), "👍")
        await vote(telegram, await telegram.answer("新图书馆藏书多少册？"), "👎")
        lines = await feedback(telegram)
    assert lines == [{"id": "feedback-1", "question": QUESTION, "answers": [], "answerable": False}]


async def test_what_comes_nearest_is_gold_where_it_was_liked(telegram: Telegram, archive: Answerer) -> None:
    """It was shown, and 👍 says that it answers."""

    def ask(question: str, **more: Any) -> Answer:
        found = archive.ask(question, **more)
        assert isinstance(found, Found)
        return NotFound(found.question, "unsure", (), found.quotes, 0.1, near=True)

    async with running(telegram, lambda: Wrapped(archive, ask), admins=str(ADMIN)):
        await vote(telegram, await telegram.answer(QUESTION), "👍")
        (line,) = await feedback(telegram)
    assert (line["answers"], line["answerable"]) == (["刘吉"], True)


@pytest.mark.parametrize("command", ["/reload", "/check", "/feedback"])
@pytest.mark.parametrize(("user", "chat"), [(42, 42), (ADMIN, -5)])
async def test_nobody_else_has_these_commands(
    telegram: Telegram, archive: Answerer, command: str, user: int, chat: int
) -> None:
    """Neither another user, nor an admin where others would see it."""
    async with running(telegram, archive, admins=str(ADMIN)):
        await telegram.say(command, user=user, chat=chat)
        await telegram.answer("/stats", user=99)
    sent = [call for call in telegram.calls if call.method in ("sendMessage", "sendDocument")]
    assert all("直接发来问题" in call.text for call in sent if call.fields["chat_id"] == str(chat))
    assert len(sent) <= 2
    assert not [call for call in telegram.calls if call.method == "editMessageText"]


async def test_a_file_of_somebody_else_is_no_upload(telegram: Telegram, folder: Path) -> None:
    async with running(telegram, opener(folder), admins=str(ADMIN), archive=folder):
        await send_file(telegram, "x.txt", "一篇文章。".encode(), user=42)
        (told,) = await telegram.wait("sendMessage")
    assert "只读得懂文字" in told.text
    assert not [call for call in telegram.calls if call.method == "getFile"]
