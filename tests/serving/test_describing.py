"""The API in OpenAPI's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.serving.describing import describe_api

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def test_what_is_described_is_there_and_the_other_way_round(client: TestClient) -> None:
    """Each path answers, each reference leads somewhere, and the description itself is served."""
    described = describe_api()
    assert client.get("/api/openapi.json").json() == described
    for path, operations in described["paths"].items():
        assert client.get(path.replace("{id}", "bridge")).status_code in {200, 400}, path
        for response in operations["get"]["responses"].values():
            [content] = response["content"].values()
            assert content["schema"]["$ref"].rpartition("/")[2] in described["components"]["schemas"]


def test_an_answer_has_the_keys_that_are_described(client: TestClient) -> None:
    """Neither more nor, of those that are required, fewer."""
    described = describe_api()["components"]["schemas"]["Answer"]
    for question in ("清禾大桥全长多少米？", "深圳市市长是谁？", "最新的消息"):
        answer = client.get("/api/ask", params={"question": question, "conversation": "d"}).json()
        assert set(described["required"]) <= set(answer) <= set(described["properties"])
        quoted = described["properties"]["answers"]["items"]
        for one in answer["answers"]:
            assert set(quoted["required"]) <= set(one) <= set(quoted["properties"])
