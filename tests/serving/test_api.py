"""The API: the names of the line protocol, and problems that say what is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from retrieval.serving.app import build_app
from retrieval.serving.writing import to_json

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from retrieval import Answerer
    from retrieval.serving.desk import Desk


def test_an_answer_is_what_the_line_protocol_writes(client: TestClient, town: Answerer) -> None:
    """Asked over HTTP or over a line, a question has one answer."""
    question = "清禾大桥全长多少米？"
    answer = client.get("/api/ask", params={"question": question})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == to_json(town.ask(question), "zh-Hans")
    assert answer.json()["answers"][0]["span"] == "1876米"


def test_a_conversation_has_an_id(client: TestClient) -> None:
    """Questions of one id follow one another; those of another, and those without, stand alone."""
    first = {"question": "清禾大桥的总工程师是谁？", "conversation": "a-1"}
    assert client.get("/api/ask", params=first).json()["carried"] == []
    follow = {"question": "他介绍了什么？", "conversation": "a-1"}
    assert client.get("/api/ask", params=follow).json()["question"] == "纪云帆 介绍了什么？"
    assert client.get("/api/ask", params={**follow, "conversation": "b"}).json()["carried"] == []
    assert "carried" not in client.get("/api/ask", params={"question": "他介绍了什么？"}).json()


def test_days_source_language_and_limit_are_kept(client: TestClient) -> None:
    """A filter narrows what may answer; the reason is in the language that is asked for."""
    asked = {"question": "交易会在哪里闭幕？", "until": "2021-12-31", "limit": "2", "language": "en"}
    answer = client.get("/api/ask", params=asked).json()
    assert {one["document"] for one in answer["answers"]} <= {"fair-2021", "bridge", "flood", "novel"}
    assert len(answer["answers"]) <= 2
    refused = client.get("/api/ask", params={"question": "深圳市市长是谁？", "language": "en"}).json()
    assert refused["outcome"] == "none"
    assert refused["reason"].startswith("These words occur nowhere")


def test_passages_documents_timelines_and_persons(client: TestClient) -> None:
    """Each is found under the id and with the sentence that the others name."""
    [hit, *_] = client.get("/api/search", params={"query": "清禾大桥", "limit": 3}).json()["hits"]
    assert (hit["document"], hit["paragraph"]) == ("bridge", 0)
    document = client.get("/api/documents/bridge").json()
    sentences = [sentence for paragraph in document["paragraphs"] for sentence in paragraph]
    assert [sentence["number"] for sentence in sentences] == list(range(1, len(sentences) + 1))
    assert sentences[0]["sentence"] == "6月30日，全长1876米的清禾大桥正式建成通车。"
    [event, *_] = client.get("/api/timeline", params={"topic": "清禾大桥的经过"}).json()["events"]
    assert (event["day"], event["sentence"]) == ("2020-06-30", sentences[0]["sentence"])
    person = client.get("/api/person", params={"name": "罗雁"}).json()
    assert person["offices"][0]["office"] == "副市长"


def test_a_document_with_a_strange_id_is_found_under_it(client: TestClient) -> None:
    """Whatever an id holds, its address leads to it, and to nothing else."""
    [hit, *_] = client.get("/api/search", params={"query": "外星人市长"}).json()["hits"]
    id = hit["document"]
    assert id.startswith('../"><script>')
    document = client.get(f"/api/documents/{quote(id, safe='')}").json()
    assert document["document"] == id


@pytest.mark.parametrize(
    ("path", "parameter", "status"),
    [
        ("/api/ask", "question", 400),
        ("/api/ask?question=%20", "question", 400),
        (f"/api/ask?question={'a' * 2001}", "question", 400),
        ("/api/ask?question=a&question=b", "question", 400),
        ("/api/ask?question=a&limit=0", "limit", 400),
        ("/api/ask?question=a&limit=%D9%A3", "limit", 400),
        ("/api/ask?question=a&conversation=a%20b", "conversation", 400),
        ("/api/ask?question=a&language=fr", "language", 400),
        ("/api/ask?question=a&since=2022-02-30", "since", 400),
        ("/api/ask?question=a&since=2022-02-02&until=2022-02-01", "until", 400),
        ("/api/ask?question=a&nosuch=1", "nosuch", 400),
        ("/api/documents/none", "id", 404),
        ("/api/nosuch", None, 404),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    client: TestClient, path: str, parameter: str | None, status: int
) -> None:
    """The problem names the parameter and what it may be, in a form that programs know."""
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem.get("parameter")) == (status, parameter)
    assert problem["title"]
    assert problem["detail"]


def test_only_reading_is_allowed(client: TestClient) -> None:
    """Another method is refused, with those that are allowed."""
    answer = client.post("/api/ask", params={"question": "谁？"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_failure_tells_nothing_of_what_was_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of ours is a problem without a traceback; neither the answer nor the log holds the question."""
    from starlette.testclient import TestClient  # noqa: PLC0415 - comes with an extra

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("秘密的问题")

    monkeypatch.setattr(desk, "ask", fail)
    failing = TestClient(build_app(desk, "zh-Hans"), raise_server_exceptions=False)
    answer = failing.get("/api/ask", params={"question": "秘密的问题"})
    assert answer.status_code == 500
    assert json.loads(answer.text)["title"] == "Internal Server Error"
    assert "秘密" not in answer.text + caplog.text


@pytest.mark.slow
def test_the_api_is_as_it_is_described(desk: Desk) -> None:
    """Whatever is asked within the description or against it, the answers are those that it allows."""
    schemathesis = pytest.importorskip("schemathesis")
    app = build_app(desk, "zh-Hans")
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    for operation in schema.get_all_operations():
        case = operation.ok().as_strategy()

        from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415

        @settings(
            max_examples=60,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        )
        @given(case)
        def check(case: Any) -> None:
            # That the last day is not before the first cannot be said in a schema.
            if case.query.get("since", "") > case.query.get("until", "9999"):
                del case.query["until"]
            case.call_and_validate()

        check()
