"""Telegram as the tests meet it: somebody else's Bot API server, on the loopback, widened where it is narrow.

`lo-bot-api-emulator` knows fewer parameters than the Bot API; they are taken from aiogram's models, which
are generated from Telegram's documentation. The same models judge every request that the bot sends.
"""

from __future__ import annotations

import asyncio
import copy
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import aiogram.methods
import aiogram.types
import lo_bot_api_emulator
import tdlib
from aiogram.methods.base import TelegramMethod
from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator, updates

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "123456789:" + "A" * 35
BOT = {"id": 7, "is_bot": True, "first_name": "Archive", "username": "archive_test_bot"}
METHODS: dict[str, Any] = {
    method.__api_method__: method
    for method in vars(aiogram.methods).values()
    if isinstance(method, type) and issubclass(method, TelegramMethod) and hasattr(method, "__api_method__")
}
# What a rich message is made of, by family and type.
PARTS: dict[tuple[str, str | None], Any] = {
    ("RichBlockTableCell", None): aiogram.types.RichBlockTableCell
} | {
    (family, model.model_fields["type"].default.value): model
    for family in ("InputRichBlock", "RichText")
    for name, model in vars(aiogram.types).items()
    if name.startswith(family) and isinstance(model, type) and "type" in getattr(model, "model_fields", ())
    if hasattr(model.model_fields["type"].default, "value")
}
# The emulator refuses these two; Telegram has them.
_BUTTON_EXTRAS = ("style", "icon_custom_emoji_id")
_REPLY_EXTRAS = ("quote", "quote_position", "quote_entities", "quote_parse_mode")
# What came after the Bot API that the library speaks.
NEWER = {
    "sendRichMessage",
    "deleteEphemeralMessage",
    "editEphemeralMessageText",
    "editEphemeralMessageReplyMarkup",
}
SAME_AS = {"sendMessage": "sendRichMessage", "editMessageText": "editEphemeralMessageText"}
_KINDS = {"edited_message", "my_chat_member", "chosen_inline_result", "channel_post", "message_reaction"}


@dataclass
class Call:
    """A request of the bot."""

    method: str
    fields: dict[str, Any]
    files: dict[str, bytes]
    at: float = field(default_factory=time.monotonic)

    @property
    def text(self) -> str:
        """The message's text; of a rich one a line for each block."""
        return str(self.fields.get("text", "")) or "\n".join(_lines(self.rich))

    @property
    def rich(self) -> list[dict[str, Any]]:
        """The blocks of a rich message."""
        return list(self.fields.get("rich_message", {}).get("blocks", []))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons, row after row."""
        rows = self.fields.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def marked(self, kind: str) -> list[str]:
        """Return the stretches of the text that bear an entity of a kind, or are rich text of that type."""
        if self.rich:
            return [_flat(one) for one in _nodes(self.rich) if one.get("type") == kind]
        units = self.text.encode("utf-16-le")
        return [
            units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.fields.get("entities", [])
            if e["type"] == kind
        ]


@dataclass
class Fault:
    """What the next calls of a method (``*``: of any) meet: a refusal, a delay, a line that breaks, or other bytes.

    Of ``body`` ``%s`` is the address of the call, as a careless proxy shows it.
    """

    method: str
    code: int = 0
    description: str = "scheduled"
    parameters: dict[str, Any] | None = None
    times: int = 1
    delay: float = 0
    broken: bool = False
    body: bytes | None = None
    taken: bool = False


class Telegram(LoBotApiEmulator):
    """The server, the users in front of it, and the judge of what the bot sends."""

    def __init__(self, mode: str = "polling") -> None:
        super().__init__(allow_insecure_loopback_webhooks=True, max_updates=100_000, max_assets=1000)
        _widen()
        self.mode = mode
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.complaints: list[str] = []
        # Whether it is a server of today, which knows rich messages and such as one user of a group sees; else it is
        # as old as the library. What it was asked in vain stands in `unknown`.
        self.newer = False
        self.unknown: list[str] = []
        # What answers the calls of a method instead, unless it returns nothing.
        self.instead: dict[str, Any] = {}
        self.username = BOT["username"]
        self.port = 0
        self._runner: web.AppRunner | None = None
        self._news = asyncio.Event()
        self._ids = itertools.count(1000)

    @property
    def address(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._runner:
            await self._runner.cleanup()

    # --- what the bot meets ----------------------------------------------------------------------------

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Meet a request with the fault that is scheduled for it, if any."""
        method = request.match_info["method"]
        if method in self.instead and (reply := await self.instead[method](request)):
            return reply
        for fault in self.faults:
            met = fault.method in (method, "*") and fault.times > 0
            if met and (fault.delay or fault.broken or fault.body is not None):
                fault.times -= 1
                await asyncio.sleep(fault.delay)
                if fault.taken:
                    await super().handle(request)
                if fault.broken and request.transport:
                    request.transport.abort()
                if fault.body is not None:
                    body = fault.body.replace(b"%s", str(request.rel_url).encode())
                    return web.Response(status=fault.code or 200, body=body)
        return await super().handle(request)

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        """Judge and keep a request, then let the emulator answer it."""
        given = {key: _decode(value) for key, value in copy.deepcopy(fields).items()}
        self._refuse_newer(method, given)
        if method != "getUpdates":
            self.complaints += judge(method, given, uploads)
            self.calls.append(Call(method, given, {key: part["data"] for key, part in uploads.items()}))
            self._news.set()
        for fault in self.faults:
            if fault.method == method and fault.times > 0 and fault.code:
                fault.times -= 1
                raise ApiRefusal(fault.description, fault.code, fault.parameters)
        reply = _decode(fields.get("reply_parameters"))
        if reply:
            fields["reply_parameters"] = {k: v for k, v in reply.items() if k not in _REPLY_EXTRAS}
        markup = _decode(fields.get("reply_markup"))
        if markup:
            for button in (button for row in markup.get("inline_keyboard", []) for button in row):
                for extra in _BUTTON_EXTRAS:
                    button.pop(extra, None)
            fields["reply_markup"] = markup
        result = self._of_today(method, fields, given) if self.newer else None
        result = super().validate(method, fields, uploads) if result is None else result
        if method == "getMe":
            del result["capabilities"]
            result |= {"username": self.username, "supports_inline_queries": True}
        return result

    def _refuse_newer(self, method: str, given: dict[str, Any]) -> None:
        """Refuse what an older server does not know."""
        offered = any("rich_message" in content for content in _contents(given))
        if self.newer or not (method in NEWER or "rich_message" in given or offered):
            return
        self.unknown.append(method)
        if offered:
            raise ApiRefusal(
                "Bad Request: can't parse InlineQueryResult: Input message content is not specified", 400
            )
        if method in NEWER:
            raise ApiRefusal("Not Found: method not found", 404)
        raise ApiRefusal("Bad Request: message text is empty", 400)

    def _of_today(self, method: str, fields: dict[str, Any], given: dict[str, Any]) -> Any:
        """Return the reply to a call that the emulator does not know, None to any other."""
        private = given.get("ephemeral_message_parameters")
        fields.pop("ephemeral_message_parameters", None)
        if "rich_message" in fields:
            fields.pop("rich_message")
            fields["text"] = "rich"
        if method == "answerInlineQuery":
            fields["results"] = _decode(fields.get("results"))
            for content in _contents(fields):
                if content.pop("rich_message", None):
                    content["message_text"] = "rich"
        if method == "deleteEphemeralMessage":
            raise ApiRefusal("Bad Request: message not found", 400)
        if method in NEWER and method.startswith("edit"):
            return True
        if method == "sendRichMessage":
            sent = super().validate("sendMessage", fields, {})
        elif private:
            sent = super().validate(method, fields, {})
        else:
            return None
        if private:
            number = sent["message_id"]
            sent |= {"message_id": 0, "ephemeral_message_id": number}
            sent["receiver_user"] = person(private["receiver_user_id"])
        return sent

    # --- what users do ---------------------------------------------------------------------------------

    async def update(self, update_id: int | None = None, **update: Any) -> int:
        """Put an update in front of the bot."""
        return int(
            await self.enqueue_update(update | ({"update_id": update_id} if update_id else {}), token=TOKEN)
        )

    async def say(self, words: str, update_id: int | None = None, **more: Any) -> int:
        """Send a message to the bot; return its id."""
        message = self.message(words, **more)
        await self.update(update_id, message=message)
        return int(message["message_id"])

    async def edit(self, message_id: int, text: str, **more: Any) -> None:
        """Edit a message."""
        edited = self.message(text, **more) | {"message_id": message_id, "edit_date": int(time.time())}
        await self.update(edited_message=edited)

    async def tap(self, call: Call, label: str, user: int = 42, message_id: int | None = None) -> None:
        """Tap a button of a message that the bot sent."""
        data = next(button["callback_data"] for button in call.buttons if label in button["text"])
        shown = {"reply_markup": call.fields["reply_markup"]} | ({"text": call.text} if call.text else {})
        if call.rich:
            del shown["text"]
            shown["rich_message"] = call.fields["rich_message"]
        receiver = call.fields.get("ephemeral_message_parameters", call.fields).get("receiver_user_id")
        if receiver:
            shown |= {"message_id": 0, "ephemeral_message_id": self.id_of(call)}
            # Of a form all values are text.
            shown["receiver_user"] = person(int(receiver))
        await self.tap_data(
            data, user, message_id=message_id or self.id_of(call), chat=call.fields["chat_id"], shown=shown
        )

    async def tap_data(
        self,
        data: str,
        user: int = 42,
        *,
        message_id: int = 1,
        chat: Any = None,
        shown: dict[str, Any] | None = None,
    ) -> None:
        """Tap a button by its meaning."""
        message = self.message("", user=user, chat=int(chat) if chat else user) | {
            "message_id": message_id,
            "from": BOT,
            **({} if "rich_message" in (shown or {}) else {"text": "…"}),
            **(shown or {}),
        }
        query = {"id": str(next(self._ids)), "from": person(user), "chat_instance": "1", "data": data}
        await self.update(callback_query=query | {"message": message})

    async def react(self, call: Call, *emoji: str, before: str = "", user: int = 42) -> None:
        """React to a message that the bot sent."""
        given = [{"type": "emoji", "emoji": one} for one in emoji]
        chat = call.fields["chat_id"]
        reaction = {
            "chat": {"id": int(chat), "type": "private" if int(chat) > 0 else "supergroup"},
            "message_id": self.id_of(call),
            "user": person(user),
            "date": int(time.time()),
            "old_reaction": [{"type": "emoji", "emoji": before}] if before else [],
            "new_reaction": given,
        }
        await self.update(message_reaction=reaction)

    def message(
        self, words: str, user: int = 42, chat: int | None = None, language: str = "zh-hans", **more: Any
    ) -> dict[str, Any]:
        """Return a message; a chat below zero is a group."""
        chat = user if chat is None else chat
        place = (
            {"id": chat, "type": "private"} if chat > 0 else {"id": chat, "type": "supergroup", "title": "G"}
        )
        message = {
            "message_id": next(self._ids),
            "date": int(time.time()),
            "chat": place,
            "from": person(user, language),
            "text": words,
        } | more
        body = message.get("text") or message.get("caption") or ""
        key = "entities" if message.get("text") else "caption_entities"
        return message | ({key: _found(body)} if _found(body) else {})

    # --- what tests look at ----------------------------------------------------------------------------

    async def wait(self, method: str, count: int = 1, seconds: float = 60) -> list[Call]:
        """Return the calls of a method, or of the one that does the same in another form, as soon as there are ``count``."""
        end = time.monotonic() + seconds
        while True:
            calls = self.calls_of(method)
            if len(calls) >= count:
                return calls
            self._news.clear()
            left = end - time.monotonic()
            if left <= 0:
                seen = [f"{call.method} {call.text[:40]!r}" for call in self.calls]
                raise AssertionError(f"{len(calls)} of {count} {method}; seen: {seen}")
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                continue

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of a method, or of the one that does the same in another form."""
        return [call for call in self.calls if call.method in (method, SAME_AS.get(method))]

    async def answer(self, words: str, **more: Any) -> Call:
        """Ask, and return the message that answers."""
        before = len(self.calls_of("sendMessage"))
        await self.say(words, **more)
        return (await self.wait("sendMessage", before + 1))[before]

    def id_of(self, call: Call) -> int:
        """Return the id that the server gave to a message (the emulator counts from 1)."""
        for given in ("message_id", "ephemeral_message_id"):
            if given in call.fields:
                return int(call.fields[given])
        sent = [c for c in self.calls if c.method.startswith("send") and c.method != "sendChatAction"]
        return next(number for number, c in enumerate(sent, 1) if c is call)


def _nodes(rich: Any) -> Iterator[dict[str, Any]]:
    if isinstance(rich, dict):
        yield rich
    for part in rich.values() if isinstance(rich, dict) else rich if isinstance(rich, list) else ():
        yield from _nodes(part)


def _flat(rich: Any) -> str:
    if isinstance(rich, list):
        return "".join(map(_flat, rich))
    return _flat(rich.get("text", "")) if isinstance(rich, dict) else rich


def _lines(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        yield from (_flat(block[key]) for key in ("summary", "text") if key in block)
        yield from ("：".join(_flat(cell) for cell in row) for row in block.get("cells", []))
        yield from _lines(block.get("blocks", []))


def person(user: int, language: str = "zh-hans") -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": f"U{user}", "language_code": language}


def judge(method: str, fields: dict[str, Any], files: dict[str, Any]) -> list[str]:
    """Return what the Bot API's own description has against a request."""
    model = METHODS.get(method)
    if model is None:
        return [f"{method}: no such method"]
    known = set(model.model_fields) | {f.alias for f in model.model_fields.values()} | set(files)
    problems = [f"{method}: unknown parameter {name}" for name in fields if name not in known]
    given = dict.fromkeys(files, "attach://x") | {k: v for k, v in fields.items() if k not in files}
    given = copy.deepcopy(given)
    if rich := given.pop("rich_message", None):
        # Its parts are judged one by one: the models try every kind of text at every depth, which takes for ever.
        problems += [f"{method}: {problem}" for problem in _judge_rich(rich)]
        given["rich_message"] = {"blocks": []}
    for content in _contents(given):
        if rich := content.pop("rich_message", None):
            problems += [f"{method}: {problem}" for problem in _judge_rich(rich)]
            content["rich_message"] = {"blocks": []}
    try:
        model.model_validate(given)
    except ValueError as error:
        problems.append(f"{method}: {error}")
    for text, entities in _texts(fields):
        if tdlib.is_here() and (complaint := tdlib.complaint(text, entities)):
            problems.append(f"{method}: {complaint}: {text[:80]!r}")
        if len(text.encode("utf-16-le")) // 2 > 4096 or len(entities) > 100:
            problems.append(f"{method}: longer than Telegram allows")
    return problems


def _judge_rich(rich: dict[str, Any]) -> Iterator[str]:
    """Yield what the Bot API's description has against a rich message."""
    yield from (f"unknown part {key}" for key in set(rich) - set(aiogram.types.InputRichMessage.model_fields))
    if not rich.get("blocks"):
        yield "a rich message of nothing"
    for block in rich.get("blocks", []):
        yield from _judge_block(block)


def _judge_block(block: dict[str, Any]) -> Iterator[str]:
    yield from _judge_part(block, "InputRichBlock", text="x", summary="x", blocks=[], cells=[])
    for inside in block.get("blocks", []):
        yield from _judge_block(inside)
    for row in block.get("cells", []):
        for cell in row:
            yield from _judge_part(cell, "RichBlockTableCell", text="x")
            yield from _judge_text(cell.get("text", ""))
    for key in {"text", "summary", "credit", "caption"} & set(block):
        yield from _judge_text(block[key])


def _judge_text(text: Any) -> Iterator[str]:
    if isinstance(text, list):
        for part in text:
            yield from _judge_text(part)
    elif isinstance(text, dict):
        yield from _judge_part(text, "RichText", text="x")
        yield from _judge_text(text.get("text", ""))
    elif not isinstance(text, str):
        yield f"{text!r} is no rich text"


def _judge_part(part: dict[str, Any], family: str, **instead: Any) -> Iterator[str]:
    model = PARTS.get((family, part.get("type")))
    if model is None:
        yield f"no {family} is a {part.get('type')}"
        return
    yield from (f"{family} {part.get('type')}: unknown {key}" for key in set(part) - set(model.model_fields))
    try:
        model.model_validate(part | {key: value for key, value in instead.items() if key in part})
    except ValueError as error:
        yield str(error)


def _contents(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is sent of each result that is offered in any chat."""
    return [result.get("input_message_content", {}) for result in fields.get("results") or []]


def _texts(fields: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    contents = _contents(fields)
    found = [(fields.get("text"), fields.get("entities"))]
    found += [(content.get("message_text"), content.get("entities")) for content in contents]
    return [(text, entities or []) for text, entities in found if isinstance(text, str)]


def _widen() -> None:
    for name, known in lo_bot_api_emulator.CONTRACT["methods"].items():
        if name in METHODS and known.get("implemented") and known.get("parameters") is not None:
            known["parameters"] = sorted(set(known["parameters"]) | set(METHODS[name].model_fields))
    updates.KINDS |= _KINDS
    updates.ALLOWED_UPDATE_TYPES |= _KINDS


def _decode(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _found(text: str) -> list[dict[str, Any]]:
    """Return the entities that Telegram finds in what a user types: a command, mentions."""
    found = []
    for at, word in _words(text):
        kind = "bot_command" if word.startswith("/") else "mention" if word.startswith("@") else None
        if kind:
            offset = len(text[:at].encode("utf-16-le")) // 2
            found.append({"type": kind, "offset": offset, "length": len(word)})
    return found


def _words(text: str) -> list[tuple[int, str]]:
    at, words = 0, []
    for word in text.split():
        at = text.index(word, at)
        words.append((at, word))
        at += len(word)
    return words
