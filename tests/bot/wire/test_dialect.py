"""What the server knows is learnt once, from what it says itself."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import InlineQueryResultArticle, InputMessageContent, InputTextMessageContent
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, NetworkError

from bot.wire.dialect import Dialect

DONE, UNKNOWN = {"message_id": 1}, InvalidToken("Not Found: method not found")
RICH = {"chat_id": 1, "rich_message": {}}
PRIVATE = {"chat_id": -1, "ephemeral_message_parameters": {"receiver_user_id": 5}}


def prepare(dialect: Dialect, endpoint: str, data: dict[str, Any], *replies: Any) -> list[str]:
    """Prepare a call in front of a server that replies so, and return what it was asked."""
    asked: list[str] = []
    waiting = list(replies)

    async def call(endpoint: str, _data: dict[str, Any]) -> Any:
        asked.append(endpoint)
        reply = waiting.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    asyncio.run(dialect.prepare(call, endpoint, data))
    return asked


def test_a_method_that_is_not_known_is_not_called_again() -> None:
    """An edit in the same form is not tried either."""
    dialect = Dialect()
    assert prepare(dialect, "sendRichMessage", RICH) == []
    with pytest.raises(EndPointNotFound):
        dialect.learn("sendRichMessage", RICH, UNKNOWN)
    for endpoint in ("sendRichMessage", "editMessageText"):
        with pytest.raises(EndPointNotFound):
            prepare(dialect, endpoint, RICH)
    assert prepare(dialect, "editMessageText", {"chat_id": 1, "text": "问"}) == []


def test_an_edit_that_an_older_server_takes_for_empty_teaches_the_same() -> None:
    """It passes over what it does not know, and finds no text."""
    dialect = Dialect()
    with pytest.raises(EndPointNotFound):
        dialect.learn("editMessageText", RICH, BadRequest("Bad Request: message text is empty"))
    with pytest.raises(EndPointNotFound):
        prepare(dialect, "sendRichMessage", RICH)


def test_results_in_rich_form_teach_the_same() -> None:
    """An older server finds no content in what is offered in any chat; results as text are offered as before."""
    rich = InlineQueryResultArticle("1", "题", InputMessageContent(api_kwargs={"rich_message": {}}))
    plain = InlineQueryResultArticle("1", "题", InputTextMessageContent("问"))
    dialect = Dialect()
    told = "Bad Request: can't parse InlineQueryResult: Input message content is not specified"
    dialect.learn("answerInlineQuery", {"results": [plain]}, BadRequest(told))
    with pytest.raises(EndPointNotFound):
        dialect.learn("answerInlineQuery", {"results": [plain, rich]}, BadRequest(told))
    with pytest.raises(EndPointNotFound):
        prepare(dialect, "answerInlineQuery", {"results": [rich]})
    assert prepare(dialect, "answerInlineQuery", {"results": [plain]}) == []


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Bad Request: chat not found"),
        InvalidToken("Not Found"),
        NetworkError("Bad Gateway"),
    ],
)
def test_other_trouble_teaches_nothing(error: Exception) -> None:
    """A token that is refused for a while, or a chat that is gone, says nothing of the form."""
    dialect = Dialect()
    dialect.learn("sendRichMessage", RICH, error)
    assert prepare(dialect, "sendRichMessage", RICH) == []


def test_once_a_form_was_taken_a_refusal_is_about_one_message() -> None:
    """The next message is sent in that form again."""
    dialect = Dialect()
    dialect.succeeded("sendRichMessage", RICH)
    dialect.learn("sendRichMessage", RICH, BadRequest("Bad Request: can't parse rich message"))
    assert prepare(dialect, "sendRichMessage", RICH) == []


@pytest.mark.parametrize("reply", [True, BadRequest("Bad Request: message not found")])
def test_before_the_first_message_to_one_user_the_server_is_asked(reply: Any) -> None:
    """It would show the message to the whole group if it did not know such messages."""
    dialect = Dialect()
    assert prepare(dialect, "sendMessage", PRIVATE, reply) == ["deleteEphemeralMessage"]
    assert prepare(dialect, "sendMessage", PRIVATE) == []


def test_a_server_without_such_messages_is_asked_once() -> None:
    """Rich messages it may know all the same."""
    dialect = Dialect()
    with pytest.raises(EndPointNotFound):
        prepare(dialect, "sendMessage", PRIVATE, UNKNOWN)
    with pytest.raises(EndPointNotFound):
        prepare(dialect, "sendRichMessage", PRIVATE | RICH)
    assert prepare(dialect, "sendRichMessage", RICH) == []


def test_a_server_that_cannot_be_reached_is_asked_again() -> None:
    """What it knows was not said."""
    dialect = Dialect()
    assert prepare(dialect, "sendMessage", PRIVATE, NetworkError("no reply")) == ["deleteEphemeralMessage"]
    assert prepare(dialect, "sendMessage", PRIVATE, DONE) == ["deleteEphemeralMessage"]


def test_an_unknown_method_for_private_messages_says_nothing_of_rich_ones() -> None:
    """Each is learnt for itself."""
    dialect = Dialect()
    with pytest.raises(EndPointNotFound):
        dialect.learn("editEphemeralMessageText", RICH, UNKNOWN)
    assert prepare(dialect, "sendRichMessage", RICH) == []
