"""What is wrong with a request, as RFC 9457 has it: `application/problem+json`."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import Response


class ProblemError(Exception):
    """A request that cannot be answered.

    Attributes:
        status: of HTTP.
        detail: what is wrong, and what to do.
        parameter: the one that is meant, or the empty string.
        wait: after how many seconds to try again; 0 where that would not help.
    """

    def __init__(self, status: int, detail: str, parameter: str = "", *, wait: int = 0) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.parameter = parameter
        self.wait = wait

    def response(self) -> Response:
        """Return what a program is answered."""
        body = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.parameter:
            body["parameter"] = self.parameter
        headers = {"Retry-After": str(self.wait)} if self.wait else {}
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = 'Bearer realm="wendang"'
        return Response(
            json.dumps(body, ensure_ascii=False), self.status, headers, media_type="application/problem+json"
        )
