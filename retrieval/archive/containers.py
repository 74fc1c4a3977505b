"""Files in files: zip, tar, gzip and web archives, and large files of lines; nothing is unpacked to disk.

A container comes from somebody else and may be made to do harm. It may unpack to a multiple of its own size and no
more (packing.py), so that a bomb costs no more than an honest file; a member whose name leads out of the container is refused; and
containers in containers are opened to a certain depth.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from retrieval.archive.crawls import open_pages
from retrieval.archive.formats.decoding import UNREAD, decode
from retrieval.archive.limits import LONG_TEXT, go_on
from retrieval.archive.mailboxes import attachments_of, split_mailbox
from retrieval.archive.packing import Budget, counted, unpack
from retrieval.archive.records import Problem, SourceFile
from retrieval.archive.stretches import cut_lines, cut_text, may_be_cut
from retrieval.errors import UnreadableError
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# A document is held in memory as a whole, and several times over while it is repaired and cut.
LARGEST_FILE = 256 << 20
_DEPTH = 3
# The flag of a zip file that says that a name is UTF-8.
_UTF8 = 0x800
_BLOCK = 1 << 20
_LINES = (".jsonl", ".ndjson")
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_WEB_ARCHIVES = (".warc", ".warc.gz")
_PACKED = (".gz", ".bz2", ".xz")
_LETTERS, _MAILBOXES = (".eml",), (".mbox",)
# The libraries raise these for damaged bytes; a ValueError is what zipfile raises for an offset out of range.
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
)
_UNSHOWN = regex("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Operating systems leave these in an archive.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def is_streamed(path: str, size: int) -> bool:
    """Say whether a file of ``size`` bytes is read piece by piece rather than whole."""
    return is_container(path) or path.lower().endswith(_LINES) or (size > LONG_TEXT and may_be_cut(path))


def is_container(path: str) -> bool:
    """Say whether a file has others in it, which a library takes out."""
    return _is_deep(path) or path.lower().endswith((*_LETTERS, *_MAILBOXES))


def _is_deep(path: str) -> bool:
    """Say whether to open a file is a step deeper; a letter is a document itself, and what is attached to it is one."""
    return path.lower().endswith((".zip", *_TARS, *_WEB_ARCHIVES, *_PACKED))


def read_stream(
    path: str, stream: IO[bytes], size: int, report: Callable[[Problem], None]
) -> Iterator[SourceFile]:
    """Yield what a file of ``size`` bytes holds: itself, its pieces, or its members.

    Raises :class:`UnreadableError` where the file is damaged or holds more than it may. What was read until then has
    been yielded.
    """
    for source in _read(path, stream, Budget(size), report, _DEPTH):
        yield source
        go_on()


def shown_name(data: bytes) -> str:
    """Return a file's name as it can be shown anywhere: decoded by evidence, controls written out.

    >>> shown_name("会议.txt".encode("gbk"))
    '会议.txt'
    """
    try:
        name, encoding = decode(data)
    except UnreadableError:
        name, encoding = "", ""
    if not encoding or UNREAD.search(encoding):
        # Not `\xb4`: the maker of a zip file may have parted folders by a backslash.
        name = "".join(chr(byte) if byte < ord("\x7f") else f"%{byte:02X}" for byte in data)
    # A name with an escape sequence or a direction mark would change what a terminal shows.
    return _UNSHOWN.sub(lambda match: f"\\x{ord(match[0]):02x}", name)


def _read(
    path: str, stream: IO[bytes], budget: Budget, report: Callable[[Problem], None], depth: int
) -> Iterator[SourceFile]:
    try:
        yield from _read_contents(path, stream, budget, report, depth)
    except _BROKEN as error:
        raise UnreadableError(f"it is damaged ({str(error) or type(error).__name__})") from None
    except OSError as error:
        # gzip and bz2 raise it without a number for damaged bytes; an error of the disk has a number.
        if error.errno is not None:
            raise
        raise UnreadableError(f"it is damaged ({error})") from None
    except (UnreadableError, MemoryError):
        raise
    except RuntimeError as error:
        # zipfile raises it for a member under a password.
        raise UnreadableError(f"it is locked ({error})") from None
    # A library raises whatever it likes where a file is damaged. That file is lost, and no other.
    except Exception as error:
        raise UnreadableError(f"it is damaged ({type(error).__name__})") from error


def _read_contents(
    path: str, stream: IO[bytes], budget: Budget, report: Callable[[Problem], None], depth: int
) -> Iterator[SourceFile]:
    lower = path.lower()
    container = _is_deep(path)
    if container and not depth:
        raise UnreadableError(f"it lies more than {_DEPTH} containers deep: unpack them")
    if lower.endswith(".zip"):
        yield from _read_zip(path, stream, budget, report, depth - 1)
    elif container:
        with unpack(stream, budget) as unpacked:
            if lower.endswith(_TARS):
                yield from _read_tar(path, unpacked, budget, report, depth - 1)
            elif lower.endswith(_WEB_ARCHIVES):
                yield from _read_web_archive(path, unpacked, budget, report)
            else:
                inner = path[: path.rindex(".")].rpartition("/")[2]
                yield from _read(f"{path}!/{inner}", unpacked, budget, report, depth - 1)
    elif lower.endswith(_LETTERS):
        yield from _read_letter(path, _read_whole(stream), budget, report, depth)
    elif lower.endswith(_MAILBOXES):
        for number, letter in enumerate(split_mailbox(stream), 1):
            yield from _read_member(f"{path}!/{number}.eml", io.BytesIO(letter), budget, report, depth)
    else:
        yield from _read_plain(path, stream, budget, report)


def _read_plain(
    path: str, stream: IO[bytes], budget: Budget, report: Callable[[Problem], None]
) -> Iterator[SourceFile]:
    """Yield a file that holds no others: itself, or its pieces where it is a long one."""

    def tell(line: int, message: str) -> None:
        report(Problem(path, line, message))

    if path.lower().endswith(_LINES):
        for line, piece in cut_lines(stream, tell):
            yield SourceFile(path, piece, line)
        return
    budget.spend_part()
    begin = _read_some(stream, LONG_TEXT + 1) if may_be_cut(path) else b""
    if len(begin) <= LONG_TEXT:
        yield SourceFile(path, begin + _read_whole(stream))
        return
    for line, stretch in cut_text(begin, stream, tell):
        yield SourceFile(path, stretch, line)


def _read_some(stream: IO[bytes], length: int) -> bytes:
    """Return so many bytes; fewer only where there are no more."""
    blocks = []
    while length and (block := stream.read(min(length, _BLOCK))):
        length -= len(block)
        blocks.append(block)
    return b"".join(blocks)


def _read_whole(stream: IO[bytes]) -> bytes:
    blocks = []
    length = 0
    while block := stream.read(_BLOCK):
        length += len(block)
        if length > LARGEST_FILE:
            raise UnreadableError(f"it is larger than {LARGEST_FILE >> 20} MB: split it")
        blocks.append(block)
    return b"".join(blocks)


def _read_letter(
    path: str, data: bytes, budget: Budget, report: Callable[[Problem], None], depth: int
) -> Iterator[SourceFile]:
    """Yield a letter and what is attached to it."""
    budget.spend_part()
    yield SourceFile(path, data)
    for number, (name, content) in enumerate(attachments_of(data), 1):
        # A letter may lie in a letter, as containers lie in containers.
        if not depth:
            raise UnreadableError(f"it lies more than {_DEPTH} containers deep: unpack them")
        where = f"{path}!/{_UNSHOWN.sub('', name).replace('/', '_') or number}"
        yield from _read_member(where, counted(io.BytesIO(content), budget), budget, report, depth - 1)


def _read_member(
    path: str, member: IO[bytes], budget: Budget, report: Callable[[Problem], None], depth: int
) -> Iterator[SourceFile]:
    """Yield a member's files; one damaged member is reported, and the container goes on."""
    try:
        if path.lower().endswith(".zip"):
            # A zip file is read from its end, and a stream inside another one cannot always seek to it.
            member = io.BytesIO(_read_whole(member))
        yield from _read(path, member, budget, report, depth)
    except UnreadableError as error:
        if budget.is_spent:
            raise
        report(Problem(path, None, str(error)))


def _read_zip(
    path: str, stream: IO[bytes], budget: Budget, report: Callable[[Problem], None], depth: int
) -> Iterator[SourceFile]:
    with zipfile.ZipFile(stream) as container:
        members = list(_zip_members(container))
        for name, info in sorted(members, key=lambda member: member[0]):
            where = _where(path, name, report)
            if where is None:
                continue
            try:
                member = container.open(info)
            except (*_BROKEN, RuntimeError) as error:
                report(Problem(where, None, f"it is damaged or locked ({error})"))
                continue
            with member:
                yield from _read_member(where, counted(member, budget), budget, report, depth)


def _zip_members(container: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the files in a zip file, each with its name."""
    members = [info for info in container.infolist() if not info.is_dir()]
    # Without a flag a name is in the encoding of its maker's system, which zipfile takes for code page 437. One name is
    # short: all of them together show the encoding better.
    plain = [info for info in members if not info.flag_bits & _UTF8]
    given = [info.orig_filename.encode("cp437", "replace") for info in plain]
    names = dict(zip(map(id, plain), _shown_names(given), strict=True))
    for info in members:
        yield names.get(id(info)) or shown_name(info.filename.encode("utf-8", "surrogatepass")), info


def _shown_names(names: Sequence[bytes]) -> list[str]:
    try:
        decoded = decode(b"\n".join(names))[0].split("\n")
    except UnreadableError:
        decoded = []
    if len(decoded) != len(names) or any("\ufffd" in name for name in decoded):
        return list(map(shown_name, names))
    return [shown_name(name.encode("utf-8")) for name in decoded]


def _read_tar(
    path: str, stream: IO[bytes], budget: Budget, report: Callable[[Problem], None], depth: int
) -> Iterator[SourceFile]:
    with tarfile.open(fileobj=stream, mode="r|") as container:
        for info in container:
            name = shown_name(info.name.encode("utf-8", "surrogateescape"))
            if info.isdir() or (where := _where(path, name, report)) is None:
                continue
            member = container.extractfile(info) if info.isreg() else None
            if member is None:
                report(Problem(where, None, "it is a link or a device: put the file itself there"))
                continue
            yield from _read_member(where, member, budget, report, depth)


def _where(path: str, name: str, report: Callable[[Problem], None]) -> str | None:
    """Return a member's path in the archive, or None for one that is not read."""
    name = name.replace("\\", "/")
    if any(part.startswith(".") and part not in (".", "..") for part in name.split("/")):
        return None
    if name.startswith(_LITTER) or name.endswith(_LITTER):
        return None
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        report(Problem(f"{path}!/{name}", None, "its name leads out of its container: it is left out"))
        return None
    return f"{path}!/{name.removeprefix('./')}"


def _read_web_archive(
    path: str, stream: IO[bytes], budget: Budget, report: Callable[[Problem], None]
) -> Iterator[SourceFile]:
    for page in open_pages(stream):
        where = f"{path}!/{_UNSHOWN.sub('', page.url)}"
        if page.content is None:
            report(Problem(where, None, f"its packing {page.packing!r} is not read"))
            continue
        budget.spend_part()
        # A page may be packed once more.
        yield SourceFile(where, _read_whole(counted(page.content, budget)), url=page.url, media=page.media)
