"""Old files of offices, ``.doc``, ``.wps``, ``.odt`` and ``.ppt``: LibreOffice, where it is installed, writes them anew.

A library that reads them well there is none. LibreOffice runs in a folder of its own, without its user's settings, and
is stopped where it takes too long.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from retrieval.archive.formats import pdf, word
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, Record, SourceFile

_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")
# Slides are written as pages, so that each keeps its number.
_TARGETS = {".ppt": "pdf"}


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield what the file is as ``.docx`` or ``.pdf``."""
    suffix = PurePosixPath(file.path).suffix.lower()
    target = _TARGETS.get(suffix, "docx")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableError(
            f"LibreOffice reads it, and is not installed: install it, or save it as .{target}"
        )
    written = _convert(program, file.data, suffix, target)
    reader = pdf if target == "pdf" else word
    for record in reader.read_records(replace(file, data=written), report):
        yield replace(record, encoding=suffix[1:])


def _convert(program: str, data: bytes, suffix: str, target: str) -> bytes:
    with TemporaryDirectory(prefix="wendang-") as folder:
        # The file's own name is the archive's, and no argument of a command.
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={Path(folder, 'settings').as_uri()}", "--headless", "--norestore",
            "--convert-to", target, "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS, cwd=folder)  # noqa: S603 - no word of it is the archive's
        except subprocess.TimeoutExpired:
            raise UnreadableError(f"LibreOffice did not read it in {_SECONDS} seconds") from None
        except (subprocess.CalledProcessError, OSError) as error:
            raise UnreadableError(f"LibreOffice cannot read it ({error})") from None
        result = source.with_suffix(f".{target}")
        if not result.exists():
            raise UnreadableError("LibreOffice cannot read it: it is damaged, or under a password")
        return result.read_bytes()
