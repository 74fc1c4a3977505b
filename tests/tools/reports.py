"""A report of a paper as an archive holds it, and its copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.archive.documents import parse_document
from retrieval.archive.records import Record, Repaired

if TYPE_CHECKING:
    from retrieval.values import Document


REPORT = (
    "7月2日上午，全市防汛工作第一次会议在江城召开，市长周明主持会议，各区负责人参加。会议指出，连日降雨使水位上升，形势不容乐观。"
    "会议要求，逐段排查堤防，备足物资，落实责任到人，确保安全度汛。周明强调，要把群众安全放在首位，及时转移低洼处的居民，不得延误。"
)


def document(id: str, text: str = REPORT, **fields: Any) -> Document:
    """Return a document as a record of a JSON file gives it."""
    record = Record(path="a.jsonl", id=id, text=text, body=True, **fields)
    return parse_document(record, Repaired(text))
