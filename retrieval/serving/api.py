"""The API: every answer is JSON with the names of the line protocol, every error `application/problem+json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter, to_thread
from starlette.responses import Response
from starlette.routing import Route

from retrieval.answers import Found, NotFound
from retrieval.serving.describing import describe_api
from retrieval.serving.parameters import Parameters
from retrieval.serving.problems import ProblemError
from retrieval.serving.records import document_to_json, hit_to_json, person_to_json, timeline_to_json
from retrieval.serving.writing import dump_json, reply_to_json, to_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from retrieval.serving.desk import Desk
    from retrieval.wording import Language

    Answer = Callable[[Request], dict[str, Any]]

_FILTER = ("since", "until", "source")


class Api:
    """The routes of the API.

    Args:
        desk: answers.
        language: of the reason why there is no answer, where a request names none.
        limiter: how many questions are worked on at once.
    """

    def __init__(self, desk: Desk, language: Language, limiter: CapacityLimiter) -> None:
        self._desk = desk
        self._language = language
        self._limiter = limiter

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/api/ask", self._json(self.ask)),
            Route("/api/search", self._json(self.search)),
            Route("/api/timeline", self._json(self.timeline)),
            Route("/api/person", self._json(self.person)),
            Route("/api/documents/{id:id}", self._json(self.document)),
            Route("/api/openapi.json", self._json(lambda _: describe_api())),
        ]

    def _json(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            body = await to_thread.run_sync(answer, request, limiter=self._limiter)
            return Response(dump_json(body), media_type="application/json")

        return respond

    def ask(self, request: Request) -> dict[str, Any]:
        """Answer a question."""
        given = Parameters(request.query_params, ("question", "conversation", "limit", "language", *_FILTER))
        language = given.language(self._language)
        answer = self._desk.ask(
            given.text("question"),
            conversation=given.conversation(),
            limit=given.number("limit", 10),
            filter=given.filter(),
        )
        if isinstance(answer, (Found, NotFound)):
            return to_json(answer, language)
        return reply_to_json(answer, language)

    def search(self, request: Request) -> dict[str, Any]:
        """Return the passages that match best."""
        given = Parameters(request.query_params, ("query", "limit", *_FILTER))
        hits = self._desk.search(given.text("query"), limit=given.number("limit", 10), filter=given.filter())
        return {"hits": [hit_to_json(hit) for hit in hits]}

    def timeline(self, request: Request) -> dict[str, Any]:
        """Return what happened, day by day."""
        given = Parameters(request.query_params, ("topic", *_FILTER))
        return timeline_to_json(self._desk.timeline(given.text("topic"), filter=given.filter()))

    def person(self, request: Request) -> dict[str, Any]:
        """Return what reports say of somebody."""
        given = Parameters(request.query_params, ("name", *_FILTER))
        return person_to_json(self._desk.person(given.text("name"), filter=given.filter()))

    def document(self, request: Request) -> dict[str, Any]:
        """Return a document whole."""
        Parameters(request.query_params, ())
        document = self._desk.document(request.path_params["id"])
        if document is None:
            raise ProblemError(404, "the archive holds no document of that id", "id")
        return document_to_json(document)
