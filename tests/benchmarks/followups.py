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
import importlib.util
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from followup_detection import measure_detection, read_leaning, read_lines
from followup_pairs import make_pairs

from retrieval import Answer, Answerer, Settings, Turn, Understood, open_answerer, read_settings
from retrieval.chinese.folding import fold
from retrieval.conversation import converse, speaks_of, understand


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
        questions = read_lines(bench / "questions.jsonl")
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
    answerer, leaning = _open_together(benches), read_leaning()
    for bench in benches:
        questions = list(islice(read_lines(bench / "questions.jsonl"), limit))
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
    gold = {line["id"]: line for bench in benches for line in read_lines(bench / "questions.jsonl")}
    tally = Tally()
    for dialogue in read_lines(Path("tests/cases/bench_dialogues.jsonl")):
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
    dialogues = read_lines(path)
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
