"""How well a conversation is followed: which questions are held for follow-ups, what is taken over, what is answered.

    python tests/benchmarks/followups.py detection BENCH... [--chat DIALOGUES.jsonl] [--list]
    python tests/benchmarks/followups.py changes BENCH... [--limit N] [--list]
    python tests/benchmarks/followups.py pairs BENCH... [--limit N] [--list]
    python tests/benchmarks/followups.py spoken BENCH... [--list]
    python tests/benchmarks/followups.py dialogues ARCHIVE...

A BENCH is a folder with ``questions.jsonl`` (``id``, ``question``, ``answers``, ``passage_id``) and ``archive/``.
Its questions count as self-contained, except those that ``tests/cases/leaning_questions.jsonl`` names: a person
read every question that any version of the detection held, and wrote down which lean (他 without a name) and why.

``detection`` counts how many questions are held for follow-ups: of the self-contained ones (too many) and of the
chat's third utterances, all of which lean (``rewrite`` says what they left out). With ``--chat`` it prints
precision and recall too, and how many of the words left out are taken over from the two utterances before.

``changes`` asks the benches' own questions as the second of a conversation, after a question about the same
passage and after one about another, and counts how many are changed.

``pairs`` makes follow-ups from neighbouring questions about the same passage: where the second one opens with
words of the first (at least one noun), these are replaced by a pronoun or left out, by turns. Each pair is
asked as a conversation, over the archives of all benches together: the first question as it stands, then the
follow-up. Printed, by kind: how many leaned, how often what was taken over holds the words that were removed,
and S@1 of the full question, of the follow-up alone, and of the follow-up in its conversation.

``spoken`` holds the conversations of ``tests/cases/bench_dialogues.jsonl`` over the archives of all benches
together: follow-ups in a person's own words, each to the question of a bench (``asks``) whose gold answer is
expected. They were written before they were run; RESULTS.md says how many were right then.

``dialogues`` holds the conversations of ``tests/cases/dialogues.jsonl`` over the archives that they name
(``seeds``, ``tests/cases/newsroom.jsonl``, and ``xwlb``, which is not part of the project), and counts those
that are right in every turn: the first sentence shown holds the words that were expected.
"""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import json
import logging
import re
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval import Answer, Answerer, Settings, Turn, Understood, open_answerer, read_settings
from retrieval.chinese.folding import fold
from retrieval.chinese.words import open_segmenter
from retrieval.conversation import converse, find_follow_up, speaks_of, understand
from retrieval.conversation.mentions import find_mentions
from retrieval.conversation.topics import find_topic

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASKING = re.compile(r"谁|什么|哪|几|多少|何|怎|为")
_PREDICATES = "的在是有曾为由被位属共主最从于以现将何哪什多与和对因又也都一大平成建出获担受"
_QUESTION = re.compile(r"[谁吗呢哪几]|什么|怎|多少|为啥|啥")


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


# --- detection ---------------------------------------------------------------------------------------


def _leaning() -> frozenset[str]:
    """Return the ids of the benches' questions that follow_up, as a person read them."""
    return frozenset(line["id"] for line in _lines(Path("tests/cases/leaning_questions.jsonl")))


def measure_detection(benches: list[Path], chat: Path | None, *, listed: bool) -> None:
    """Print how many questions of the benches, and of the chat, are held for follow-ups."""
    leaning, held, whole = _leaning(), 0, 0
    for bench in benches:
        questions = [line for line in _lines(bench / "questions.jsonl") if line["id"] not in leaning]
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
        lines = [line for line in _lines(chat) if line["needs_rewrite"]]
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


# --- pairs --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """Two questions about one passage, the second also as a follow-up of the first."""

    id: str
    first: str
    full: str
    follow_up: str
    removed: str
    kind: str


def make_pairs(questions: list[dict[str, Any]]) -> Iterator[Pair]:
    """Yield the pairs of a bench."""
    import jieba.posseg  # noqa: PLC0415 - loads a second dictionary that only this command needs

    jieba.setLogLevel(logging.ERROR)
    passages = defaultdict(list)
    for question in questions:
        passages[question["passage_id"]].append(question)
    number = 0
    for asked in passages.values():
        for one, other in pairwise(asked):
            first, full = one["question"].strip(), other["question"].strip()
            removed, tag = _shared_opening(first, full, jieba.posseg)
            rest = full[len(removed) :]
            if not removed or len(re.sub(r"[\W_]", "", rest)) < 4:
                continue
            number += 1
            person = (tag.startswith("nr") and len(removed) <= 3) or "·" in removed
            if number % 2:
                yield Pair(
                    other["id"],
                    first,
                    full,
                    ("他" if person else "它") + rest,
                    removed,
                    "他" if person else "它",
                )
            else:
                rest = rest.removeprefix("的").lstrip("，, ")
                yield Pair(other["id"], first, full, rest, removed, "left out")


def _shared_opening(first: str, full: str, tagger: Any) -> tuple[str, str]:
    """Return the words that open ``full`` and stand in ``first`` too, and the last one's tag.

    Where a word that begins a predicate follows, they end there, else where a word ends: half a name left
    behind (大鳞大眼|鲷) would make follow-ups that nobody says.
    """
    match = difflib.SequenceMatcher(None, fold(first), fold(full), autojunk=False).find_longest_match()
    if match.b != 0:
        return "", ""
    opening = fold(full)[: match.size]
    while opening and opening[-1] in _PREDICATES:
        opening = opening[:-1]
    if fold(full)[len(opening) : len(opening) + 1] not in tuple(_PREDICATES):
        return "", ""
    words = tagger.lcut(opening)
    if len(opening) < 2 or _ASKING.search(opening) or not any(word.flag[0] in "nxjei" for word in words):
        return "", ""
    return full[: len(opening)], words[-1].flag


@dataclass
class Tally:
    """What was counted for one kind of follow-up."""

    pairs: int = 0
    leaned: int = 0
    carried: int = 0
    full: int = 0
    alone: int = 0
    conversed: int = 0

    def add(self, **counted: bool) -> None:
        """Count one pair."""
        self.pairs += 1
        for name, yes in counted.items():
            setattr(self, name, getattr(self, name) + yes)

    def row(self, name: str) -> str:
        """Return the tally as a row of a table."""
        n = self.pairs or 1
        return (
            f"| {name} | {self.pairs} | {self.leaned / n:.3f} | {self.carried / n:.3f} | {self.full / n:.3f} | "
            f"{self.alone / n:.3f} | {self.conversed / n:.3f} | {self.conversed / (self.full or 1):.3f} |"
        )


def measure_pairs(benches: list[Path], score: Any, limit: int | None, *, listed: bool) -> None:
    """Ask the pairs of each bench, and print how they fared."""
    answerer = _open_together(benches)
    print(
        "| bench, kind | pairs | leaned | carried | S@1 full | S@1 alone | S@1 in conversation | share of full |"
    )
    print("|---|---|---|---|---|---|---|---|")
    tallies: dict[str, Tally] = defaultdict(Tally)
    spent = []
    for bench in benches:
        questions = _lines(bench / "questions.jsonl")
        gold = {question["id"]: question for question in questions}
        for pair in islice(make_pairs(questions), limit):
            first = converse(answerer, pair.first, now=0.0)
            began = time.perf_counter()
            understood = _understand(answerer, pair.follow_up, first.turn)
            spent.append(time.perf_counter() - began)
            reply = converse(answerer, pair.follow_up, [first.turn], now=1.0)
            taken = fold(" ".join(carried.text for carried in reply.understood.carried))
            counted = {
                "leaned": bool(understood.carried),
                "carried": fold(pair.removed) in taken,
                "full": _right(score, gold[pair.id], answerer.ask(pair.full)),
                "alone": _right(score, gold[pair.id], answerer.ask(pair.follow_up)),
                "conversed": _right(score, gold[pair.id], reply.answer),
            }
            short = ["all, 10 characters or less"] if len(pair.follow_up) <= 10 else []
            for name in (f"{bench.name}, {pair.kind}", bench.name, f"all, {pair.kind}", "all", *short):
                tallies[name].add(**counted)
            if listed and counted["full"] and not counted["conversed"]:
                print(f"    {pair.first} | {pair.full} | {pair.follow_up} | {reply.understood.line}")
    for name, tally in sorted(tallies.items(), key=lambda item: (item[0].startswith("all"), item[0])):
        print(tally.row(name))
    spent.sort()
    print(
        f"understanding a question: p50 {spent[len(spent) // 2] * 1e3:.2f} ms, p95 {spent[len(spent) * 95 // 100] * 1e3:.2f} ms"
    )


def measure_changes(benches: list[Path], limit: int | None, *, listed: bool) -> None:
    """Print how many of the benches' own questions a conversation changes, after two kinds of question."""
    answerer, leaning = _open_together(benches), _leaning()
    for bench in benches:
        questions = list(islice(_lines(bench / "questions.jsonl"), limit))
        turns = [converse(answerer, question["question"].strip(), now=0.0).turn for question in questions]
        for name in ("the same passage", "another passage"):
            asked: Counter[bool] = Counter()
            changed: Counter[bool] = Counter()
            for number, question in enumerate(questions):
                # Half the bench away stands another passage; the line before is mostly the same one.
                before = number - 1 if name == "the same passage" else number - len(questions) // 2
                same = questions[before]["passage_id"] == question["passage_id"]
                if same != (name == "the same passage"):
                    continue
                leans = question["id"] in leaning
                asked[leans] += 1
                understood = _understand(answerer, question["question"].strip(), turns[before])
                if understood.carried:
                    changed[leans] += 1
                    if listed:
                        mark = "leans" if leans else "WHOLE"
                        print(f"    {mark} {turns[before].asked} | {understood.asked} | {understood.line}")
            print(
                f"{bench.name}, after a question about {name}: {changed[False]} of {asked[False]} self-contained "
                f"questions changed ({changed[False] / asked[False]:.2%}), {changed[True]} of {asked[True]} that lean"
            )


def measure_spoken(benches: list[Path], score: Any, *, listed: bool) -> None:
    """Hold the conversations over the benches, and print how many follow-ups are answered right."""
    answerer = _open_together(benches)
    gold = {line["id"]: line for bench in benches for line in _lines(bench / "questions.jsonl")}
    tally = Tally()
    for dialogue in _lines(Path("tests/cases/bench_dialogues.jsonl")):
        if dialogue["bench"] not in {bench.name for bench in benches}:
            continue
        turns = [converse(answerer, gold[dialogue["first"]]["question"].strip(), now=0.0).turn]
        for asked in dialogue["turns"]:
            expected = gold[asked["asks"]]
            reply = converse(answerer, asked["question"], turns, now=0.0)
            turns.append(reply.turn)
            counted = {
                "leaned": bool(reply.understood.carried),
                "full": _right(score, expected, answerer.ask(expected["question"].strip())),
                "alone": _right(score, expected, answerer.ask(asked["question"])),
                "conversed": _right(score, expected, reply.answer),
            }
            tally.add(**counted)
            if listed and not counted["conversed"]:
                line = reply.understood.line
                print(f"    {dialogue['number']} {asked['question']} | {line} | full: {counted['full']}")
    print(
        f"{tally.pairs} follow-ups: {tally.leaned} leaned; right in conversation {tally.conversed}, "
        f"alone {tally.alone}, the question in full {tally.full}"
    )


def _understand(answerer: Answerer, question: str, turn: Turn) -> Understood:
    return understand(question, [turn], now=1.0, speaks_of=partial(speaks_of, answerer.index))


def _open_together(benches: list[Path]) -> Answerer:
    """Open the archives of all benches as one: alone, a follow-up has more to be lost among."""
    with tempfile.TemporaryDirectory() as folder:
        for bench in benches:
            for file in (bench / "archive").iterdir():
                shutil.copyfile(file, Path(folder) / f"{bench.name}-{file.name}")
        return open_answerer(read_settings(Settings, archive=Path(folder), threshold=0.0), print)


# --- dialogues ----------------------------------------------------------------------------------------


def measure_dialogues(path: Path, archives: list[Path]) -> None:
    """Hold the dialogues of a file, each over its archive, and print which turns went wrong."""
    dialogues = _lines(path)
    for archive in archives:
        mine = [dialogue for dialogue in dialogues if dialogue["archive"] == archive.stem]
        settings = read_settings(Settings, archive=archive)
        answerer = open_answerer(settings, print)
        right = 0
        for dialogue in mine:
            turns: list[Turn] = []
            wrong = []
            for turn in dialogue["turns"]:
                reply = converse(answerer, turn["question"], turns, now=0.0)
                turns.append(reply.turn)
                quotes = reply.answer.shown
                if not quotes or not any(text in quotes[0].text for text in turn["expects"]):
                    shown = quotes[0].text if quotes else "nothing"
                    wrong.append(f"    {turn['question']} ↪ {reply.understood.line}: {shown}")
            right += not wrong
            if wrong:
                print(f"dialogue {dialogue['number']}", *wrong, sep="\n")
        print(f"{archive.stem}: {right} of {len(mine)} dialogues right in every turn")


def _right(score: Any, question: dict[str, Any], answer: Answer) -> bool:
    """Say whether the first sentence is from a gold passage and holds a gold answer."""
    quotes = answer.shown
    if not quotes or quotes[0].metadata.id != question["passage_id"]:
        return False
    return bool(score.holds(quotes[0].text, [score.norm(gold) for gold in question["answers"]]))


def _load_score(path: Path) -> Any:
    """Load the module that defines what a right sentence is."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no such module: {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("measure", choices=("detection", "changes", "pairs", "spoken", "dialogues"))
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument(
        "--chat", type=Path, help="detection: dialogues whose last utterance leans on the two before"
    )
    parser.add_argument(
        "--score", type=Path, help="pairs and spoken: score.py; by default beside the first bench"
    )
    parser.add_argument("--limit", type=int, help="take only so many questions or pairs of each bench")
    parser.add_argument("--list", action="store_true", help="print what counts against us")
    given = parser.parse_args()
    match given.measure:
        case "detection":
            measure_detection(given.paths, given.chat, listed=given.list)
        case "changes":
            measure_changes(given.paths, given.limit, listed=given.list)
        case "pairs" | "spoken":
            score = _load_score(given.score or given.paths[0].parent / "score.py")
            if given.measure == "pairs":
                measure_pairs(given.paths, score, given.limit, listed=given.list)
            else:
                measure_spoken(given.paths, score, listed=given.list)
        case _:
            measure_dialogues(Path("tests/cases/dialogues.jsonl"), given.paths)


if __name__ == "__main__":
    main()
