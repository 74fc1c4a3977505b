"""Fuzzes what reads other people's bytes: the readers of all formats and containers, and the repair.

    pip install atheris
    python tests/tools/fuzzing.py readers CORPUS -max_total_time=1800 -timeout=60 -rss_limit_mb=2000
    python tests/tools/fuzzing.py repair CORPUS -max_total_time=1800

CORPUS is a folder, filled with a small file of each format the first time. An input's first byte chooses
the name under which the rest is read. Coverage of our own code leads the way; what is looked for:

- an exception that is no :class:`UnreadableError`, or that our own code raised where only a library may;
- a document that breaks a law: paragraphs that overlap, a way back that leads out of its file, steps that do
  not play again, a repair that is not idempotent;
- a file that takes more than a minute, or gigabytes.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import tarfile
import tomllib
from collections import Counter
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

import atheris  # type: ignore[import-not-found] # no part of the project

with atheris.instrument_imports(include=["retrieval"]):
    from retrieval.archive.containers import is_streamed, read_stream
    from retrieval.archive.formats import read_records
    from retrieval.archive.formats.decoding import decode
    from retrieval.archive.reading import document_of
    from retrieval.archive.records import SourceFile
    from retrieval.archive.repair import locate, repair, replay
    from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.archive.records import Record
    from retrieval.values import Document

HERE = Path(__file__).parents[1]
NAMES = (
    *("a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.epub", "a.csv", "a.jsonl", "a.json", "a.zip"),
    *("a.tar.gz", "a.warc", "a.warc.gz", "a.tsv", "a.bz2", "a.xz", "a", "sitemap.xml"),
)
stumbles: Counter[str] = Counter()


def main() -> None:
    """Fuzz until the time is over."""
    target = {"readers": fuzz_readers, "repair": fuzz_repair}[sys.argv.pop(1)]
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for number, seed in enumerate(seeds() if target is fuzz_readers else texts()):
            (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


def fuzz_readers(data: bytes) -> None:
    """Read bytes as a file of the archive, down to its documents."""
    if not data:
        return
    path, data = NAMES[data[0] % len(NAMES)], data[1:]
    try:
        for source in sources(path, data):
            try:
                for record in read_records(source, lambda _: None):
                    check(record, document_of(record))
            except UnreadableError as error:
                blame(source.path, error)
    except UnreadableError as error:
        blame(path, error)


def sources(path: str, data: bytes) -> Iterator[SourceFile]:
    """Yield what a file holds."""
    if is_streamed(path):
        yield from read_stream(path, io.BytesIO(data), len(data), lambda _: None)
    else:
        yield SourceFile(path, data)


def blame(path: str, error: UnreadableError) -> None:
    """Tell a library that stumbles over a damaged file from code of ours that does."""
    cause = error.__cause__
    if cause is None:
        return
    where = extract_tb(cause.__traceback__)[-1].filename
    if Path(where).is_relative_to(HERE.parent / "retrieval"):
        raise cause
    stumble = f"{Path(path).suffix} {type(cause).__name__} in {'/'.join(Path(where).parts[-2:])}"
    if not stumbles[stumble]:
        print(f"a library stumbled: {stumble}: {str(cause)[:80]!r}", flush=True)  # noqa: T201 - a tool
    stumbles[stumble] += 1


def check(record: Record, document: Document) -> None:
    """Hold a document to its laws."""
    text = document.text
    assert replay(document.steps, record.text) == text
    end = 0
    for span in document.paragraphs:
        assert end <= span.start < span.end <= len(text)
        assert span.of(text).strip()
        end = span.end
    for at in {0, len(text) // 2, len(text) - 1} if text else ():
        assert 0 <= locate(document.origin.anchors, at) <= len(record.text)


def fuzz_repair(data: bytes) -> None:
    """Repair a text; a repaired one stays, and the steps play again."""
    try:
        text = decode(data)[0]
    except UnreadableError:
        return
    repaired = repair(text)
    assert replay(repaired.steps, text) == repaired.text
    again = repair(repaired.text).text
    assert again == repaired.text, (repaired.text, again)


def texts() -> Iterator[bytes]:
    """Yield what the repair was written for, and what it must leave alone."""
    for name in ("in_the_wild", "untouched", "known_failures"):
        for case in tomllib.loads((HERE / f"cases/repair/{name}.toml").read_text("utf-8"))["case"]:
            yield (case.get("damaged") or case["text"]).encode("utf-8", "surrogatepass")


def seeds() -> Iterator[bytes]:
    """Yield a small file of each format behind the byte that chooses its name."""
    from docx import Document as Word  # noqa: PLC0415 - not to be instrumented
    from pages import write_pdf, write_zip  # noqa: PLC0415 - likewise

    line = "新华社北京11月11日电（记者李明）会议&ldquo;第一次&rdquo;由劉吉主持。來源：江城日报"
    page = f"<html><head><meta charset=gbk><title>会议</title></head><body><p>{line * 4}</p></body></html>".encode(
        "gb18030"
    )
    word = io.BytesIO()
    document = Word()
    document.add_heading("会议召开", 1)
    document.add_paragraph(line)
    document.add_table(2, 2)
    document.save(word)
    book = write_zip(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
            "b.opf": (
                '<package><metadata><title>书</title><creator>李明</creator></metadata><manifest><item id="a" '
                'href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
            ),
            "a.xhtml": f"<html><body><h1>第一章</h1><p>{line}</p></body></html>",
        }
    )
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\n\r\n" + page
    crawl = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a.html\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (len(response), response)
    )
    tarred = io.BytesIO()
    with tarfile.open(fileobj=tarred, mode="w:gz") as container:
        info = tarfile.TarInfo("年/a.txt")
        info.size = len(line.encode())
        container.addfile(info, io.BytesIO(line.encode()))
    chat = {
        "name": "江城",
        "type": "public_channel",
        "id": 1,
        "messages": [
            {"id": 7, "type": "message", "date": "2021-07-03T08:15:00", "text": [line, {"text": "停"}]}
        ],
    }
    yield from (
        bytes((number,)) + data
        for number, data in enumerate(
            [
                line.encode("gb18030"),
                f"---\ntitle: 会议\n---\n# 一\n{line}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
                page,
                write_pdf([line, line], [], info="/Title (x) /CreationDate (D:20220101)"),
                word.getvalue(),
                book,
                f'id,text,date\n1,"{line}",2022-01-01\n2,"丁说""好""'.encode(),
                json.dumps({"id": "1", "text": line, "date": "2022-01-01"}).encode() + b'\n{"text":',
                json.dumps(chat, ensure_ascii=False).encode(),
                write_zip({"a.txt": line, "../b.txt": line, "c.csv": "text\n甲"}),
                tarred.getvalue(),
                crawl,
                gzip.compress(crawl),
                f"text\tid\n{line}\t1".encode(),
                b"BZh9",
                b"\xfd7zXZ\x00",
                line.encode("utf-16"),
                (
                    b'<?xml version="1.0"?><urlset><url><loc>http://example.org/a.html</loc>'
                    b"<lastmod>2022-01-01</lastmod></url></urlset>"
                ),
            ]
        )
    )


if __name__ == "__main__":
    main()
