"""Fuzzes what reads other people's bytes: readers, repair, Telegram's updates, webhook bodies, files of an index.

    pip install atheris
    python tests/benchmarks/fuzz.py TARGET --minutes N [--corpus FOLDER]

TARGET is one of ``readers``, ``repair``, ``updates``, ``handlers``, ``webhook``, ``index``, ``sealed``. Coverage of our own code leads the way. FOLDER
(a new one, unless told) is filled with the target's small inputs the first time, keeps what led further, and the input
of a finding as ``finding-*``; at its end the fuzzer says how often it ran. To run one input again, give it instead of
``--minutes``: ``fuzz.py index --again FOLDER/finding-crash-1a2b``.

Of readers an input's first byte chooses the name under which the rest is read; of an index its bytes say what befalls
which file: see :func:`harm`. ``sealed`` makes the checksums of what it harmed right again, so that what decodes behind them
is reached. ``handlers`` works updates off as the bot does, before a server that agrees to everything. What is looked for:

- an exception that is no :class:`UnreadableError`, or that our own code raised where only a library may;
- a document that breaks a law: paragraphs that overlap, a way back that leads out of its file, steps that do
  not play again, a repair that is not idempotent;
- a file that takes more than a minute, or gigabytes;
- a reply or a body after which the bot would not go on;
- an update over which a handler stumbles, so that somebody is told that something went wrong;
- an index with a changed file that is neither refused by a :class:`StoreError` nor answers as the sound one does; where
  the sums are right again, one that does neither answer nor say so.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import io
import json
import logging
import os
import random
import struct
import sys
import tarfile
import tempfile
import tomllib
import zlib
from collections import Counter
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any, NamedTuple

import atheris  # type: ignore[import-not-found] # no part of the project

HERE = Path(__file__).parents[1]
sys.path.append(str(HERE / "tools"))  # where the tests' tools lie

with atheris.instrument_imports(include=["retrieval", "bot", "telegram"]):
    # What these import is to be led by coverage too.
    from botkit import Here
    from building import update, write
    from indexes import contents
    from telegram import Bot
    from telegram.request import BaseRequest

    from bot.access import Gate
    from bot.application import build_application
    from bot.desk import Desk
    from bot.library import Library
    from bot.metrics import Metrics
    from bot.quota import Quota
    from bot.settings import BotSettings
    from bot.state import State
    from bot.wire import processing, sending
    from bot.wire.envelopes import UnreadableReply, read_envelope
    from bot.wire.processing import Inbox
    from bot.wire.webhook import Webhook
    from retrieval import open_answerer
    from retrieval.archive.containers import is_streamed, read_stream
    from retrieval.archive.formats import read_records
    from retrieval.archive.formats.decoding import decode
    from retrieval.archive.reading import document_of
    from retrieval.archive.records import SourceFile
    from retrieval.archive.repair import locate, repair, replay
    from retrieval.chinese.words import open_segmenter
    from retrieval.errors import StoreError, UnreadableError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping

    from retrieval.archive.records import Record
    from retrieval.chinese.words import Segment
    from retrieval.values import Document

NAMES = (
    *("a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.ofd", "a.epub", "a.csv", "a.jsonl", "a.json", "a.zip"),
    *("a.tar.gz", "a.warc", "a.warc.gz", "a.tsv", "a.bz2", "a.xz", "a", "sitemap.xml"),
)
stumbles: Counter[str] = Counter()
BOT = Bot("1234567:fuzzing")
METRICS = Metrics()
WEBHOOK = Webhook("http://127.0.0.1/telegram", "s3cr3t", "127.0.0.1:0", dict)
loop = asyncio.new_event_loop()


class Target(NamedTuple):
    """What is fuzzed: a function of bytes, and the inputs to begin with. ``longest`` is in bytes."""

    run: Callable[[bytes], None]
    first: Callable[[], Iterator[bytes]]
    longest: int
    mutate: Callable[[bytes, int, int], bytes] | None = None


def main() -> None:
    """Fuzz until the time is over."""
    targets = {
        "readers": Target(fuzz_readers, seeds, 1 << 16),
        "repair": Target(fuzz_repair, texts, 1 << 12),
        "updates": Target(fuzz_updates, replies, 1 << 13, bend),
        "handlers": Target(fuzz_handlers, wishes, 1 << 12, bend),
        "webhook": Target(fuzz_webhook, bodies, 1 << 13, bend),
        "index": Target(fuzz_index, harms, 1 << 6),
        "sealed": Target(fuzz_sealed, harms, 1 << 6),
    }
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=targets)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--again", type=Path)
    given = parser.parse_args()
    target = targets[given.target]
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="wendang-fuzz-") as work:
        if given.target in ("index", "sealed"):
            write_index(Path(work))
        if given.again:
            if given.target == "handlers":
                loop.run_until_complete(open_bot(Path(work)))
            target.run(given.again.read_bytes())
            return
        corpus = given.corpus or Path(tempfile.mkdtemp(prefix="wendang-corpus-"))
        corpus.mkdir(parents=True, exist_ok=True)
        if not any(corpus.iterdir()):
            for number, seed in enumerate(target.first()):
                (corpus / f"seed-{number}").write_bytes(seed)
        print(f"what leads further, and what is found, is kept in {corpus}", flush=True)
        # The fuzzer ends the process as C does, and nothing is tidied up then: it works in a child.
        child = os.fork()
        if not child:
            # It has threads, which a child does not inherit.
            if given.target == "handlers":
                loop.run_until_complete(open_bot(Path(work)))
            options = {
                "max_total_time": round(given.minutes * 60),
                "max_len": target.longest,
                "timeout": 60,
                "rss_limit_mb": 2000,
                "artifact_prefix": f"{corpus}/finding-",
                "print_final_stats": 1,
            }
            arguments = [sys.argv[0], str(corpus), *(f"-{key}={value}" for key, value in options.items())]
            more = {"custom_mutator": target.mutate} if target.mutate else {}
            atheris.Setup(arguments, target.run, **more)
            atheris.Fuzz()
        _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status))


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
        print(f"a library stumbled: {stumble}: {str(cause)[:80]!r}", flush=True)
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
        with emptied() as state:
            inbox = Inbox(state.updates, METRICS)
            new = sum(loop.run_until_complete(inbox.take(BOT, given)) for given in found)
            assert new == inbox.qsize() == len(state.updates.unsettled())


def fuzz_webhook(data: bytes) -> None:
    """Bring a body to the webhook: whatever it is, Telegram is told that it has arrived, and need not bring it again."""
    with emptied() as state:
        WEBHOOK._bot, WEBHOOK._inbox = BOT, Inbox(state.updates, METRICS)  # noqa: SLF001 - as `start` would, without a server
        answer = loop.run_until_complete(WEBHOOK._take(Brought(data)))  # type: ignore[arg-type] # noqa: SLF001 - likewise
        assert answer.status == 200


class Agreeable(BaseRequest):  # type: ignore[misc] # the library's, as it is instrumented
    """A server that agrees to every call, and keeps what stands behind buttons."""

    read_timeout = 1.0

    def __init__(self) -> None:
        self.buttons: list[str] = []

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_request(self, url: str, method: str, request_data: Any = None, *_: Any, **__: Any) -> Any:
        """Return what Telegram would."""
        if method == "GET":
            return 200, "刘吉主持了会议。".encode()
        call = url.rpartition("/")[2]
        given = request_data.parameters if request_data else {}
        keys = json.loads(json.dumps(given.get("reply_markup") or {}, default=str))
        for row in keys.get("inline_keyboard") or [] if isinstance(keys, dict) else []:
            self.buttons += [key["callback_data"] for key in row if "callback_data" in key]
        me = {"id": 1234567, "is_bot": True, "first_name": "问档", "username": "archive_bot"}
        result: Any = True
        if call == "getMe":
            result = me
        elif call == "getFile":
            result = {"file_id": "a", "file_unique_id": "a", "file_path": "a.txt", "file_size": 20}
        elif call.startswith(("send", "edit")) and call != "sendChatAction":
            chat = {"id": 7, "type": "private", "first_name": "李"}
            result = {"message_id": 2, "date": 1700000000, "chat": chat, "from": me, "text": "x"}
        return 200, json.dumps({"ok": True, "result": result}).encode()


APPLICATION: dict[str, Any] = {}


async def open_bot(work: Path) -> None:
    """Build the bot as it runs, but for the network and the processes; the person of :func:`bodies` is its admin."""
    (work / "seeds").mkdir()
    for file in (HERE.parent / "seeds").iterdir():
        (work / "seeds" / file.name).write_bytes(file.read_bytes())
    settings = BotSettings(
        _env_file=None,
        telegram_token="1234567:" + "A" * 35,  # type: ignore[arg-type] # read as a secret
        archive=work / "seeds",
        index=work / "index",
        state=work / "state",
        reader="lexical",
        quota=1 << 40,
        admins="7",  # type: ignore[arg-type] # read as ids
    )
    # Nobody is to wait for a chat's pace here.
    sending.CHAT_PACE = sending.GROUP_PACE = (1 << 20, 1.0)
    library = Library(lambda: Here(open_answerer(settings, lambda _: None)))
    desk = Desk(settings, State(":memory:"), library, Gate.of(settings), Quota(settings.quota), METRICS)
    server = Agreeable()
    application = build_application(desk, server, server)  # type: ignore[arg-type] # stands for the real one
    errors: list[BaseException] = []

    async def note(_: object, context: Any) -> None:
        errors.append(context.error)

    application.add_error_handler(note)
    await library.start()
    await application.initialize()
    APPLICATION.update(application=application, server=server, errors=errors)
    for body in bodies():
        await work_off(json.loads(body))


async def work_off(given: Any) -> None:
    """Work an update off; raise what a handler stumbled over."""
    server, errors = APPLICATION["server"], APPLICATION["errors"]
    tap = given.get("callback_query") if isinstance(given, dict) else None
    data = tap.get("data") if isinstance(tap, dict) else None
    if (
        isinstance(data, str)
        and data[:1] == "#"
        and data[1:].isascii()
        and data[1:].isdigit()
        and server.buttons
    ):
        # What stands behind a button is another thing in each run.
        given = {
            **given,
            "callback_query": {**tap, "data": server.buttons[int(data[1:4]) % len(server.buttons)]},
        }
    # What cannot be read comes to no handler: that is another target's affair.
    update = processing._read(APPLICATION["application"].bot, given)  # noqa: SLF001 - as the inbox does
    del server.buttons[:-200]
    if update is not None:
        await APPLICATION["application"].process_update(update)
    if errors:
        found = errors.pop()
        errors.clear()
        raise found


def fuzz_handlers(data: bytes) -> None:
    """Work an update off, whatever stands in it."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return
    loop.run_until_complete(work_off(given))


def wishes() -> Iterator[bytes]:
    """Yield updates of all kinds, each command, and a tap on each of the first buttons."""
    yield from bodies()
    whole = list(map(json.loads, bodies()))
    commands = "start help new history forget privacy latest source stats lang check feedback reload watch filter ask"
    words = [f"/{command}" for command in commands.split()]
    words += [
        "/timeline 会议",
        "/who 刘吉",
        "/watch 会议",
        "/filter 2022年11月",
        "/ask 谁主持了会议？",
        "/lang en",
        "谢谢",
        "1. 谁？\n2. 几时？",
    ]
    for text in words:
        length = len(text.split()[0])
        entities = [{"type": "bot_command", "offset": 0, "length": length}] if text[0] == "/" else []
        message = whole[0]["message"] | {"text": text, "entities": entities}
        yield json.dumps({"update_id": 9, "message": message}).encode()
    group = {"id": -100123, "type": "supergroup", "title": "群"}
    yield json.dumps(
        {
            "update_id": 9,
            "message": whole[0]["message"] | {"chat": group, "text": "@archive_bot 谁主持了会议？"},
        }
    ).encode()
    document = {"file_id": "a", "file_unique_id": "a", "file_name": "a.txt", "file_size": 20}
    sent = {key: value for key, value in whole[0]["message"].items() if key != "text"} | {
        "document": document
    }
    yield json.dumps({"update_id": 9, "message": sent}).encode()
    tap = next(one for one in whole if "callback_query" in one)
    for number in range(20):
        yield json.dumps(tap | {"callback_query": tap["callback_query"] | {"data": f"#{number}"}}).encode()


@cache
def ledger() -> tuple[State, sqlite3.Connection]:
    """Return a state, and what writes into it: to make one anew would take most of the time."""
    state = State(":memory:")
    return state, state.updates._db  # noqa: SLF001 - nobody else empties the ledger


@contextmanager
def emptied() -> Iterator[State]:
    """Give a state that has taken no update."""
    state, db = ledger()
    yield state
    db.execute("DELETE FROM inbox")


def bend(data: bytes, longest: int, seed: int) -> bytes:
    """Change something within JSON, so that it stays JSON; now and then bytes, so that it does not."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    try:
        written = bent(json.loads(data), dice) if dice.random() < 0.9 else b""
    except (ValueError, RecursionError):
        written = b""
    return written if 0 < len(written) <= longest else bytes(atheris.Mutate(data, longest))


def bent(given: Any, dice: random.Random) -> bytes:
    """Return JSON with up to three things in it changed."""
    for _ in range(dice.randint(1, 3)):
        inner = [node for node in nodes(given) if isinstance(node, dict | list) and node]
        if not inner:
            break
        node = dice.choice(inner)
        key = dice.choice(list(node) if isinstance(node, dict) else range(len(node)))
        other = json.loads(json.dumps(dice.choice(list(nodes(given)))))
        turn = dice.random()
        if turn < 0.1:
            del node[key]
        elif turn < 0.6:
            node[key] = json.loads(dice.choice(ODD))
        elif isinstance(node, dict):
            node[dice.choice(KEYS)] = other
        else:
            node.append(other)
    return json.dumps(given).encode()


def nodes(value: Any) -> Iterator[Any]:
    """Yield a value of JSON and all that it holds."""
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


ODD = (
    *(
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "NaN",
        "Infinity",
        "1e999",
        "9007199254740993",
        "9223372036854775808",
    ),
    *(
        "100000000000000000000",
        "-62135596801",
        "253402300800",
        '""',
        '"\\ud800"',
        '"\\u0000"',
        '"谁"',
        "[]",
        "{}",
    ),
    *("[[]]", "[null]", '{"id": 7}', '["a", 1]', '"' + "9" * 5000 + '"', "[" * 90 + "]" * 90),
)
"""Values of JSON that stand nowhere in an update, or at another place."""
KEYS = (
    *(
        "update_id",
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "message_reaction",
        "channel_post",
    ),
    *(
        "from",
        "chat",
        "date",
        "text",
        "entities",
        "reply_to_message",
        "reply_markup",
        "inline_keyboard",
        "user",
    ),
    *(
        "via_bot",
        "forward_origin",
        "photo",
        "document",
        "sender_chat",
        "link_preview_options",
        "quote",
        "id",
        "type",
    ),
    *(
        "old_reaction",
        "new_reaction",
        "poll",
        "my_chat_member",
        "chat_member",
        "result",
        "ok",
        "error_code",
        "offset",
    ),
    *(
        "parameters",
        "retry_after",
        "migrate_to_chat_id",
        "description",
        "pinned_message",
        "external_reply",
        "data",
    ),
)
"""Names that the library reads."""


class Brought:
    """A request as the webhook looks at it."""

    headers = {"X-Telegram-Bot-Api-Secret-Token": "s3cr3t"}  # noqa: RUF012 - nobody changes it

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def read(self) -> bytes:
        """Return the body."""
        return self._body


def fuzz_index(data: bytes) -> None:
    """Harm the files of an index: it is refused in a word, or answers as the sound one does."""
    sound, times, answers = INDEX["sound"], INDEX["times"], INDEX["answers"]
    harmed = harm(sound, data)
    for path, content in harmed.items():
        path.write_bytes(content)
        # A bad disk changes no time, and what trusts it would not look again.
        os.utime(path, ns=(times[path], times[path]))
    try:
        found = contents(INDEX["folder"], segment())
    except StoreError as error:
        assert "\n" not in str(error)  # noqa: PT017 - a law, and no test of pytest's
    else:
        assert found == answers, "another answer"
    finally:
        for path in harmed:
            path.write_bytes(sound[path])
            os.utime(path, ns=(times[path], times[path]))


def harm(sound: Mapping[Path, bytes], orders: bytes) -> dict[Path, bytes]:
    """Return the changed files of an index: six bytes an order.

    They are the file, what befalls it (bits flipped, cut, cut out, put in, zeroed, another file's bytes), the place as
    a share of its length in 65536ths (two bytes), how much, and with what.
    """
    paths = sorted(sound)
    harmed: dict[Path, bytes] = {}
    for at in range(0, len(orders) - 5, 6):
        file, kind, high, low, much, value = orders[at : at + 6]
        path = paths[file % len(paths)]
        old = harmed.get(path, sound[path])
        place = len(old) * (high << 8 | low) >> 16
        head, tail = old[:place], old[place:]
        harmed[path] = (
            head + bytes((tail[0] ^ (value or 1),)) + tail[1:] if tail and kind % 6 == 0
            else head if kind % 6 == 1
            else head + tail[much:] if kind % 6 == 2
            else head + bytes((value,)) * much + tail if kind % 6 == 3
            else head + bytes(len(tail[:much])) + tail[much:] if kind % 6 == 4
            else sound[paths[value % len(paths)]]
        )  # fmt: skip
    return harmed


def fuzz_sealed(data: bytes) -> None:
    """Harm the files of an index and seal them again: it is refused in a word, or answers something."""
    sound = INDEX["sound"]
    harmed = sealed(sound, harm(sound, data))
    for path, content in harmed.items():
        path.write_bytes(content)
    try:
        contents(INDEX["folder"], segment())
    except StoreError as error:
        assert "\n" not in str(error)  # noqa: PT017 - a law, and no test of pytest's
    finally:
        for path in harmed:
            path.write_bytes(sound[path])


def sealed(sound: Mapping[Path, bytes], harmed: dict[Path, bytes]) -> dict[Path, bytes]:
    """Return changed files with the sums that :mod:`retrieval.index.disk.arrays` and its commits would write of them."""
    [commit] = [path for path in sound if path.name == "commit.json"]
    seals: dict[str, list[int]] = {}
    for path, content in list(harmed.items()):
        if path == commit or path.name == "CURRENT" or not path.is_relative_to(commit.parent):
            continue
        (size,) = struct.unpack("<Q", sound[path][-8:])
        end = len(sound[path]) - size
        if len(content) <= end:
            continue
        body, head = content[:-end], content[len(content) - end + -(-size // 4096) * 4 : -8]
        sums = b"".join(
            struct.pack("<I", zlib.crc32(body[at : at + 4096])) for at in range(0, len(body), 4096)
        )
        tail = sums + head + struct.pack("<Q", len(body))
        harmed[path] = body + tail
        seals[path.name] = [len(body) + len(tail), zlib.crc32(tail)]
    line = harmed.get(commit, sound[commit]).partition(b"\n")[2]
    try:
        kept = json.loads(line)
        for part in kept["parts"]:
            part[1:3] = seals.get(part[0], part[1:3])
        line = json.dumps(kept).encode()
    except (ValueError, LookupError, TypeError, RecursionError):
        # What is no JSON any more is sealed as it is.
        pass
    return harmed | {commit: b"%08x\n" % zlib.crc32(line) + line}


@cache
def segment() -> Segment:
    """Return what cuts questions."""
    return open_segmenter()


INDEX: dict[str, Any] = {}


def write_index(work: Path) -> None:
    """Write a small index, and note what it holds and answers: documents of two builds, and one taken away."""
    lines = [f"{number}市长主持第{number}次会议，天气晴朗。" for number in range(9)]
    write(work / "archive", "a.jsonl", *lines)
    write(work / "archive", "b.jsonl", "俞建华出席签字仪式。")
    update(work / "archive", work / "index")
    (work / "archive/b.jsonl").unlink()
    write(work / "archive", "c.jsonl", "刘吉主持了会议。")
    update(work / "archive", work / "index")
    paths = [path for path in (work / "index").rglob("*") if path.is_file() and path.suffix != ".lock"]
    INDEX.update(
        folder=work / "index",
        sound={path: path.read_bytes() for path in paths},
        times={path: path.stat().st_mtime_ns for path in paths},
        answers=contents(work / "index", segment()),
    )


def harms() -> Iterator[bytes]:
    """Yield one of each kind of harm to each of the first files, and two at once."""
    yield from (bytes((file, kind, 128, 0, 4, 1)) for file in range(6) for kind in range(6))
    yield bytes((0, 0, 64, 0, 1, 1, 1, 1, 200, 0, 1, 1))


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
        {
            "message_reaction": {
                "chat": chat,
                "message_id": 1,
                "user": person,
                "date": 1700000000,
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": "👍"}],
            }
        },
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
