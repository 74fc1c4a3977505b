"""Fuzzes what reads other people's bytes: readers, repair, Telegram's replies, webhook bodies, files of an index.

    pip install atheris
    python tests/tools/fuzzing.py readers CORPUS -max_total_time=1800 -timeout=60 -rss_limit_mb=2000
    python tests/tools/fuzzing.py repair CORPUS -max_total_time=1800
    python tests/tools/fuzzing.py updates CORPUS -max_total_time=1800
    python tests/tools/fuzzing.py webhook CORPUS -max_total_time=1800
    python tests/tools/fuzzing.py index CORPUS -max_total_time=1800 -max_len=200000

CORPUS is a folder, filled with small inputs the first time. Of readers an input's first byte chooses the name under
which the rest is read, of an index the file whose place the rest takes. Coverage of our own code leads the way; what is looked for:

- an exception that is no :class:`UnreadableError`, or that our own code raised where only a library may;
- a document that breaks a law: paragraphs that overlap, a way back that leads out of its file, steps that do
  not play again, a repair that is not idempotent;
- a file that takes more than a minute, or gigabytes;
- a reply or a body after which the bot would not go on;
- a file of an index that is neither refused by a :class:`StoreError` nor answers as the sound one does.
"""

from __future__ import annotations

import asyncio
import atexit
import gzip
import io
import json
import logging
import shutil
import sys
import tarfile
import tempfile
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

import atheris  # type: ignore[import-not-found] # no part of the project

with atheris.instrument_imports(include=["retrieval", "bot"]):
    from bot.metrics import Metrics
    from bot.state import State
    from bot.wire.envelopes import UnreadableReply, read_envelope
    from bot.wire.processing import Inbox
    from bot.wire.webhook import Webhook
    from retrieval.archive.containers import is_streamed, read_stream
    from retrieval.archive.formats import read_records
    from retrieval.archive.formats.decoding import decode
    from retrieval.archive.reading import document_of
    from retrieval.archive.records import SourceFile
    from retrieval.archive.repair import locate, repair, replay
    from retrieval.chinese.words import open_segmenter
    from retrieval.errors import StoreError, UnreadableError

from building import update, write
from indexes import contents
from telegram import Bot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.archive.records import Record
    from retrieval.chinese.words import Segment
    from retrieval.values import Document

HERE = Path(__file__).parents[1]
NAMES = (
    *("a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.ofd", "a.epub", "a.csv", "a.jsonl", "a.json", "a.zip"),
    *("a.tar.gz", "a.warc", "a.warc.gz", "a.tsv", "a.bz2", "a.xz", "a", "sitemap.xml"),
)
stumbles: Counter[str] = Counter()
BOT = Bot("1234567:fuzzing")
loop = asyncio.new_event_loop()


def main() -> None:
    """Fuzz until the time is over."""
    target, first = {
        "readers": (fuzz_readers, seeds),
        "repair": (fuzz_repair, texts),
        "updates": (fuzz_updates, replies),
        "webhook": (fuzz_webhook, bodies),
        "index": (fuzz_index, index_files),
    }[sys.argv.pop(1)]
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for number, seed in enumerate(first()):
            (corpus / f"seed-{number}").write_bytes(seed)
    logging.disable(logging.CRITICAL)
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
    if is_streamed(path, len(data)):
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


def fuzz_updates(data: bytes) -> None:
    """Read what a server answers to `getUpdates`, and take the updates in it, as polling does."""
    try:
        status, body = read_envelope(200, data)
    except UnreadableReply:
        return
    found = json.loads(body).get("result")
    if status == 200 and isinstance(found, list):
        state = State(":memory:")
        inbox = Inbox(state.updates, Metrics())
        new = sum(loop.run_until_complete(inbox.take(BOT, given)) for given in found)
        assert new == inbox.qsize() == len(state.updates.unsettled())
        state.close()


def fuzz_webhook(data: bytes) -> None:
    """Bring a body to the webhook: whatever it is, Telegram is told that it has arrived, and need not bring it again."""
    state = State(":memory:")
    webhook = Webhook("http://127.0.0.1/telegram", "s3cr3t", "127.0.0.1:0", dict)
    webhook._bot, webhook._inbox = BOT, Inbox(state.updates, Metrics())  # noqa: SLF001 - as `start` would, without a server
    answer = loop.run_until_complete(webhook._take(Brought(data)))  # type: ignore[arg-type] # noqa: SLF001 - likewise
    assert answer.status == 200
    state.close()


class Brought:
    """A request as the webhook looks at it."""

    headers = {"X-Telegram-Bot-Api-Secret-Token": "s3cr3t"}  # noqa: RUF012 - nobody changes it

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def read(self) -> bytes:
        """Return the body."""
        return self._body


def fuzz_index(data: bytes) -> None:
    """Put bytes in the place of a file of an index: it is refused in a word, or answers as the sound one does."""
    if not data:
        return
    files = sorted(path for path in index().rglob("*") if path.is_file() and path.suffix != ".lock")
    file = files[data[0] % len(files)]
    sound = file.read_bytes()
    file.write_bytes(data[1:])
    try:
        found = contents(index(), segment())
    except StoreError:
        pass
    else:
        assert found == answers()
    finally:
        file.write_bytes(sound)


@cache
def segment() -> Segment:
    """Return what cuts questions."""
    return open_segmenter()


@cache
def index() -> Path:
    """Return a small index."""
    folder = Path(tempfile.mkdtemp(prefix="wendang-fuzzing-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write(
        folder / "archive",
        "a.jsonl",
        *(f"{number}市长主持第{number}次会议，天气晴朗。" for number in range(9)),
    )
    update(folder / "archive", folder / "index")
    return folder / "index"


@cache
def answers() -> list[Any]:
    """Return what the sound index answers."""
    return contents(index(), segment())


def index_files() -> Iterator[bytes]:
    """Yield each file of the index behind the byte that chooses it."""
    files = sorted(path for path in index().rglob("*") if path.is_file() and path.suffix != ".lock")
    yield from (bytes((number,)) + path.read_bytes() for number, path in enumerate(files))


def bodies() -> Iterator[bytes]:
    """Yield updates of the kinds that the bot asks for."""
    person = {"id": 7, "is_bot": False, "first_name": "李"}
    chat = {"id": 7, "type": "private", "first_name": "李"}
    message = {"message_id": 1, "date": 1700000000, "chat": chat, "from": person, "text": "谁主持了会议？"}
    kinds: list[dict[str, Any]] = [
        {"message": message},
        {
            "edited_message": message
            | {"reply_to_message": message, "entities": [{"type": "bold", "offset": 0, "length": 1}]}
        },
        {
            "callback_query": {
                "id": "1",
                "from": person,
                "chat_instance": "1",
                "data": "j:a",
                "message": message,
            }
        },
        {"inline_query": {"id": "1", "from": person, "query": "会议", "offset": ""}},
    ]
    yield from (json.dumps({"update_id": number, **kind}).encode() for number, kind in enumerate(kinds, 1))


def replies() -> Iterator[bytes]:
    """Yield replies that bring them, and a refusal."""
    for body in bodies():
        yield b'{"ok": true, "result": [' + body + b"]}"
    yield b'{"ok": false, "error_code": 409, "description": "Conflict", "parameters": {"retry_after": 3}}'


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
