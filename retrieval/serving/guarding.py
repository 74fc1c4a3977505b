"""Who may ask, how often, and what a browser may do with the answer.

An archive may be private, and a server on 127.0.0.1 is reached by every page that a browser on this machine shows: a
name that leads here by a trick of the name service (DNS rebinding) is refused, nothing is read by scripts of others,
and nothing of an answer is kept where others could look.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from retrieval.serving.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "wendang"
# No script and no style but our own, no frame, no other place that a form could send a question to.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # A source's site need not learn what was asked.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
# Requests that somebody may send at once, and how many a second after that.
BURST, RATE = 120, 4.0
_MOST_ADDRESSES = 10_000
# Reached without a token: what the page for the token needs.
_OPEN = ("/static/", "/enter")


class Guard:
    """Puts headers on every answer, and lets nobody through who may not ask.

    Args:
        app: answers.
        token: what must be shown; without one everybody may ask who reaches the server.
        hosts: the names by which the server is called; without any, all.
        burst: requests that one address may send at once.
        clock: what time it is, in seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str = "",
        hosts: frozenset[str] = frozenset(),
        burst: int = BURST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._token = token
        self._hosts = hosts
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        refused = self._refuse(Request(scope))
        await (refused or self._app)(scope, receive, send_guarded)

    def _refuse(self, request: Request) -> Response | None:
        """Return what somebody is told who may not ask, or not now; None for whom may."""
        path = request.url.path
        try:
            self._check_host(request.headers)
            if not path.startswith("/static/"):
                self._count(request.client.host if request.client else "")
            if self._token and not path.startswith(_OPEN):
                self._check_token(request)
        except ProblemError as problem:
            wants_page = not path.startswith("/api/") and "Authorization" not in request.headers
            if problem.status == 401 and wants_page and path != "/mcp":
                return RedirectResponse("/enter", 303)
            return problem.response()
        return None

    def _check_host(self, headers: Headers) -> None:
        host = headers.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if self._hosts and name.lower() not in self._hosts:
            raise ProblemError(
                421, f"this server is not called {name[:100]!r}: set WENDANG_PAGE_URL to its address"
            )

    def _check_token(self, request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and is_same(given.strip(), self._token):
            return
        if is_same(request.cookies.get(COOKIE, ""), seal(self._token)):
            return
        raise ProblemError(401, "show the token of WENDANG_SERVE_TOKEN: Authorization: Bearer …")

    def _count(self, address: str) -> None:
        now = self._clock()
        left, then = self._left.pop(address, (float(self._burst), now))
        left = min(float(self._burst), left + (now - then) * RATE)
        self._left[address] = (max(left - 1, 0.0), now)
        if len(self._left) > _MOST_ADDRESSES:
            self._left.popitem(last=False)
        if left < 1:
            raise ProblemError(429, "too many requests: ask more slowly", wait=max(1, round(1 / RATE)))


def is_same(given: str, right: str) -> bool:
    """Compare secrets in a time that tells nothing of them."""
    return hmac.compare_digest(given.encode(), right.encode())


def seal(token: str) -> str:
    """Return what a browser keeps in place of the token: whoever steals it does not have the token."""
    return hmac.digest(token.encode(), b"wendang page", hashlib.sha256).hex()


def names_of(listen: str, page_url: str) -> frozenset[str]:
    """Return the names by which a server may be called; none where every name is right.

    Whoever listens to the network may be called by names that nobody told us, unless an address is set.

    >>> sorted(names_of("127.0.0.1", "https://archive.example.org/ask"))
    ['127.0.0.1', '[::1]', 'archive.example.org', 'localhost']
    >>> names_of("192.0.2.1", "")
    frozenset()
    """
    named = page_url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    public = {named.rpartition(":")[0] if named.rpartition(":")[2].isdigit() else named} - {""}
    if not is_own_machine(listen) and not public:
        return frozenset()
    return frozenset({"localhost", "127.0.0.1", "[::1]", *(name.lower() for name in public)})


def is_own_machine(listen: str) -> bool:
    """Say whether only this machine reaches a server that listens there."""
    try:
        return ip_address(listen.strip("[]")).is_loopback
    except ValueError:
        return listen == "localhost"
