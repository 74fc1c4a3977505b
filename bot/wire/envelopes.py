"""What a server answers to a call, judged before the library reads it.

The library takes a reply by its status and logs whatever it cannot read. But what answers need not be Telegram: a
proxy's error page may echo the address of the call, which holds the token; the page of a hotel's network says 200 or
404 to everything; a server may break off in the middle of a reply. None of that is an answer: the call is made again.
"""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError

_SHORTEST_ERROR, _LONGEST_ERROR = 400, 599
_LONGEST_DESCRIPTION = 160
# Telegram says what is wrong in plain English. Where it quotes what it was sent, it sets it apart.
_PLAIN = re.compile(r"[A-Za-z ,.:;'_-]*")
# A refusal that is about the call, whichever number it bears: asking again would not help.
_FINAL = frozenset({402, 405, 406, 410, 411, 413, 414, 415, 422})


class UnreadableReply(NetworkError):  # noqa: N818 - what came, not a fault of ours
    """What answered did not answer as the Bot API does.

    ``body`` is what it sent. The message says only what kind of thing it was.
    """

    def __init__(self, message: str, body: bytes = b"") -> None:
        super().__init__(message)
        self.body = body


def read_envelope(status: int, body: bytes) -> tuple[int, bytes]:
    """Return the status and the body of a call's reply, so that the library reads nothing else.

    An error's description is cut to what Telegram itself would say of it: it may echo what was sent.

    >>> read_envelope(200, b'{"ok": false, "error_code": 400, "description": "Bad Request: /bot1:A/x"}')
    (400, b'{"ok": false, "error_code": 400, "description": "Bad Request:"}')

    Raises:
        UnreadableReply: it is none of the Bot API's.
    """
    try:
        reply = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableReply(f"status {status}, no JSON", body) from None
    if not isinstance(reply, dict) or not isinstance(reply.get("ok"), bool):
        raise UnreadableReply(f"status {status}, no reply of a Bot API", body)
    if reply["ok"]:
        if "result" not in reply or not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise UnreadableReply(f"status {status}, no result", body)
        return status, body
    code = status if status >= _SHORTEST_ERROR else reply.get("error_code")
    if not isinstance(code, int) or not _SHORTEST_ERROR <= code <= _LONGEST_ERROR:
        raise UnreadableReply(f"status {status}, an error without its number", body)
    told: dict[str, Any] = {"ok": False, "error_code": code, "description": _plain(reply.get("description"))}
    given = reply.get("parameters")
    known = {
        key: given[key]
        for key in ("migrate_to_chat_id", "retry_after")
        if isinstance(given, dict) and type(given.get(key)) in (int, float)
    }
    if known:
        told["parameters"] = known
    return (HTTPStatus.BAD_REQUEST if code in _FINAL else code), json.dumps(told).encode()


def _plain(description: object) -> str:
    words = _PLAIN.match(description) if isinstance(description, str) else None
    return words[0][:_LONGEST_DESCRIPTION].strip() if words else ""
