"""What answers a call is judged before anybody reads it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from emulator import TOKEN
from hypothesis import given
from hypothesis import strategies as st

from bot.wire.envelopes import UnreadableReply, read_envelope


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"7",
        b'"ok"',
        b'{"ok": true}',
        b'{"ok": 1, "result": []}',
        b'{"ok": false}',
        b'{"ok": false, "error_code": "400"}',
        b'{"ok": false, "error_code": 200}',
        b'{"ok": true, "result": [',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_reply_of_a_bot_api_is_none(body: bytes) -> None:
    with pytest.raises(UnreadableReply):
        read_envelope(200, body)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503])
def test_a_page_of_html_refuses_nothing(status: int) -> None:
    """What a proxy says of a call is no word of Telegram, whichever number it has."""
    with pytest.raises(UnreadableReply):
        read_envelope(status, b"<html>")
    with pytest.raises(UnreadableReply):
        read_envelope(status, b'{"ok": true, "result": true}')


@pytest.mark.parametrize(("status", "code"), [(200, 403), (403, None), (403, 400)])
def test_a_refusal_is_one_whatever_the_status(status: int, code: Any) -> None:
    reply = {"ok": False, "error_code": code, "description": "Forbidden: bot was blocked by the user"}
    told, body = read_envelope(status, json.dumps(reply).encode())
    assert told == 403
    assert json.loads(body)["description"] == "Forbidden: bot was blocked by the user"


def test_a_call_that_is_too_large_is_refused_for_good() -> None:
    assert read_envelope(413, b'{"ok": false, "description": "Request Entity Too Large"}')[0] == 400


@given(st.text(), st.sampled_from(["Bad Request: ", "", "谁主持了会议？", "chat not found "]))
def test_a_description_tells_nothing_that_was_sent(words: str, before: str) -> None:
    """Neither the token nor a question comes out again, wherever a server repeats it."""
    reply = {"ok": False, "error_code": 400, "description": f"{before}{words}{TOKEN}/x 谁主持"}
    reply["parameters"] = {"retry_after": words, "echo": TOKEN, "migrate_to_chat_id": [TOKEN]}
    told = read_envelope(400, json.dumps(reply).encode())[1].decode()
    assert TOKEN not in told
    assert "谁" not in json.loads(told)["description"]
    assert "parameters" not in told


@given(st.binary(), st.integers(100, 599))
def test_no_bytes_are_stumbled_over(body: bytes, status: int) -> None:
    with suppress(UnreadableReply):
        told, read = read_envelope(status, body)
        assert json.loads(read)["ok"] is (told < 400)
