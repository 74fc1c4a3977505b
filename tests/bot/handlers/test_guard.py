"""Who may come in. Each door is tried by a stranger."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from botkit import running
from emulator import person

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


STRANGER = 666


@pytest.mark.parametrize(
    "lists", [{"allowed_users": "42"}, {"allowed_chats": "-5"}, {"allowed_users": "42", "admins": "1"}]
)
@pytest.mark.parametrize(
    "door", ["message", "edit", "command", "start", "deep link", "tap", "inline", "file", "group"]
)
async def test_no_door_lets_a_stranger_in(
    telegram: Telegram, archive: Answerer, lists: dict[str, str], door: str
) -> None:
    """A stranger learns nothing of the archive, whichever way he comes."""
    async with running(telegram, archive, **lists) as desk:
        quote = archive.ask(QUESTION).quotes[0]  # type: ignore[union-attr] # it is found
        citation = desk.state.cite(quote)
        match door:
            case "message":
                await telegram.say(QUESTION, user=STRANGER)
            case "edit":
                await telegram.edit(1, QUESTION, user=STRANGER)
            case "command":
                await telegram.say(f"/ask {QUESTION}", user=STRANGER)
            case "start":
                await telegram.say("/start", user=STRANGER)
            case "deep link":
                await telegram.say(f"/start {citation}", user=STRANGER)
            case "tap":
                await telegram.tap_data(f"o:{citation}", user=STRANGER)
            case "inline":
                query = {"id": "1", "from": person(STRANGER), "query": QUESTION, "offset": ""}
                await telegram.update(inline_query=query)
            case "file":
                file = {"file_id": "f", "file_unique_id": "u", "file_name": "a.txt", "file_size": 1}
                await telegram.say("", user=STRANGER, text=None, document=file)
            case "group":
                await telegram.say(f"/ask {QUESTION}", user=STRANGER, chat=-6)
        await telegram.say("/help", user=42, chat=-5)
        await telegram.wait("sendMessage")
    told = str([call.fields for call in telegram.calls])
    assert "刘吉" not in told
    assert "疫情" not in told


async def test_a_stranger_is_told_the_id_to_be_invited_with(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive, allowed_users="42"):
        assert str(STRANGER) in (await telegram.answer("/start", user=STRANGER)).text


OTHER = {"id": 99, "is_bot": True, "first_name": "Other", "username": "other_bot"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
GROUP = {"id": -5, "type": "supergroup", "title": "G"}
CHANNEL = {"id": -9, "type": "channel", "title": "C"}


@pytest.mark.parametrize(
    ("sent", "is_answered"),
    [
        ({}, True),
        ({"from": OTHER}, False),
        ({"from": OTHER, "reply_to_message": "ours"}, False),
        ({"from": ANONYMOUS, "sender_chat": GROUP}, True),
        ({"from": {**ANONYMOUS, "id": 136817688, "username": "Channel_Bot"}, "sender_chat": CHANNEL}, True),
        ({"sender_chat": CHANNEL, "is_automatic_forward": True}, False),
        (
            {"via_bot": {"id": 7, "is_bot": True, "first_name": "Archive", "username": "archive_test_bot"}},
            False,
        ),
        ({"via_bot": OTHER}, True),
    ],
)
@pytest.mark.parametrize("edited", [False, True])
async def test_only_people_are_answered(
    server: Telegram, archive: Answerer, sent: dict[str, Any], is_answered: bool, edited: bool
) -> None:
    """Two bots in a group would answer each other for ever, and a bot its own inline words; people come in many names."""
    async with running(server, archive) as desk:
        message = server.message(f"@archive_test_bot {QUESTION}", chat=-5) | sent
        if message.get("reply_to_message") == "ours":
            message["reply_to_message"] = server.message("x", user=7, chat=-5)
        await server.update(
            **({"edited_message": message | {"edit_date": 1}} if edited else {"message": message})
        )
        await server.say("/help", user=42)
        await server.wait("sendMessage", 1 + is_answered)
        async with asyncio.timeout(60):
            while desk.state.updates.unsettled():  # noqa: ASYNC110 - the state is a file and wakes nobody
                await asyncio.sleep(0.02)
    told = [call.text for call in server.calls if call.method == "sendMessage" and "刘吉" in call.text]
    assert len(told) == is_answered
