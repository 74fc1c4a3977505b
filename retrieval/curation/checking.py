"""What an archive really holds: files, documents, and what was wrong and was done about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.archive.accounting import Amount, add_amounts, sum_up
from retrieval.archive.files import list_files
from retrieval.archive.reading import walk
from retrieval.archive.repair.steps import apply
from retrieval.archive.repair.watermarks import find_watermarks
from retrieval.curation.boilerplate import is_watermark
from retrieval.curation.facts import NO_FACTS, find_facts
from retrieval.curation.fingerprints import Sketches, find_ends, hash_unit, sketch
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from retrieval.archive.accounting import Amounts
    from retrieval.archive.records import Problem, Record
    from retrieval.archive.repair.watermarks import Watermark
    from retrieval.curation.fingerprints import Sketch
    from retrieval.values import Document

# Before and after, each with so many letters around; a longer change is cut.
_AROUND, _LONGEST = 8, 40
_SAMPLES = 3
_NOWHERE = Span(0, 0)


class Sample(NamedTuple):
    """A change with its neighbourhood: ``before`` and ``after`` it."""

    path: str
    before: str
    after: str


@dataclass(slots=True)
class Repairs:
    """How often a repair was made, and its first samples."""

    count: int = 0
    samples: list[Sample] = field(default_factory=list)


class Boilerplate(NamedTuple):
    """A sentence that opens or closes many documents, or what stands in the sentences of most, and how often."""

    text: str
    documents: int


@dataclass(slots=True)
class Check:
    """What was found.

    ``formats`` and ``encodings`` count records by the ending of their file and by what they were read as;
    ``untitled`` and ``undated`` are ids of documents; ``lost`` counts breaks that could not be undone,
    ``inferred`` dates that stand in no document. ``duplicates`` are the ids that were folded into each document.
    ``left_out`` is how much of what the files show no question finds, by reason.
    """

    formats: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    paragraphs: int = 0
    characters: int = 0
    lost: int = 0
    repairs: dict[str, Repairs] = field(default_factory=dict)
    untitled: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    inferred: int = 0
    duplicates: dict[str, list[str]] = field(default_factory=dict)
    boilerplate: list[Boilerplate] = field(default_factory=list)
    left_out: Amounts = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return it as ``wendang check --json`` writes it."""
        return {
            "formats": dict(self.formats),
            "encodings": dict(self.encodings),
            "documents": self.documents,
            "paragraphs": self.paragraphs,
            "characters": self.characters,
            "lost": self.lost,
            "repairs": {
                name: {"count": made.count, "samples": [sample._asdict() for sample in made.samples]}
                for name, made in self.repairs.items()
            },
            "untitled": self.untitled,
            "undated": self.undated,
            "inferred_dates": self.inferred,
            "duplicates": [{"document": id, "folded": folded} for id, folded in self.duplicates.items()],
            "left_out": {reason: asdict(amount) for reason, amount in self.left_out.items()},
            "boilerplate": [one._asdict() for one in self.boilerplate],
            "problems": [
                {"path": problem.path, "record": problem.record, "message": problem.message}
                for problem in self.problems
            ],
        }


def check_archive(archive: Path, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Check:
    """Read an archive as it is read to be asked, and count.

    Args:
        archive: a file or a folder.
        progress: is told how many bytes of how many are done.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
    """
    check = Check()
    counting = _Counting(check)
    files = list_files(archive, check.problems.append)
    before = list(accumulate((file.size for file in files), initial=0))
    done = {file.path: size for file, size in zip(files, before, strict=False)}
    for file, record, document in walk(files, check.problems.append):
        progress(done[file.path], before[-1])
        counting.count(record, document)
    progress(before[-1], before[-1])
    counting.finish()
    return check


def list_changes(record: Record, document: Document) -> Iterator[tuple[str, Sample]]:
    """Yield each change that was made to a record's text, in the order in which they were made.

    Each sample shows the text as its repair found it, and as it left it.
    """
    text = record.text
    for step in document.steps:
        after = apply(step.edits, text)
        shift = 0
        for edit in step.edits:
            start, end = edit.span.start, edit.span.end
            new = start + shift
            yield (
                step.name,
                Sample(
                    record.path,
                    text[max(0, start - _AROUND) : min(end, start + _LONGEST) + _AROUND],
                    after[max(0, new - _AROUND) : new + min(len(edit.replacement), _LONGEST) + _AROUND],
                ),
            )
            shift += len(edit.replacement) - len(edit.span)
        text = after


class _Counting:
    """Counts documents one by one, and at the end what only all of them tell."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._sketches: list[Sketch] = []
        self._seen: set[int] = set()
        self._repeated: dict[int, str] = {}
        self._watermarks: Counter[Watermark] = Counter()

    def count(self, record: Record, document: Document) -> None:
        check = self._check
        check.formats[PurePosixPath(record.path).suffix.lower() or "no ending"] += 1
        check.encodings[record.encoding] += 1
        check.documents += 1
        check.paragraphs += len(document.paragraphs)
        check.characters += sum(map(len, document.paragraphs))
        check.lost += document.lost
        check.left_out = add_amounts(check.left_out, sum_up([document]))
        if not document.metadata.title:
            check.untitled.append(document.id)
        self._note_repairs(record, document)
        self._sketches.append(sketch(document))
        opening, closing = find_ends(document)
        for unit in {*opening, *closing}:
            known = hash_unit(document.text, unit)
            if known in self._seen:
                self._repeated.setdefault(known, unit.of(document.text))
            self._seen.add(known)
        for paragraph in document.paragraphs:
            for found in find_watermarks(paragraph.of(document.text)):
                # Where it stands is of no account: it is counted.
                self._watermarks[found._replace(span=_NOWHERE)] += 1

    def finish(self) -> None:
        """Count copies, boilerplate and dates."""
        check = self._check
        facts = find_facts(Sketches.of(self._sketches))
        sentences: Counter[int] = Counter()
        common: set[int] = set()
        for place, one in enumerate(self._sketches):
            found = facts.get(place, NO_FACTS)
            if found.folded_into:
                check.duplicates.setdefault(found.folded_into, []).append(one.metadata.id)
            sentences.update(found.boilerplate)
            common.update(found.common)
            if not (found.date or one.metadata.date):
                check.undated.append(one.metadata.id)
            check.inferred += bool(found.date or one.metadata.date_inferred)
        check.boilerplate += [
            Boilerplate(self._repeated[known], times) for known, times in sentences.most_common()
        ]
        watermarks: Counter[str] = Counter()
        for watermark, times in self._watermarks.items():
            if is_watermark(watermark, common):
                watermarks[watermark.words] += times
        for words, times in watermarks.most_common():
            check.boilerplate.append(Boilerplate(words, times))
            check.left_out = add_amounts(check.left_out, {"watermark": Amount(times, times * len(words))})

    def _note_repairs(self, record: Record, document: Document) -> None:
        repairs = self._check.repairs
        for step in document.steps:
            repairs.setdefault(step.name, Repairs()).count += len(step.edits)
        if any(len(repairs[step.name].samples) < _SAMPLES for step in document.steps):
            for name, sample in list_changes(record, document):
                samples = repairs[name].samples
                if len(samples) < _SAMPLES:
                    samples.append(sample)
