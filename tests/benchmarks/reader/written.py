"""Everyday questions written by hand to teach the reader: of sets whose texts are not shipped, and of archives that are.

A line of ``tests/cases/lessons/<set>.tsv`` is a question, a document of the set, where in its text the answering stretch
of a sentence begins and ends, where the exact words do (both 0 where no stretch answers), and the kind of question. So no
text of a set stands in the file. A question that several sentences answer stands in as many lines, and one that the set does not
answer names no document. The folders beside it are benches with archives of their own.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.evaluation.bench import Asked, read_bench

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_written(file: Path, texts: Mapping[str, str]) -> tuple[list[Asked], dict[str, list[str]]]:
    """Return the questions of a file as those of a bench, and the exact words that answer each, by its id.

    Args:
        file: the questions.
        texts: the documents of the set, by id.
    """
    asked: dict[str, Asked] = {}
    spans: dict[str, list[str]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        question, document, *places, kind = line.split("\t")
        start, end, first, last = map(int, places)
        if question not in asked:
            id = f"{file.stem}-written-{number}"
            asked[question] = Asked(id, question, (), frozenset(), kind=kind, answerable=bool(document))
        if document:
            known, text = asked[question], texts[document]
            asked[question] = replace(
                known, answers=(*known.answers, text[start:end]), documents=known.documents | {document}
            )
            if last:
                spans.setdefault(known.id, []).append(text[first:last])
    return list(asked.values()), spans


def read_archive(folder: Path) -> tuple[list[Asked], dict[str, list[str]]]:
    """Return the same of an archive that was written with its questions: a bench with the field ``span``."""
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        records = list(map(json.loads, lines))
    spans = {f"{folder.name}-{one['id']}": one["span"] for one in records if one["span"]}
    return [replace(one, id=f"{folder.name}-{one.id}") for one in read_bench(folder)], spans


def read_texts(archive: Path) -> dict[str, str]:
    """Return the documents of a set by id: ``passages.jsonl``, as it is or packed by gzip."""
    file = next(archive.glob("passages.jsonl*"))
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return {record["id"]: record["text"] for record in map(json.loads, data.splitlines())}
