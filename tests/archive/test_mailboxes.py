import io
from email.message import EmailMessage

from retrieval.archive.containers import read_stream
from retrieval.archive.mailboxes import attachments_of, split_mailbox


def letter(subject, text, *attached):
    """Return the bytes of a letter; of what is attached each name and content."""
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "文澍 <a@example.org>"
    message["Date"] = "Fri, 23 Oct 2026 09:00:00 +0800"
    message.set_content(text)
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def read_all(name, data):
    problems = []
    return list(read_stream(name, io.BytesIO(data), len(data), problems.append)), problems


def test_each_letter_of_a_mailbox_is_a_file():
    """A line that begins with From inside a letter begins none."""
    box = b"".join(
        b"From a@example.org Fri Oct 23 09:00:00 2026\n" + one + b"\n"
        for one in (letter("一", "会议召开。\n\n>From 江城。\n"), letter("二", "会议闭幕。\n"))
    )
    assert len(list(split_mailbox(io.BytesIO(box)))) == 2
    files, problems = read_all("a.mbox", box)
    assert problems == []
    assert [file.path for file in files] == ["a.mbox!/1.eml", "a.mbox!/2.eml"]


def test_what_is_attached_is_read_as_files():
    """A name in Chinese, a letter in a letter, and a container that is attached."""
    inner = letter("三", "转发如下。\n", ("../名单.txt", "罗敏。".encode()))
    message = EmailMessage()
    message["Subject"] = "转发"
    message.set_content("见附件。\n")
    message.add_attachment("值班。".encode(), maintype="text", subtype="plain", filename="值班表.txt")
    message.add_attachment(inner, maintype="application", subtype="octet-stream", filename="原信.eml")
    data = message.as_bytes()
    assert [name for name, _ in attachments_of(data)] == ["值班表.txt", "原信.eml"]
    files, problems = read_all("a.eml", data)
    assert problems == []
    assert [file.path for file in files] == [
        "a.eml",
        "a.eml!/值班表.txt",
        "a.eml!/原信.eml",
        "a.eml!/原信.eml!/.._名单.txt",
    ]


def test_letters_in_letters_are_opened_to_a_certain_depth():
    data = letter("底", "最里面。\n")
    for number in range(8):
        data = letter(str(number), "外面。\n", ("a.eml", data))
    files, problems = read_all("a.eml", data)
    assert len(files) < 8
    assert "containers deep" in problems[0].message
