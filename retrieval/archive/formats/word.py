"""Word: paragraphs and tables in their order, with title and author from the file's properties."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from retrieval.archive.formats.packages import open_package
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.table import Table

    from retrieval.archive.records import Problem, SourceFile

# A .docx under a password is no zip file but an OLE container, as the old .doc is. It begins so.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# The template of python-docx was made then, and every file that it writes claims the same of itself.
_TEMPLATE_MADE = "2013-12-23T23:15"


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the document as one record, with a line for each paragraph and each row of a table."""
    if file.data.startswith(_OLE):
        raise UnreadableError("it is under a password, or an old .doc: save it as .docx without one")
    open_package(file.data).close()
    # Imported here: only an archive with Word files waits for it.
    from docx import Document  # noqa: PLC0415 - see above
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - see above
    from docx.table import Table  # noqa: PLC0415 - see above

    try:
        document = Document(io.BytesIO(file.data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise UnreadableError(f"it is no Word file, or damaged ({error})") from None
    lines: list[str] = []
    title = ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += _rows(block)
        elif not title and not lines and block.style and block.style.name in ("Title", "Heading 1"):
            title = block.text.strip()
        else:
            lines += block.text.split("\n")
    properties = document.core_properties
    text = "\n".join(lines)
    if not text.strip():
        raise UnreadableError("it holds no text")
    made = properties.created
    yield Record(
        path=file.path,
        text=text,
        title=title or properties.title or "",
        byline=properties.author if properties.author != "python-docx" else "",
        created=made.date().isoformat() if made and f"{made:%Y-%m-%dT%H:%M}" != _TEMPLATE_MADE else "",
        encoding="docx",
        body=bool(title),
    )


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        # python-docx gives a merged cell once for each column that it covers.
        cells = list(dict.fromkeys((cell._tc, cell.text.strip()) for cell in row.cells))  # noqa: SLF001 - tells merged cells from equal ones
        yield " | ".join(text.replace("\n", " ") for _, text in cells if text)
