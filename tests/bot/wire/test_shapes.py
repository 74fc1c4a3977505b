"""What an update is made like."""

from __future__ import annotations

from typing import Any

import pytest

from bot.wire.shapes import is_made_like

PERSON = {"id": 7, "is_bot": False, "first_name": "李"}
CHAT = {"id": 7, "type": "private", "first_name": "李"}
MESSAGE: dict[str, Any] = {"message_id": 1, "date": 1700000000, "chat": CHAT, "from": PERSON, "text": "谁？"}


@pytest.mark.parametrize(
    "update",
    [
        {"message": MESSAGE},
        {
            "edited_message": MESSAGE
            | {"reply_to_message": MESSAGE, "entities": [{"type": "bold", "offset": 0, "length": 1}]}
        },
        {
            "callback_query": {
                "id": "1",
                "from": PERSON,
                "chat_instance": "1",
                "data": "j:a",
                "message": MESSAGE,
            }
        },
        {"inline_query": {"id": "1", "from": PERSON, "query": "会议", "offset": ""}},
        {"message": MESSAGE | {"text": None, "reply_to_message": None}},
        {"message": MESSAGE | {"what_comes_tomorrow": [{"share": 1.5}, None]}},
        # What a rich message calls its text is a list, and what a passport calls its data.
        {
            "message": MESSAGE
            | {"rich_message": {"blocks": [{"type": "paragraph", "text": ["谁", {"text": []}]}]}}
        },
        {"message": MESSAGE | {"passport_data": {"data": [{"type": "email", "data": "a"}]}}},
    ],
)
def test_what_telegram_sends_is_made_like_it(update: dict[str, Any]) -> None:
    """So is what it may add under a name that nobody knows today."""
    assert is_made_like({"update_id": 1} | update)


@pytest.mark.parametrize(
    "odd",
    [
        {"text": ["谁？"]},
        {"text": "谁\ud800？"},
        {"chat": {"id": {}, "type": "private"}},
        {"chat": {"id": 7}},
        {"chat": None},
        {"from": {"id": "7"}},
        {"from": {"id": True, "first_name": "李"}},
        {"entities": {}},
        {"date": "today"},
        {"message_id": 1.5},
        {"message_id": 1 << 70},
        {"reply_to_message": {"message_id": 1}},
    ],
)
def test_what_a_handler_would_stumble_over_is_not(odd: dict[str, Any]) -> None:
    assert not is_made_like({"update_id": 1, "message": MESSAGE | odd})


def test_where_one_name_means_two_things_each_has_its_kind() -> None:
    query = {"id": "1", "from": PERSON, "query": "会议"}
    assert not is_made_like({"inline_query": query | {"offset": 5}})
    assert not is_made_like({"inline_query": query})


def test_however_deep_it_is_no_stack_is_too_short() -> None:
    deep: Any = MESSAGE
    for _ in range(100_000):
        deep = {"reply": [deep]}
    assert is_made_like({"message": MESSAGE | {"more": deep}})
