"""Page and API on one server."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from retrieval.serving.api import Api
from retrieval.serving.pages import Pages
from retrieval.serving.problems import ProblemError
from retrieval.serving.views import View

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from retrieval.serving.desk import Desk
    from retrieval.wording import Language


class IdConvertor(Convertor[str]):
    """Whatever an archive calls a document: also slashes and ends of lines, where Starlette's `path` stops."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        """Return the id that an address holds."""
        return value

    def to_string(self, value: str) -> str:
        """Return what an address holds of an id."""
        return value


# The archive answers one question at a time; more that wait in threads would only hold memory.
_AT_ONCE = 4


def build_app(
    desk: Desk,
    language: Language,
    *,
    token: str = "",
) -> ASGIApp:
    """Return the server's application.

    Args:
        desk: answers.
        language: of page and reasons, where a request names none.
        token: what the guard in front asks for, or the empty string.
    """
    register_url_convertor("id", IdConvertor())
    limiter = CapacityLimiter(_AT_ONCE)
    pages = Pages(desk, language, limiter, token)

    def is_for_programs(request: Request) -> bool:
        return request.url.path.startswith("/api/")

    def problem(_: Request, error: Exception) -> Response:
        if not isinstance(error, ProblemError):
            raise error
        return error.response()

    def refuse(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        if is_for_programs(request):
            response = ProblemError(error.status_code, error.detail).response()
        else:
            response = pages.say(View(request, language), "no page", error.status_code)
        response.headers.update(error.headers or {})
        return response

    def fail(request: Request, error: Exception) -> Response:
        # The question is not logged, nor what was found for it.
        logging.getLogger(__name__).error(
            "a request to %s failed: %s", request.url.path[:20], type(error).__name__
        )
        if is_for_programs(request):
            return ProblemError(500, "something went wrong: try once more").response()
        return pages.say(View(request, language), "failed", 500)

    static = StaticFiles(directory=Path(__file__).with_name("static"))
    return Starlette(
        routes=[
            *Api(desk, language, limiter).routes(),
            *pages.routes(),
            Mount("/static", static),
        ],
        exception_handlers={ProblemError: problem, HTTPException: refuse, Exception: fail},
    )
