"""What the program itself finds for each question, so that the reader learns from its likeliest mistakes.

A line of the file that is written is a question with the sentences that the lexical ranking likes best; the
evidence of each sentence stands in an array beside it, so that the lexical network can be fitted anew without a
question's own passage (``lessons.py``).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from answers import is_tuned

from retrieval import Settings, open_answerer, read_settings
from retrieval.answering.calibration import estimate_confidence
from retrieval.answering.weighing import Weighed
from retrieval.evaluation.bench import read_bench
from retrieval.evaluation.measuring import is_right

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from retrieval.answering.answerer import Answerer
    from retrieval.answers import Quote
    from retrieval.evaluation.bench import Asked

LIKED = 20
"""So many sentences are kept of each question."""


def neighbours(quote: Quote) -> tuple[str, str]:
    """Return the sentences before and behind a quote in its paragraph; empty where there is none."""
    sentences, text = quote.passage.sentences, quote.passage.text
    place = sentences.index(quote.sentence)
    before = sentences[place - 1].of(text) if place else ""
    behind = sentences[place + 1].of(text) if place + 1 < len(sentences) else ""
    return before, behind


def _tell(asked: Asked, quote: Quote) -> dict[str, Any]:
    before, behind = neighbours(quote)
    day = quote.metadata.date
    exact = quote.exact
    return {
        "document": quote.metadata.id,
        "title": quote.metadata.title,
        "day": day.isoformat() if day else "",
        # As the program gives it to the reader.
        "before": quote.introduced or before,
        "sentence": quote.text,
        "behind": behind,
        "score": quote.score,
        "right": is_right(asked, quote),
        "exact": [exact.start - quote.sentence.start, exact.end - quote.sentence.start] if exact else None,
    }


def collect(answerer: Answerer, name: str, questions: Iterable[Asked], out: Path) -> None:
    """Ask the program each question, and write ``<out>.jsonl`` and ``<out>.npz``."""
    rows: list[np.ndarray] = []
    with out.with_suffix(".jsonl").open("w", encoding="utf-8") as file:
        for asked in questions:
            found = answerer.weigh(asked.question)
            if not isinstance(found, Weighed):
                continue
            quotes = found.ranking.quotes[:LIKED]
            record = {
                "set": name,
                "id": asked.id,
                "question": asked.question,
                "kind": found.question.kind,
                "answers": list(asked.answers),
                "documents": sorted(asked.documents),
                "tuned": is_tuned(asked),
                "answerable": asked.answerable,
                "confidence": estimate_confidence(found.signals, answerer.calibration),
                "threshold": answerer.threshold,
                "candidates": [_tell(asked, quote) for quote in quotes],
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            rows.append(found.ranking.evidence[:LIKED].astype(np.float32))
    sizes = np.array([len(some) for some in rows])
    np.savez_compressed(out.with_suffix(".npz"), rows=np.concatenate(rows), sizes=sizes)


def open_archive(archive: Path, index: Path, engine: str) -> Answerer:
    """Open an archive with the lexical reader; its index is built where there is none."""
    settings = read_settings(Settings, archive=archive, index=index, engine=engine, reader="lexical")
    return open_answerer(settings, print)


def collect_bench(bench: Path, out: Path) -> None:
    """Ask a bench's own archive its questions."""
    answerer = open_archive(bench / "archive", out / f"{bench.name}-index", "memory")
    collect(answerer, bench.name, read_bench(bench), out / bench.name)
