"""Every line that the bot writes: its form, and what never stands in one."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from typing import Any
from urllib.parse import quote

import pytest
from emulator import TOKEN
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest

from bot.logs import Formatter, Scrubber, describe, log_of_loop

SECRET = TOKEN.rpartition(":")[2]


def written(form: Any, name: str, message: Any, *values: Any, **more: Any) -> str:
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, values, more.pop("error", None))
    vars(record).update(more)
    return Formatter(form, Scrubber([TOKEN, "hook-secret"])).format(record)


@given(st.text(), st.text())
def test_no_secret_stands_in_a_line(before: str, after: str) -> None:
    """Whole, written as in an address, its second half alone, or in capitals."""
    for secret in (
        TOKEN,
        quote(TOKEN, safe=""),
        SECRET,
        "hook-secret",
        "HOOK-SECRET",
        "987654321:" + "x" * 35,
    ):
        for form in ("text", "json"):
            line = written(form, "bot.wire", "%s", f"{before}{secret}{after}")
            assert secret not in line.removeprefix(before)


def test_a_line_of_json_bears_its_numbers() -> None:
    line = json.loads(written("json", "bot.wire.sending", "%s was made again", "sendMessage", tries=3))
    assert line["event"] == "sendMessage was made again"
    assert (line["level"], line["logger"], line["tries"]) == ("WARNING", "bot.wire.sending", 3)
    assert line["time"].endswith("Z")


def test_a_line_of_text_is_one_line() -> None:
    line = written("text", "bot.x", "a file named %s", "two\nlines", size=5)
    assert line.count("\n") == 0
    assert line.endswith("WARNING bot.x: a file named two lines size=5")


@pytest.mark.parametrize("name", ["telegram.ext.Application", "aiohttp.server", "asyncio", "botany"])
def test_of_a_librarys_line_only_what_is_always_the_same_is_kept(name: str) -> None:
    """It may fill in an update with a question in it, or write it out itself; so may an error's message."""
    error = KeyError("谁主持了会议？")
    for line in (
        written("text", name, "processing update %s", "谁主持了会议？"),
        written("text", name, "Task failed: <Task exception=KeyError('谁主持了会议？')>"),
        written("text", name, "谁主持了会议？"),
        written("text", name, "failed", error=(KeyError, error, None)),
    ):
        assert "主持" not in line
    assert "processing update" in written("text", name, "processing update %s", "x")
    assert "KeyError" in written("text", name, "failed", error=(KeyError, error, None))


def test_an_error_is_described_by_its_class_and_place() -> None:
    def fail(words: str) -> None:
        raise ValueError(words)

    with pytest.raises(ValueError, match="主持") as raised:
        fail("谁主持了会议？")
    told = describe(raised.value)
    assert told.startswith("ValueError fail test_logs.py:")
    assert "主持" not in told
    assert describe(BadRequest("Bad Request: chat not found")).endswith("(Chat not found)")


async def test_what_nobody_awaited_is_logged_without_its_message(caplog: pytest.LogCaptureFixture) -> None:
    context = {"message": "Task exception was never retrieved", "exception": KeyError("谁主持")}
    log_of_loop(asyncio.get_running_loop(), context)
    assert "Task exception was never retrieved: KeyError" in caplog.text
    assert "主持" not in caplog.text


def test_everything_of_a_process_goes_one_way() -> None:
    """Logs, what is said and warnings; what would end the process with a traceback ends in one line."""
    script = (
        "import logging, warnings; from bot.logs import set_up_logs, say\n"
        f"set_up_logs('ERROR', 'json', [{TOKEN!r}])\n"
        f"say('hello {TOKEN}'); warnings.warn('old {TOKEN}')\n"
        f"logging.getLogger('telegram').error('no %s', {TOKEN!r})\n"
        f"raise RuntimeError({TOKEN!r})\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in run.stderr.splitlines()]
    assert [line["level"] for line in lines] == ["INFO", "ERROR", "CRITICAL"]
    assert lines[-1]["event"].startswith("ended by an error: RuntimeError")
    assert TOKEN not in run.stderr
