"""Subtitles and lyrics."""

from __future__ import annotations

import pytest

from retrieval.archive.formats import read_records
from retrieval.archive.records import Record, SourceFile
from retrieval.errors import UnreadableError
from retrieval.values import Place

SRT = "1\r\n00:00:01,000 --> 00:00:04,000\r\n<i>河西村</i>最早的桥\r\n是一座木桥\r\n\r\n2\r\n01:02:04,500 --> 01:02:08,000\r\n{\\an8}一九五八年被冲走\r\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v 李雯>下周三停电检修\n\n2\n00:05.000 --> 00:09.000 align:start\n<v.loud 赵广田>食堂改到<b>上午</b>十点开饭</v>\n"
ASS = (
    "[Script Info]\nTitle: 老桥\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:04.00,Default,旁白,0,0,0,,{\\b1}最早的桥\\N是木桥\n"
    "Comment: 0,0:00:01.00,0:00:04.00,Default,,0,0,0,,校对过\n"
)
LRC = "[ti:采茶歌]\n[00:18.50]妹在山头唱\n[00:12.00][01:04.00]三月里来采新茶\n"


def read_one(name: str, text: str) -> Record:
    [record] = read_records(SourceFile(name, text.encode()), print)
    return record


@pytest.mark.parametrize(
    ("name", "text", "title", "lines"),
    [
        ("a.srt", SRT, "", ["河西村最早的桥是一座木桥", "一九五八年被冲走"]),
        ("a.vtt", VTT, "", ["李雯：下周三停电检修", "赵广田：食堂改到上午十点开饭"]),
        ("a.ass", ASS, "老桥", ["旁白：最早的桥是木桥"]),
        ("a.lrc", LRC, "采茶歌", ["三月里来采新茶", "妹在山头唱", "三月里来采新茶"]),
    ],
)
def test_what_is_said_is_read_without_its_times(name: str, text: str, title: str, lines: list[str]) -> None:
    """Nor its numbers and its looks; who speaks stands before it."""
    record = read_one(name, text)
    assert (record.title, record.text.split("\n")) == (title, lines)


def test_a_line_leads_back_to_its_moment() -> None:
    """Hours are written where there are any."""
    record = read_one("a.srt", SRT)
    assert record.places.find(3) == Place("moment", "", "00:01")
    assert record.places.find(record.text.index("一九")) == Place("moment", "", "1:02:04")


def test_what_only_their_maker_sees_is_told() -> None:
    """A comment of a file of subtitles is shown to nobody."""
    assert [one.text for one in read_one("a.ass", ASS).left_out] == ["校对过"]


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.ass", "a.lrc"])
def test_what_holds_no_subtitles_is_named(name: str) -> None:
    """A text that is only called so is no empty document."""
    with pytest.raises(UnreadableError):
        read_one(name, "这里没有字幕。")
