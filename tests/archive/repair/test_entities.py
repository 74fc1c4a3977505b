import pytest

from retrieval.archive.repair import repair
from retrieval.archive.repair.entities import join_entities

TEXT = "会议常见问题由非常设机构答复，经常见报的水库加固工程进展顺利，常见病防治同时部署。"


def broken(text):
    """Return what a forum made of a text: 常见 is B3A3 BCFB in GBK, and A3BC is ＜."""
    assert "常见".encode("gbk")[1:3] == "＜".encode("gbk")
    return text.replace("常见", "?&lt;?")


@pytest.mark.parametrize("text", [TEXT, "他经常见到这种植物。"])
def test_characters_that_an_entity_broke_come_back(text):
    """The words around them tell which they were; whether or not the entity was unescaped before."""
    damaged = broken(text)
    assert damaged != text
    assert repair(damaged).text == text
    assert repair(damaged.replace("&lt;", "<").replace("&gt;", ">")).text == text


@pytest.mark.parametrize("text", ["真的吗?<b>是的</b>", "a?<?b", "甲<乙？丙>丁", "什么?&lt;"])
def test_what_looks_like_it_is_left_alone(text):
    """A tag, a comparison, a question before a tag."""
    assert not join_entities(text).edits
