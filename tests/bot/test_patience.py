"""What was accepted is answered when Telegram, the disk or the network come back, in order; and no secret is told."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from typing import TYPE_CHECKING, Any

import pytest
from botkit import running
from emulator import TOKEN, Fault

from bot.patience import persist

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from emulator import Telegram

    from retrieval import Answerer

QUESTION = "谁主持了会议？"


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - what is waited for wakes nobody
            await asyncio.sleep(0.02)


def answered(server: Telegram) -> list[str]:
    """Return to which chats messages were sent, in their order."""
    return [str(call.fields["chat_id"]) for call in server.calls if call.method == "sendMessage"]


TROUBLE = {
    "a page of a hotel": {"body": b"<html>Please pay</html>"},
    "a page that says 404": {"code": 404, "body": b"<html>Not Found %s</html>"},
    "a page that says 403": {"code": 403, "body": b"<html>%s</html>"},
    "a page that says 400": {"code": 400, "body": b"%s"},
    "half a reply": {"body": b'{"ok": true, "resu'},
    "no result": {"body": b'{"ok": true, "result": null}'},
    "a list": {"body": b'{"ok": true, "result": []}'},
    "a result of another kind": {"body": b'{"ok": true, "result": {"x": 1}}'},
    "refused without a reason": {"body": b'{"ok": false}'},
    "the token is refused": {"code": 401, "description": "Unauthorized"},
    "the method is not found": {"code": 404, "description": "Not Found"},
    "another asks": {"code": 409, "description": "Conflict"},
    "an error of the server": {"code": 500, "description": "Internal Server Error"},
    "elsewhere": {"code": 302, "body": b"%s"},
    "too many for a text": {
        "code": 429,
        "body": b'{"ok": false, "error_code": 429, "parameters": {"retry_after": "x"}}',
    },
    "a line that breaks": {"broken": True},
}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE)
async def test_what_was_accepted_is_answered_when_telegram_is_back(
    server: Telegram, archive: Answerer, trouble: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often a call meets it, and in the order of asking."""
    monkeypatch.setattr("bot.wire.sending._FIRST_WAIT", 0.001)
    monkeypatch.setattr("bot.wire.sending._LONGEST_WAIT", 0.001)

    def texts() -> list[str]:
        return [call.text for call in server.calls if call.method == "sendMessage"]

    server.faults.append(Fault("sendMessage", times=12, **trouble))
    async with running(server, archive) as desk:
        await server.say(QUESTION, user=7)
        await server.say("/stats", user=7)
        await until(lambda: texts() and "刘吉" not in texts()[-1] and not desk.state.updates.unsettled())
    # The emulator notes a call that it refuses by itself, and none that a proxy answers in its place.
    assert "刘吉" in texts()[0]
    if trouble.get("body") is not None:
        assert len(texts()) == 2


async def test_a_tap_is_worked_off_when_telegram_is_back(
    telegram: Telegram, archive: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.sending._FIRST_WAIT", 0.001)
    monkeypatch.setattr("bot.wire.sending._LONGEST_WAIT", 0.001)
    async with running(telegram, archive):
        answer = await telegram.answer(QUESTION)
        telegram.faults.append(Fault("answerCallbackQuery", body=b"<html>", times=12))
        telegram.faults.append(Fault("editMessageText", 401, "Unauthorized", times=3))
        await telegram.tap(answer, "整段")
        await telegram.wait("editMessageText", 4)


class Held:
    """Another program that holds the state, as a backup does."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        self._db.execute("ROLLBACK")
        self._db.close()


async def test_a_state_that_is_held_holds_up_nobody_for_ever(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """What is asked meanwhile is answered when the state is free, once; the event loop turns all the time."""
    state = tmp_path / "state"
    async with running(telegram, archive, state) as desk:
        await telegram.answer("/help", user=5)
        with Held(state):
            if telegram.mode == "polling":
                await telegram.say(QUESTION, user=6)
            for _ in range(20):
                await asyncio.sleep(0.05)
            assert answered(telegram) == ["5"]
        if telegram.mode == "webhook":
            # Telegram brings again what was not taken; the emulator does so only once.
            await telegram.say(QUESTION, user=6)
        await until(lambda: "6" in answered(telegram))
        await until(lambda: not desk.state.updates.unsettled())
    assert answered(telegram) == ["5", "6"]


async def test_a_state_that_is_held_while_an_answer_is_found(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """The update was accepted before: it is worked off again, and answered once."""
    state = tmp_path / "state"
    held = Held(state)
    async with running(telegram, archive, state) as desk:
        before = desk.state.remember
        was_held: list[bool] = []

        def remember(asked: Any) -> str:
            if not was_held:
                was_held.append(True)
                held.__enter__()
                asyncio.get_running_loop().call_later(0.3, held.__exit__, None, None, None)
            return before(asked)

        desk.state.remember = remember  # type: ignore[method-assign] # a moment that cannot be met from outside
        answer = await telegram.answer(QUESTION, user=6)
        assert "刘吉" in answer.text
        await until(lambda: not desk.state.updates.unsettled())
    assert answered(telegram) == ["6"]


async def test_an_answer_that_was_sent_is_noted_whatever_the_disk_does(
    telegram: Telegram, archive: Answerer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk is full between sending and noting: the answer is not sent again."""
    async with running(telegram, archive, tmp_path / "state") as desk:
        failures = 3
        real = desk.state.answered_by

        def full(answer: str, message: int) -> None:
            nonlocal failures
            if failures:
                failures -= 1
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorname = "SQLITE_FULL"
                raise error
            real(answer, message)

        desk.state.answered_by = full  # type: ignore[method-assign] # a full disk
        await telegram.answer(QUESTION, user=6)
        await until(lambda: desk.state.answer_in(6, 1))
        await telegram.answer("/help", user=9)
    assert answered(telegram) == ["6", "9"]
    assert "SQLITE_FULL" in caplog.text


async def test_what_cannot_be_written_is_written_when_it_can() -> None:
    failures = [sqlite3.OperationalError("database is locked")] * 3
    for failure in failures:
        failure.sqlite_errorname = "SQLITE_BUSY"

    def write() -> str:
        if failures:
            raise failures.pop()
        return "written"

    assert await persist(write) == "written"


ECHO = b'{"ok": false, "error_code": %d, "description": "Bad Request: %%s", "parameters": {"url": "%%s"}}'


@pytest.mark.parametrize(
    "echoes",
    [
        # The bot goes on.
        [
            *(("getMe", 502, b"%s"), ("getMe", 404, b"<html>%s</html>"), ("deleteWebhook", 200, b"%s")),
            *(
                ("getUpdates", 200, b'{"%s":'),
                ("getUpdates", 403, ECHO % 403),
                ("setMyCommands", 400, ECHO % 400),
            ),
            *(
                ("sendMessage", 200, b"%s"),
                ("sendMessage", 401, ECHO % 401),
                ("sendMessage", 400, ECHO % 400),
            ),
        ],
        # It ends in one line.
        [("getMe", 403, ECHO % 403)],
        [("getMe", 400, ECHO % 400)],
    ],
    ids=["goes on", "forbidden", "refused"],
)
async def test_no_server_makes_the_bot_tell_its_token(
    server: Telegram, root: Path, tmp_path: Path, echoes: list[tuple[str, int, bytes]]
) -> None:
    """The real process before a server or a proxy that echoes everything, at the level that logs the most."""
    for method, code, body in echoes:
        server.faults.append(Fault(method, code, body=body))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=root,
        env=os.environ
        | {
            "WENDANG_TELEGRAM_TOKEN": TOKEN,
            "WENDANG_TELEGRAM_API": server.address,
            "WENDANG_ARCHIVE": str(root / "tests/cases/bot_archive.jsonl"),
            "WENDANG_STATE": str(tmp_path / "state.sqlite"),
            "WENDANG_LOG_LEVEL": "DEBUG",
            "WENDANG_LOG_FORMAT": "json",
            "WENDANG_ADMINS": "77",
        },
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    await server.say(QUESTION, user=100)
    await until(lambda: not any(fault.times for fault in server.faults))
    if len(echoes) > 1:
        # Everything has been met, the error's report to the admin included.
        await until(lambda: "77" in answered(server))
        await server.say("/help", user=101)
        await until(lambda: "101" in answered(server))
        process.send_signal(signal.SIGTERM)
    said = b"".join(await asyncio.wait_for(process.communicate(), 120)).decode()
    assert said
    for secret in (TOKEN, TOKEN.rpartition(":")[2], "/bot1234", "主持", "\\u4e3b", "Traceback"):
        assert secret not in said
        assert secret not in "".join(call.text for call in server.calls if call.fields.get("chat_id") == "77")
