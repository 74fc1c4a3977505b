from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def read_one(name, data):
    [record] = read_records(SourceFile(name, data), print)
    return record


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "big5"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_a_letter_is_read_in_any_encoding(charset, transfer):
    """Subject, sender and day are the letter's, its text is as it was written; addresses are told as left out."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        "防汛工作通知",
        "文澍 <a@example.org>",
        "b@example.org",
    )
    message["Date"] = "Fri, 23 Oct 2026 09:00:00 +0800"
    text = (
        "週五下午三點召開工作會，地點在二樓。"
        if charset == "big5"
        else "周五下午三点召开防汛工作会，地点在二楼会议室。"
    )
    message.set_content(text + "\n", charset=charset, cte=transfer)
    record = read_one("a.eml", message.as_bytes())
    assert record.text.strip() == text
    assert (record.title, record.byline, record.date) == ("防汛工作通知", "文澍", "2026-10-23")
    assert [one.text for one in record.left_out] == ["To: b@example.org"]


def test_characters_beyond_the_declared_set_are_read():
    """Mailers declare gb2312 and write GBK: 镕 is in the second alone; and headers without any declaration."""
    body = "站长由朱镕担任，任期三年。".encode("gbk")
    data = b"Subject: " + "任命朱镕".encode("gbk") + b"\nContent-Type: text/plain; charset=gb2312\n\n" + body
    record = read_one("a.eml", data)
    assert (record.title, record.text) == ("任命朱镕", "站长由朱镕担任，任期三年。")


def test_a_letter_that_is_a_page_is_read_as_its_lines():
    message = MIMEMultipart("alternative")
    message["Subject"] = "值班"
    table = "<table><tr><td>姓名</td><td>电话</td></tr><tr><td>罗敏</td><td>8101</td></tr></table>"
    message.attach(MIMEText(f"<html><body><p>值班表如下。</p>{table}</body></html>", "html", "utf-8"))
    assert read_one("a.eml", message.as_bytes()).text.split("\n") == [
        "值班表如下。",
        "姓名：罗敏；电话：8101",
    ]


def test_a_saved_page_is_read_as_a_page():
    message = MIMEMultipart("related")
    article = (
        "<h1>码头改造</h1>" + "<p>码头改造工程昨日开工，项目总监郝大勇宣布开工令，工期二十个月。</p>" * 2
    )
    page = MIMEText(
        f"<html><head><title>码头改造</title></head><body>{article}</body></html>", "html", "gb18030"
    )
    page["Content-Location"] = "https://example.org/7.html"
    message.attach(page)
    for name in ("a.mht", "a.mhtml"):
        record = read_one(name, message.as_bytes())
        assert "项目总监郝大勇" in record.text
        assert record.url == "https://example.org/7.html"


@pytest.mark.parametrize("data", [b"", b"no letter", b"Subject: x\n\n"])
def test_what_holds_no_letter_is_named(data):
    with pytest.raises(UnreadableError):
        read_one("a.eml", data)


def test_every_part_of_a_letter_is_read():
    """A letter may have several texts one behind the other, and of two versions of one text the plain one is read."""
    letter = MIMEMultipart("mixed")
    letter["Subject"] = "通知"
    versions = MIMEMultipart("alternative")
    versions.attach(MIMEText("周五开会。", "plain", "utf-8"))
    versions.attach(MIMEText("<p>周五开会。</p><p>请勿转发</p>", "html", "utf-8"))
    for part in (
        versions,
        MIMEText("第二段。", "plain", "utf-8"),
        MIMEText("<p>第三段。</p>", "html", "utf-8"),
    ):
        letter.attach(part)
    letter.attach(MIMEText("BEGIN:VCALENDAR\nSUMMARY:例会", "calendar", "utf-8"))
    record = read_one("a.eml", letter.as_bytes())
    assert record.text.split() == ["周五开会。", "第二段。", "第三段。"]
    assert [(one.reason, one.text) for one in record.left_out] == [
        ("another version of the letter", "请勿转发"),
        ("part of a letter that is no text", "BEGIN:VCALENDAR"),
        ("part of a letter that is no text", "SUMMARY:例会"),
    ]


def test_a_part_that_is_no_text_takes_no_letter_with_it() -> None:
    """Whatever it calls itself: what people wrote is read, and the part is told."""
    letter = (
        b"Subject: =?utf-8?B?6YCa55+l?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain; charset=utf-8\n\n" + "大桥今天通车。".encode() + b"\n"
        b"--x\nContent-Type: text/x-foo\n\n\0\1\2\0\0\n--x--\n"
    )
    [record] = read_records(SourceFile("a.eml", letter), lambda _: None)
    assert "大桥今天通车。" in record.text
    assert record.left_out
