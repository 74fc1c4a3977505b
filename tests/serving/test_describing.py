"""The API in OpenAPI's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.generation import GenerationMode

from retrieval.serving.app import build_app
from retrieval.serving.describing import describe_api
from retrieval.serving.guarding import Guard

if TYPE_CHECKING:
    from schemathesis import Case
    from schemathesis.specs.openapi.schemas import OpenApiSchema
    from starlette.testclient import TestClient

    from retrieval.serving.desk import Desk

# Nobody is sent away for asking often: what is tried here is each answer by itself.
_UNCOUNTED = 10**9
PATHS = sorted(describe_api()["paths"])
NO_WRONG_ID = ("/api/documents/{id}", GenerationMode.NEGATIVE)


def served(desk: Desk, token: str = "") -> OpenApiSchema:
    """Return what a server says of itself, as schemathesis reads it."""
    app = Guard(build_app(desk, "zh-Hans", token=token), token=token, burst=_UNCOUNTED)
    return schemathesis.openapi.from_asgi(
        "/api/openapi.json", app, headers={"Authorization": f"Bearer {token}"}
    )


def test_what_is_described_is_there_and_the_other_way_round(client: TestClient) -> None:
    """Each path answers, each reference leads somewhere, and the description itself is served."""
    described = describe_api()
    assert client.get("/api/openapi.json").json() == described
    for path, operations in described["paths"].items():
        assert client.get(path.replace("{id}", "bridge")).status_code in {200, 400}, path
        for response in operations["get"]["responses"].values():
            [content] = response["content"].values()
            assert content["schema"]["$ref"].rpartition("/")[2] in described["components"]["schemas"]


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/api/ask", {"question": "清禾大桥全长多少米？"}),
        ("/api/ask", {"question": "深圳市市长是谁？", "conversation": "d"}),
        ("/api/ask", {"question": "最新的消息", "limit": 3}),
        ("/api/search", {"query": "大桥"}),
        ("/api/timeline", {"topic": "清禾大桥"}),
        ("/api/person", {"name": "罗雁"}),
        ("/api/documents/{id}", {"id": "bridge"}),
    ],
)
def test_what_the_archive_holds_is_told_as_described(path: str, given: dict[str, str], desk: Desk) -> None:
    """Answers that hold something have what the description has, and nothing beside it."""
    place = {"path_parameters": given} if "{id}" in path else {"query": given}
    case = served(desk)[path]["GET"].Case(**place)
    assert case.call_and_validate().status_code == 200


def in_order(case: Case) -> Case:
    """Put the first day before the last: that one parameter follows from another cannot be said in OpenAPI."""
    days = [case.query.get("since"), case.query.get("until")]
    if all(isinstance(day, str) for day in days):
        case.query["since"], case.query["until"] = sorted(days)
    return case


@pytest.mark.parametrize(
    ("path", "mode"),
    # There is no text that could not be a document's id.
    [(path, mode) for path in PATHS for mode in GenerationMode if (path, mode) != NO_WRONG_ID],
)
def test_whatever_is_asked_the_answer_is_as_described(path: str, mode: GenerationMode, desk: Desk) -> None:
    """What fits the description is answered, what does not is refused, both as it says; and nothing makes the server fail."""

    @settings(max_examples=25)
    @given(served(desk)[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        response = in_order(case).call_and_validate()
        if response.status_code >= 400:
            assert response.headers["content-type"] == ["application/problem+json"]

    ask()


@pytest.mark.parametrize("path", PATHS)
def test_whoever_shows_no_token_is_told_so_as_described(path: str, desk: Desk) -> None:
    """A server with a token refuses every call without it, in the words of the description."""

    @settings(max_examples=5)
    @given(served(desk, "t")[path]["GET"].as_strategy())
    def ask(case: Case) -> None:
        response = case.call(headers={"Authorization": "Bearer x"})
        assert response.status_code == 401
        case.validate_response(response)
        assert response.headers["content-type"] == ["application/problem+json"]

    ask()
