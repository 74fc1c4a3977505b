"""A bench → its questions with their known answers.

A bench is a folder with ``questions.jsonl`` and, where it brings its own archive, a folder ``archive``; or a CSV
file with the columns ``question`` and ``answer`` (several answers are parted by ``|``; without one, the archive
does not say). A line of ``questions.jsonl``:

    {"id", "question", "answers", "passage_id"?, "passage_ids"?, "answerable"?, "kind"?, "asked_on"?}

``kind`` sorts the questions of a bench as its maker does (:mod:`retrieval.evaluation.outcomes`), ``asked_on`` is the
day on which one is asked: 昨天 is the day before it. Without one it is asked today.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retrieval.archive.formats.decoding import decode
from retrieval.errors import BenchError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a bench.

    ``documents`` are the ids of those that answer it, empty where any may; ``kind`` is what its bench calls it, empty
    where it says nothing; ``asked_on`` the asker's day, None for today.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    documents: frozenset[str] = frozenset()
    answerable: bool = True
    kind: str = ""
    asked_on: date | None = None


def read_bench(path: Path) -> list[Asked]:
    """Read the questions of a bench: a folder, its ``questions.jsonl`` or a CSV file.

    Raises:
        BenchError: there is none, or a line of it is no question.
    """
    file = path / "questions.jsonl" if path.is_dir() else path
    try:
        text, _ = decode(file.read_bytes())
    except (OSError, UnreadableError) as error:
        raise BenchError(
            f"{str(file)!r} cannot be read ({error}): name a folder with questions.jsonl, or a CSV file"
        ) from None
    read = _read_csv if file.suffix.lower() == ".csv" else _read_lines
    asked = list(read(text, str(file)))
    if not asked:
        raise BenchError(f"{str(file)!r} holds no question")
    twice = next((id for id, count in Counter(one.id for one in asked).items() if count > 1), None)
    if twice is not None:
        raise BenchError(f"{str(file)!r} has two questions with the id {twice!r}: give each its own, or none")
    return asked


def _read_lines(text: str, name: str) -> Iterable[Asked]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            question = str(record["question"])
            answerable = bool(record.get("answerable", True)) and not record.get("unanswerable")
            given = record.get("answers") if "answers" in record or answerable else ()
            answers = (given,) if isinstance(given, str) else tuple(map(str, given or ()))
            documents = {record.get("passage_id"), *(record.get("passage_ids") or ())} - {None, ""}
            day = date.fromisoformat(record["asked_on"]) if record.get("asked_on") else None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise BenchError(
                f'{name}:{number} is no question: write {{"question": "…", "answers": ["…"]}} on one line'
            ) from None
        # A misspelt key would make a question of every line that the archive must not answer.
        if given is None or (not answers and record.get("answerable")):
            raise BenchError(
                f'{name}:{number} has no "answers" (its keys: {", ".join(record)}): write "answers": ["…"], or '
                '"answerable": false where the archive does not say'
            )
        yield Asked(
            id=str(record.get("id", number)),
            question=question,
            answers=answers,
            documents=frozenset(map(str, documents)),
            answerable=answerable and bool(answers),
            kind=str(record.get("kind") or ""),
            asked_on=day,
        )


def _read_csv(text: str, name: str) -> Iterable[Asked]:
    # Line breaks inside quotation marks are the cell's own.
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        rows.fieldnames = [column.strip().lower() for column in rows.fieldnames or ()]
        if not {"question", "answer"} <= set(rows.fieldnames):
            raise BenchError(
                f"{name}: its first line must name the columns question and answer, parted by a comma"
                f" (it is {','.join(rows.fieldnames) or 'empty'})"
            )
        known = False
        for row in rows:
            if not (row["question"] or "").strip():
                continue
            # 谁主持会议？，刘吉 is one cell: a full-width comma parts none.
            if row["answer"] is None:
                raise BenchError(
                    f"{name}:{rows.line_num} has no cell for the answer: put a comma (,) behind the question, and "
                    "nothing behind that where the archive does not say"
                )
            answers = tuple(part.strip() for part in row["answer"].split("|") if part.strip())
            known = known or bool(answers)
            yield Asked(f"{rows.line_num}", row["question"], answers, answerable=bool(answers))
    except csv.Error as error:
        raise BenchError(f"{name}:{rows.line_num} is no line of a table: {error}") from None
    if rows.line_num > 1 and not known:
        raise BenchError(
            f"{name}: no row has an answer: write it into the column answer, several parted by |"
        )
