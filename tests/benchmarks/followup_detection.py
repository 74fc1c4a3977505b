"""Which questions are held for follow-ups, and what is taken over into them. Called by ``followups.py``."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

from retrieval import Turn
from retrieval.chinese.folding import fold
from retrieval.chinese.words import open_segmenter
from retrieval.conversation import find_follow_up, understand
from retrieval.conversation.mentions import find_mentions
from retrieval.conversation.topics import find_topic

_QUESTION = re.compile(r"[谁吗呢哪几]|什么|怎|多少|为啥|啥")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the values of a file with one in a line."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_leaning() -> frozenset[str]:
    """Return the ids of the benches' questions that follow_up, as a person read them."""
    return frozenset(line["id"] for line in read_lines(Path("tests/cases/leaning_questions.jsonl")))


def measure_detection(benches: list[Path], chat: Path | None, *, listed: bool) -> None:
    """Print how many questions of the benches, and of the chat, are held for follow-ups."""
    leaning, held, whole = read_leaning(), 0, 0
    for bench in benches:
        questions = [line for line in read_lines(bench / "questions.jsonl") if line["id"] not in leaning]
        began = time.perf_counter()
        wrong = [
            (line["question"], follow_up)
            for line in questions
            if (follow_up := find_follow_up(line["question"]))
        ]
        each = (time.perf_counter() - began) / len(questions) * 1e6
        print(
            f"{bench.name}: {len(wrong)} of {len(questions)} self-contained questions held "
            f"({len(wrong) / len(questions):.2%}), {each:.0f} µs each"
        )
        held, whole = held + len(wrong), whole + len(questions)
        if listed:
            for question, follow_up in wrong:
                print(f"    {follow_up.kind}\t{follow_up.word or follow_up.head}\t{question}")
    if chat:
        lines = [line for line in read_lines(chat) if line["needs_rewrite"]]
        for name, some in (
            ("utterances", lines),
            ("questions", [line for line in lines if _QUESTION.search(line["utterance"])]),
        ):
            right = sum(find_follow_up(line["utterance"]) is not None for line in some)
            print(
                f"chat: {right} of {len(some)} leaning {name} held: recall {right / len(some):.3f}; "
                f"precision {right / (right + held):.3f} against the {whole} self-contained questions"
            )
            _measure_words(some, name)


def _measure_words(lines: list[dict[str, Any]], name: str) -> None:
    """Print how many of the words that a chat's utterance left out are taken over into it."""
    segment = open_segmenter("rjieba", ())
    left_out, found, found_where_taken, taken = 0, 0, 0, 0
    for line in lines:
        first, second = line["context"]
        asked, rewritten = fold(line["utterance"]), fold(line["rewrite"])
        words = {word.of(rewritten) for word in segment(rewritten)} - {
            word.of(asked) for word in segment(asked)
        }
        turn = Turn(
            first,
            first,
            found=True,
            mentioned=find_mentions(second, "what", None, segment)
            + find_mentions(first, "what", None, segment),
            topic=find_topic(first, segment(first), second, ""),
        )
        understood = understand(line["utterance"], [turn], now=0.0)
        carried = fold(" ".join(part.text for part in understood.carried))
        here = sum(word in carried for word in words)
        left_out, found = left_out + len(words), found + here
        if carried:
            taken, found_where_taken = taken + len(words), found_where_taken + here
    print(
        f"chat: of the words that {name} left out, {found / left_out:.3f} are taken over; "
        f"{found_where_taken / taken:.3f} where anything is"
    )
