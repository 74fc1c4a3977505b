"""How exactly damage is undone, and how little is done to sound text.

    python tests/benchmarks/repair.py NEWS TRADITIONAL [--sentences 1000] [--show 0]

NEWS is simplified text, TRADITIONAL traditional text: JSON lines with a ``text`` each, gzip or not. Pairs of
neighbouring sentences are damaged by `tests/tools/damage.py`, half of them such that something breaks; the
sites' lists, the order of the replacements and the later cleaning vary. The character error rate is the edit
distance to the truth by the truth's length; full-width and ASCII marks count as equal, since cleaning makes
them so.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import opencc

from retrieval.archive.repair import repair
from retrieval.archive.repair.readings import readings
from retrieval.chinese.folding import simplify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from damage import Damaged

_SAME = str.maketrans("，！？：；（）", ",!?:;()")
_KINDS = ("whole", "widowed", "lossy")
_LISTED = (150, 300, 600)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("traditional", type=Path)
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)  # noqa: S311 - a sample, not a secret
    news = _texts(arguments.news)
    rng.shuffle(news)
    _measure_damage(_sample(news, arguments.sentences, rng), arguments.show)
    traditional = _texts(arguments.traditional)
    rng.shuffle(traditional)
    _measure_sound("simplified", news[-2000:])
    _measure_sound("traditional", traditional[:1000])


def _texts(file: Path) -> list[str]:
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        return [json.loads(line)["text"] for line in lines]


def _lists(texts: list[str], rng: random.Random) -> list[dict[str, str]]:
    """Make up what sites annotate: the commonest characters of traditional writing, in any order."""
    counts = Counter(opencc.OpenCC("s2t").convert("\n".join(texts)))
    common = [character for character, _ in counts.most_common() if character in readings()]
    lists = []
    for size in _LISTED:
        listed = common[:size]
        rng.shuffle(listed)
        lists.append({character: readings()[character][0] for character in listed})
    return lists


def _sample(texts: list[str], size: int, rng: random.Random) -> list[Damaged]:
    sys.path.append(str(Path(__file__).parents[1] / "tools"))  # where the tests' tools lie
    damage = import_module("damage").damage
    lists = _lists(texts[:2000], rng)
    kinds: tuple[list[Damaged], list[Damaged]] = ([], [])
    for pair in _pairs(texts):
        try:
            damaged = damage(
                pair,
                rng.choice(lists),
                marks_first=rng.random() < 0.5,
                to_ascii=rng.random() < 0.8,
                drop_private=rng.random() < 0.8,
            )
        except UnicodeEncodeError:
            continue
        kind = kinds[damaged.breaks > 0]
        if ")" in damaged.text and len(kind) < size // 2:
            kind.append(damaged)
        if sum(map(len, kinds)) == size // 2 * 2:
            break
    return kinds[0] + kinds[1]


def _pairs(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from (found for found in re.findall(r"[^。\n]{9,99}。[^。\n]{9,99}。", text))


def _measure_damage(sample: list[Damaged], show: int) -> None:
    errors, lengths, exact = [0, 0, 0], [0, 0, 0], 0
    bare = breaks = lossy = 0
    started = time.perf_counter()
    repaired = [repair(damaged.text).text for damaged in sample]
    seconds = time.perf_counter() - started
    for damaged, text in zip(sample, repaired, strict=True):
        truth, given = (simplify(whole).translate(_SAME) for whole in (damaged.truth, text))
        distance = _distance(truth, given)
        kind = 2 if damaged.lossy else int(damaged.widowed > 0)
        errors[kind] += distance
        lengths[kind] += len(truth)
        exact += distance == 0
        breaks += damaged.breaks
        lossy += damaged.lossy
        stripped = re.sub(r"\([^\x00-\x1f()\u4e00-\u9fff]{1,6}\)", "", damaged.text)
        bare += _distance(truth, simplify(stripped).translate(_SAME))
        if distance and show:
            show -= 1
            print(distance, _KINDS[kind], _difference(truth, given), _breaks(damaged.text))
    size = sum(lengths)
    print(f"pages {len(sample)}, characters {size}, breaks {breaks}, of them lossy {lossy / breaks:.1%}")
    print(f"CER after stripping and folding alone  {bare / size:.5f}")
    print(f"CER where no byte was lost             {errors[0] / lengths[0]:.5f}  ({errors[0]} characters)")
    print(f"CER where a mark widowed a character   {errors[1] / lengths[1]:.5f}  ({errors[1]} characters)")
    print(f"CER where bytes were lost              {errors[2] / lengths[2]:.5f}  ({errors[2]} characters)")
    print(f"CER over all                           {sum(errors) / size:.5f}, exact {exact / len(sample):.1%}")
    print(f"{size / seconds:.0f} characters/s on damaged text")


def _distance(left: str, right: str) -> int:
    """Return the edit distance."""
    start = next((n for n, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return abs(len(left) - len(right))
    left, right = left[start:], right[start:]
    row = list(range(len(right) + 1))
    for n, one in enumerate(left, 1):
        before, row = row, [n]
        for m, other in enumerate(right, 1):
            row.append(min(before[m] + 1, row[-1] + 1, before[m - 1] + (one != other)))
    return row[-1]


def _difference(truth: str, given: str) -> str:
    start = next((n for n, pair in enumerate(zip(truth, given, strict=False)) if pair[0] != pair[1]), 0)
    tail = zip(reversed(truth[start:]), reversed(given[start:]), strict=False)
    end = next((n for n, pair in enumerate(tail) if pair[0] != pair[1]), 0)
    return f"{truth[max(0, start - 4) : len(truth) - end + 2]} | {given[max(0, start - 4) : len(given) - end + 2]}"


def _breaks(text: str) -> list[str]:
    return [text[max(0, found.start() - 5) : found.start() + 15] for found in re.finditer(r"\?", text)][:3]


def _measure_sound(name: str, texts: list[str]) -> None:
    size = sum(len(text.encode()) for text in texts)
    started = time.perf_counter()
    repaired = [repair(text) for text in texts]
    seconds = time.perf_counter() - started
    changed = sum(
        len(edit.span) + len(edit.replacement) for one in repaired for s in one.steps for edit in s.edits
    )
    print(f"{name}: {len(texts)} paragraphs, {changed} characters changed, {size / seconds / 1e6:.1f} MB/s")
    for text, one in zip(texts, repaired, strict=True):
        for step in one.steps:
            print("  ", step.name, [(edit.span.of(text), edit.replacement) for edit in step.edits][:5])


if __name__ == "__main__":
    main()
