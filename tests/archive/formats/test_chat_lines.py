from datetime import date

import pytest

from retrieval.archive.documents import parse_document
from retrieval.archive.formats import read_records
from retrieval.archive.formats.chat_lines import find_messages
from retrieval.archive.records import Repaired, SourceFile

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
    "in brackets in front": "[2026-10-14 09:{minute:02}:12] {name}: {text}\n",
    "in front, with a dash": "2026/10/14 09:{minute:02} - {name}: {text}\n",
    "the name first, in front": "{name} (2026-10-14 09:{minute:02})：{text}\n",
    "with the day of the week": "2026-10-14 星期三 09:{minute:02} {name}\n{text}\n",
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
    document = parse_document(record, Repaired(text))
    assert [span.of(text) for span in document.paragraphs] == [said for _, said in MESSAGES]
    assert document.metadata.date == date(2026, 10, 14)
    # Who sent what is told as left out: it is shown with the source.
    kept = {at for span in document.paragraphs for at in range(span.start, span.end)}
    kept |= {one.start + at for one in document.left_out for at in range(len(one.text))}
    assert all(at in kept or letter.isspace() for at, letter in enumerate(text))


def test_each_day_of_a_chat_is_a_document():
    """What was said on the second day bears its date, and who said it."""
    text = "".join(
        f"{name} 2026-10-{14 + number // 2} 09:12\n{said}\n" for number, (name, said) in enumerate(MESSAGES)
    )
    found = list(read_records(SourceFile("群.txt", text.encode()), print))
    assert [(record.number, record.date) for record in found] == [(1, "2026-10-14"), (2, "2026-10-15")]
    assert "".join(record.text for record in found) == text
    assert found[1].places.find(found[1].text.index("水泵")).at == "老周"


@pytest.mark.parametrize(
    "text",
    [
        "会议召开。\n2026-10-14 09:12 记者文澍\n正文。",
        "2026-10-14 09:12 甲\n2026-10-14 09:13 乙\n2026-10-14 09:14 丙",
        "",
    ],
)
def test_what_is_no_chat_has_no_messages(text):
    """A line with day and reporter heads an article, and a list of such lines has no messages."""
    assert find_messages(text) == []
