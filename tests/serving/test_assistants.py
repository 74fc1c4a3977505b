"""The archive as tools of a language model, asked by the SDK's own client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

pytest.importorskip("mcp")

from mcp import Client

from retrieval.serving.assistants import build_server
from retrieval.serving.writing import to_json

if TYPE_CHECKING:
    from retrieval import Answerer
    from retrieval.serving.desk import Desk


class Asker:
    """Speaks to the server in this process, each time over a new connection."""

    def __init__(self, desk: Desk) -> None:
        self._connect = lambda: Client(build_server(desk, "zh-Hans", "0"))

    async def call_tool(self, name: str, arguments: dict[str, Any]) -> Any:
        """Call a tool."""
        async with self._connect() as client:
            return await client.call_tool(name, arguments)

    async def read_resource(self, uri: str) -> Any:
        """Read a resource."""
        async with self._connect() as client:
            return await client.read_resource(uri)


@pytest.fixture
def client(desk: Desk) -> Asker:
    """Return what speaks to the server."""
    return Asker(desk)


def said(result: Any) -> str:
    """Return the text that a model is given."""
    return "\n".join(part.text for part in result.content if part.type == "text")


async def test_a_model_is_told_what_it_may_ask(desk: Desk) -> None:
    """Four tools that only read, and how to cite; each names its parameters."""
    async with Client(build_server(desk, "zh-Hans", "0")) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        instructions = client.instructions
    assert set(tools) == {"ask", "search", "read", "timeline"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())
    assert "verbatim" in instructions
    assert "question" in tools["ask"].input_schema["required"]


async def test_an_answer_is_verbatim_with_its_source_and_how_sure_it_is(
    client: Asker, town: Answerer
) -> None:
    """As text to read, as the line protocol's names to work with, and with a link to each document."""
    question = "清禾大桥全长多少米？"
    result = await client.call_tool("ask", {"question": question})
    assert "“6月30日，全长1876米的清禾大桥正式建成通车。”\n— 清禾大桥建成通车 · 2020年6月30日" in said(result)
    assert result.structured_content == to_json(town.ask(question, limit=5), "zh-Hans")
    assert result.structured_content["outcome"] == "sure"
    links = [part.uri for part in result.content if part.type == "resource_link"]
    assert links == ["wendang://document/bridge"]
    [read] = (await client.read_resource(links[0])).contents
    assert "全长1876米的清禾大桥" in read.text


async def test_what_the_archive_does_not_say_is_an_honest_no(client: Asker) -> None:
    """A model is told so, and given no sentence that it could take for an answer."""
    result = await client.call_tool("ask", {"question": "深圳市市长是谁？"})
    assert "档案里没有说" in said(result)
    assert "“" not in said(result)
    assert result.structured_content["outcome"] == "none"
    assert not result.is_error


async def test_questions_of_one_name_follow_one_another(client: Asker) -> None:
    """他 is whom the last answer named."""
    for question in ("清禾大桥的总工程师是谁？", "他介绍了什么？"):
        result = await client.call_tool("ask", {"question": question, "conversation": "mcp"})
    assert result.structured_content["question"] == "纪云帆 介绍了什么？"


async def test_passages_documents_and_days(client: Asker) -> None:
    """What is found can be read whole, and told day by day."""
    found = await client.call_tool("search", {"query": "清禾大桥", "limit": 2})
    assert found.structured_content["hits"][0]["document"] == "bridge"
    whole = await client.call_tool("read", {"document": "bridge"})
    assert "[1] 6月30日，全长1876米的清禾大桥正式建成通车。" in said(whole)
    days = await client.call_tool("timeline", {"topic": "交易会", "since": "2022-01-01"})
    assert [event["day"] for event in days.structured_content["events"]] == ["2022-09-20"]


async def test_a_document_with_a_strange_id_can_be_read(client: Asker) -> None:
    """An id is a key and no path, whatever it looks like."""
    found = await client.call_tool("search", {"query": "外星人市长"})
    id = found.structured_content["hits"][0]["document"]
    assert id.startswith('../"><script>')
    [read] = (await client.read_resource(f"wendang://document/{quote(id, safe='')}")).contents
    assert "外星人市长" in read.text


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ask", {}),
        ("ask", {"question": ""}),
        ("ask", {"question": "谁", "limit": 0}),
        ("ask", {"question": "谁", "since": "yesterday"}),
        ("ask", {"question": "谁", "conversation": "a b"}),
        ("read", {"document": "none"}),
    ],
)
async def test_a_wrong_call_is_told_as_an_error(client: Asker, tool: str, arguments: dict[str, Any]) -> None:
    """The model reads what was wrong, and the server goes on."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    assert said(result)
    assert not (await client.call_tool("search", {"query": "大桥"})).is_error
