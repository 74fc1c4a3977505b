"""What the server knows of newer Bot APIs than the library speaks, learnt from its own replies.

A server that does not know a method says so. It is asked once, and then no more until the bot is started again; whoever
calls says the same in an older form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from telegram.error import BadRequest, EndPointNotFound, InvalidToken, TelegramError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

Feature = Literal["rich", "private"]

# An older server passes over parameters that it does not know: a rich text is none for it, neither in a message nor in a
# result that is offered in any chat, and a message to one user is a message to all. The first shows when it is sent; what the second needs is asked for beforehand, by a method that came
# along with it and here deletes nothing.
_EMPTY = ("text is empty", "message content is not specified")
_PROBE, _NO_MESSAGE = "deleteEphemeralMessage", 2**31 - 1


class Dialect:
    """What is known of one server."""

    def __init__(self) -> None:
        self._known: dict[Feature, bool] = {}

    async def prepare(
        self, callback: Callable[..., Coroutine[Any, Any, Any]], endpoint: str, data: dict[str, Any]
    ) -> None:
        """Ask the server whether it knows what a call needs, where that must be known beforehand.

        Raises:
            EndPointNotFound: it does not, as it has said before or says now.
        """
        wanted = features_of(endpoint, data)
        if "private" in wanted and "private" not in self._known and "ephemeral_message_parameters" in data:
            receiver = data["ephemeral_message_parameters"]["receiver_user_id"]
            nothing = {
                "chat_id": data["chat_id"],
                "receiver_user_id": receiver,
                "ephemeral_message_id": _NO_MESSAGE,
            }
            try:
                await callback(_PROBE, nothing)
            except InvalidToken as error:
                self._known["private"] = not _is_unknown(error)
            except BadRequest:
                self._known["private"] = True
            except TelegramError:
                # Whether it knows the method is not said; the call itself will meet the same trouble.
                pass
            else:
                self._known["private"] = True
        if any(self._known.get(feature) is False for feature in wanted):
            raise EndPointNotFound(f"the server does not know {endpoint} in this form")

    def learn(self, endpoint: str, data: dict[str, Any], error: TelegramError) -> None:
        """Learn from a refusal.

        Raises:
            EndPointNotFound: the refusal says that the server does not know the call in this form.
        """
        wanted = features_of(endpoint, data)
        told = str(error).lower()
        if _is_unknown(error) or (
            "rich" in wanted
            and not self._known.get("rich")
            and isinstance(error, BadRequest)
            and any(word in told for word in _EMPTY)
        ):
            # Words about a text say nothing of whether the server knows private messages.
            private = "Ephemeral" in endpoint and _is_unknown(error)
            for feature in wanted[-1:] if private else wanted[:1]:
                self._known[feature] = False
                raise EndPointNotFound(f"the server does not know {endpoint} in this form") from error

    def succeeded(self, endpoint: str, data: dict[str, Any]) -> None:
        """Learn that a call got through."""
        for feature in features_of(endpoint, data):
            self._known[feature] = True


def features_of(endpoint: str, data: dict[str, Any]) -> list[Feature]:
    """Return what a call needs that older servers do not know.

    >>> features_of("sendRichMessage", {"rich_message": {}}), features_of("sendMessage", {"text": "问"})
    (['rich'], [])
    """
    features: list[Feature] = []
    if "rich_message" in data or any(map(_is_rich, data.get("results") or ())):
        features.append("rich")
    if "ephemeral_message_parameters" in data or "Ephemeral" in endpoint:
        features.append("private")
    return features


def _is_rich(result: object) -> bool:
    content = getattr(result, "input_message_content", None)
    return content is not None and "rich_message" in content.api_kwargs


def _is_unknown(error: TelegramError) -> bool:
    return isinstance(error, InvalidToken) and "method not found" in str(error).lower()
