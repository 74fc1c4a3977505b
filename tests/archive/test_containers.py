import gzip
import io
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive import packing
from retrieval.archive.containers import read_stream, shown_name
from retrieval.errors import UnreadableError


def read_all(path, data):
    problems = []
    sources = list(read_stream(path, io.BytesIO(data), len(data), problems.append))
    return {source.path: source.data for source in sources}, problems


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name, data)
    return stream.getvalue()


def tarred(members, mode="w:gz"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as container:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            container.addfile(info, io.BytesIO(data))
    return stream.getvalue()


MEMBERS = {"b.txt": "乙".encode(), "年/a.txt": "甲".encode()}


@pytest.mark.parametrize(("name", "pack"), [("x.zip", zipped), ("x.tar.gz", tarred), ("x.tgz", tarred)])
def test_members_are_read(name, pack):
    """A container's members come with the way to them."""
    assert read_all(name, pack(MEMBERS)) == (
        {f"{name}!/{member}": data for member, data in MEMBERS.items()},
        [],
    )


def test_a_crawl_whose_record_is_longer_than_all_is_damaged():
    """A length beyond any file makes the reader of crawls stumble: the file is damaged, no more."""
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx"
    with pytest.raises(UnreadableError, match="damaged"):
        read_all("x.warc", record * 2)


def test_an_error_of_any_kind_in_a_container_names_it_as_damaged(monkeypatch):
    def stumble(_):
        raise AttributeError("'NoneType' object has no attribute 'startswith'")

    monkeypatch.setattr("retrieval.archive.containers.open_pages", stumble)
    with pytest.raises(UnreadableError, match=r"it is damaged \(AttributeError\)"):
        read_all("x.warc", b"WARC/1.0")


def test_containers_lie_in_containers():
    inner = zipped(MEMBERS)
    sources, problems = read_all("o.tar.gz", tarred({"i.zip": inner, "c.txt.gz": gzip.compress(b"c")}))
    assert list(sources) == [
        "o.tar.gz!/i.zip!/b.txt",
        "o.tar.gz!/i.zip!/年/a.txt",
        "o.tar.gz!/c.txt.gz!/c.txt",
    ]
    assert problems == []


def test_a_zip_in_a_zip_in_a_zip_ends_somewhere():
    """A container that goes deeper than anyone packs is named; what lies beside it is served."""
    data = zipped({"a.txt": b"a"})
    for _ in range(4):
        data = zipped({"again.zip": data, "beside.txt": b"b"})
    sources, problems = read_all("x.zip", data)
    assert len(sources) == 3
    assert "containers deep" in problems[0].message


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_bomb_is_stopped(pack, monkeypatch):
    """No more is unpacked than a multiple of the container's own size; what came before is served."""
    monkeypatch.setattr(packing, "_ALWAYS_ALLOWED", 1 << 16)
    data = pack({"a.txt": b"a", "bomb.txt": bytes(64 << 20)})
    problems = []
    stream = read_stream(
        "x.tar.gz" if pack is tarred else "x.zip", io.BytesIO(data), len(data), problems.append
    )
    assert next(stream).data == b"a"
    with pytest.raises(UnreadableError, match="bomb"):
        list(stream)


def test_a_bomb_in_pieces_is_stopped(monkeypatch):
    """Many members that each stay small count together, those of nested containers too."""
    monkeypatch.setattr(packing, "_ALWAYS_ALLOWED", 1 << 16)
    inner = zipped({f"{number}.txt": bytes(1 << 20) for number in range(20)})
    data = zipped({f"{number}.zip": inner for number in range(20)})
    with pytest.raises(UnreadableError, match="bomb"):
        read_all("x.zip", data)


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt"]
)
def test_names_that_lead_out_are_refused(pack, name):
    sources, problems = read_all(
        "x.zip" if pack is zipped else "x.tar.gz", pack({name: b"evil", "good.txt": b"good"})
    )
    assert list(sources.values()) == [b"good"]
    assert "leads out" in problems[0].message


def test_links_in_a_tar_are_not_followed():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as container:
        info = tarfile.TarInfo("link.txt")
        info.type = tarfile.SYMTYPE
        info.linkname = "/etc/passwd"
        container.addfile(info)
    sources, problems = read_all("x.tar", stream.getvalue())
    assert sources == {}
    assert [problem.path for problem in problems] == ["x.tar!/link.txt"]


def test_names_in_gbk_are_read():
    """A zip made on a Chinese Windows keeps its names in GBK."""
    placeholder = "AAAA.txt"
    name = "会议.txt".encode("gbk")
    data = zipped({placeholder: b"x"}).replace(placeholder.encode(), name)
    assert list(read_all("x.zip", data)[0]) == ["x.zip!/会议.txt"]


def test_a_locked_member_is_named():
    """A member under a password costs itself alone."""
    data = bytearray(zipped({"a.txt": b"a", "b.txt": b"b"}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    data[6] |= 1
    sources, problems = read_all("x.zip", bytes(data))
    assert list(sources) == ["x.zip!/b.txt"]
    assert [problem.path for problem in problems] == ["x.zip!/a.txt"]


def test_names_are_safe_to_show():
    """A file's name cannot act on a terminal."""
    assert shown_name("红\x1b[31m\u202etxt".encode()) == "红\\x1b[31m\\x202etxt"


@pytest.mark.parametrize(
    "name", ["x.zip", "x.tar.gz", "x.tar", "x.txt.gz", "x.txt.xz", "x.txt.bz2", "x.warc", "x.warc.gz"]
)
@given(data=st.binary(max_size=200), cut=st.integers(0, 400))
@settings(max_examples=25)
def test_damaged_containers_are_refused(name, data, cut):
    """Any bytes give files or one clear refusal."""
    packed = zipped(MEMBERS) if name.endswith("zip") else tarred(MEMBERS)
    for broken in (data, packed[:cut] + data + packed[cut:]):
        try:
            read_all(name, broken)
        except UnreadableError as error:
            refusal = str(error)
        else:
            refusal = ""
        assert "\n" not in refusal


WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-07-03T00:00:00Z\r\n"
    "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
)


def response(url, body, media="text/html; charset=gbk", status="200 OK"):
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
    return WARC.format(url=url, length=len(http)).encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_pages_of_a_crawl_are_read(pack):
    """Pages come with link and media type; pictures, errors and robots.txt stay out."""
    data = b"".join(
        pack(record)
        for record in (
            response("https://x.cn/a.html", "<p>会议召开。".encode("gbk")),
            response("https://x.cn/a.png", b"\x89PNG", "image/png"),
            response("https://x.cn/gone", b"<p>404", status="404 Not Found"),
            response("https://x.cn/robots.txt", b"User-agent: *", "text/plain"),
        )
    )
    [source] = read_stream("c.warc" if pack is bytes else "c.warc.gz", io.BytesIO(data), len(data), print)
    assert source.path.endswith("!/https://x.cn/a.html")
    assert (source.url, source.media) == ("https://x.cn/a.html", "text/html; charset=gbk")
    assert source.data.decode("gbk") == "<p>会议召开。"


class WindowsInfo(zipfile.ZipInfo):
    """A member whose name stands in the encoding of its maker's system, without the flag of UTF-8."""

    def _encodeFilenameFlags(self):  # noqa: N802 - zipfile calls it so
        return self.filename.encode("cp437"), 0


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (["瓷砖/釉料.txt", "蔬菜.txt", "2021年报.txt"], "gbk"),
        (["芹菜.txt"], "gbk"),
        (["蘿蔔.txt", "茄子.txt"], "big5"),
    ],
)
def test_names_of_a_zip_made_on_windows_are_read(names, encoding):
    """In the encoding of its maker's system, which no flag tells: all names together show it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as container:
        for name in names:
            container.writestr(WindowsInfo(name.encode(encoding).decode("cp437")), "会议召开。")
    size = len(data.getvalue())
    found = [source.path for source in read_stream("a.zip", io.BytesIO(data.getvalue()), size, pytest.fail)]
    assert found == [f"a.zip!/{name}" for name in sorted(names)]
