import io
import zipfile
from contextlib import suppress
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive.containers import is_container, read_stream
from retrieval.archive.mailboxes import attachments_of, split_mailbox
from retrieval.errors import UnreadableError


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


def test_a_letter_too_deep_costs_no_other():
    """Each letter of a mailbox in the deepest container is read, and each whose attachments are not is named."""
    data = b"".join(b"From a\n" + letter(name, "会议。\n", ("a.txt", b"x")) + b"\n" for name in "一二")
    name = "a.mbox"
    for _ in range(3):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as container:
            container.writestr(name, data)
        name, data = "a.zip", stream.getvalue()
    files, problems = read_all(name, data)
    assert [file.path.rpartition("!/")[2] for file in files] == ["1.eml", "2.eml"]
    assert [problem.path.rpartition("!/")[2] for problem in problems] == ["1.eml", "2.eml"]


def test_letters_are_taken_apart_where_a_process_may_be_ended():
    """A library reads them, as it reads every other container."""
    assert is_container("a.eml")
    assert is_container("A.MBOX")


PIECES = (
    b"Content-Type: message/rfc822\n", b"Content-Type: multipart/mixed; boundary=b\n", b"--b\n", b"--b--\n", b"\n", b"x\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: x-uuencode\n", b"begin 666 a\n",
    b"Content-Disposition: attachment; filename*=no''%E5\n", b'Content-Disposition: attachment; filename="=?x?b?=?="\n',
    b"Content-Type: text/plain; charset=no\n", b"Subject: \xff\xfe\n", b"Content-Type: multipart/mixed\n",
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_a_damaged_letter_is_an_ordinary_error(pieces):
    """Whatever stands in it, the letter itself comes first, and nothing but a named error ends it."""
    data = b"".join(pieces)
    files = read_stream("a.eml", io.BytesIO(data), len(data), [].append)
    assert next(files).data == data
    with suppress(UnreadableError):
        list(files)
