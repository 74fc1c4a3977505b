import pytest

from retrieval.archive.formats import read_records
from retrieval.archive.formats.chat_lines import find_senders
from retrieval.archive.records import SourceFile

MESSAGES = [
    ("文澍", "2号线验收那条我写"),
    ("荀一鸣", "我上午跑东圩"),
    ("老周(12345)", "水泵十点半到"),
    ("文澍", "好"),
]
WAYS = {
    "name before time": "{name} 2026-10-14 09:{minute:02}\n{text}\n",
    "time before name": "2026/10/14 9:{minute:02}:33 {name}\n{text}\n\n",
    "the day in Chinese": "2026年10月14日 上午9:{minute:02} {name}\n{text}\n",
}


@pytest.mark.parametrize("way", WAYS)
def test_each_message_knows_its_sender(way):
    text = "".join(
        WAYS[way].format(name=name, text=said, minute=number) for number, (name, said) in enumerate(MESSAGES)
    )
    [record] = read_records(SourceFile("群聊-城事部.txt", text.encode()), print)
    assert record.text == text
    for name, said in MESSAGES:
        place = record.places.find(text.index(said))
        assert (place.kind, place.name, place.at) == ("message", "群聊-城事部", name.partition("(")[0])


@pytest.mark.parametrize(
    "text",
    [
        "会议召开。\n2026-10-14 09:12 记者文澍\n正文。",
        "2026-10-14 09:12 甲\n2026-10-14 09:13 乙\n2026-10-14 09:14 丙",
        "",
    ],
)
def test_what_is_no_chat_has_no_senders(text):
    """A line with day and reporter heads an article, and a list of such lines has no messages."""
    assert find_senders(text) == ()
