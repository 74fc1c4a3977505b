"""What is wrong with a request, as RFC 9457 has it: `application/problem+json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class ProblemError(Exception):
    """A request that cannot be answered: its status, what is wrong and what to do, and the parameter that is meant."""

    status: int
    detail: str
    parameter: str = ""
    wait: int = 0

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
