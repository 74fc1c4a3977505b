"""Lessons → a network that was taught by them. Can be stopped and taken up again.

What a batch holds, and how questions are changed, follows from the seed and the number of the step alone.
"""

from __future__ import annotations

import random
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import torch
from torch import distributed, nn
from torch.nn import functional

from reader.lessons import number_of
from reader.network import ReaderNetwork, lay_out
from retrieval.reader.neural.inputs import Marker, encode_question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import Tensor

    from reader.lessons import Lesson
    from retrieval.reader.neural.inputs import Encoded, Row
    from retrieval.reader.neural.pieces import Pieces

WRONG = 4
"""So many wrong candidates are shown beside a right one, and without a right one one less."""
QUESTIONS = 8
"""So many questions make a step."""
_RATE, _HEAD_RATE, _DECAY = 2e-4, 6e-4, 0.01
_WARM = 0.06
_PRESENT, _SPANS = 0.5, 0.4
# What the lexical score counts where the reader learns what that does not know.
_LEXICAL = 0.6
# How often all candidates of a question are shown without their headlines and years; how often one of them is, so that
# the reader does not learn that sentences without a headline are right or wrong; and how often without what stands before.
_BARE, _ONE_BARE, _ALONE = 0.2, 0.1, 0.15
_SAVED_AFTER = 180.0
# After so many steps the workers' weights are put together, and after so many it is told how it goes.
_AGREED, _TOLD = 8, 24

_COURTESY = ("请问", "我想知道", "想问一下", "谁知道", "问一下,", "求问")
_ASKED = (
    (
        re.compile("什么时候|何时|什么时间|哪一天|哪天"),
        ("什么时候", "何时", "哪天", "啥时候", "什么时间", "几时"),
    ),
    (re.compile("哪里|哪儿|何处|什么地方|何地"), ("哪里", "哪儿", "什么地方", "哪")),
    (re.compile("为什么|为何|何以"), ("为什么", "为何", "为啥", "怎么会")),
    (re.compile("什么原因|的原因是什么"), ("为什么", "什么原因", "的原因是什么", "是为什么")),
    (re.compile("什么人|哪个人|谁"), ("谁", "哪个人", "什么人", "哪位")),
    (re.compile("如何|怎样|怎么"), ("如何", "怎样", "怎么", "咋")),
    (re.compile("什么(?!时|人|地|原)"), ("什么", "啥")),
    (re.compile("多少(?=个|人|名|次|年|种|位|家)"), ("多少", "几")),
)
_FILLED = re.compile("[的了是在于被由其该所]|究竟|到底|请问|哪一|分别|主要|一共|总共|当时|曾经|目前")
_MARKS = re.compile(r"[?？。!！,，、“”\"《》「」『』]+")


def change(question: str, chance: random.Random) -> str:
    """Ask a question in other words, as people type them; often it stays as it is."""
    text = question
    if chance.random() < 0.5:
        text = _MARKS.sub("", text) if chance.random() < 0.6 else text.rstrip("?？。 ")
    if chance.random() < 0.45:
        for pattern, words in _ASKED:
            if pattern.search(text):
                text = pattern.sub(chance.choice(words), text, count=1)
                break
    if chance.random() < 0.3:
        text = _FILLED.sub(lambda found: "" if chance.random() < 0.5 else found.group(), text)
    if chance.random() < 0.06:
        text = chance.choice(_COURTESY) + text
    return text if len(text) > 3 else question


def choose(lesson: Lesson, chance: random.Random) -> tuple[list[int], bool]:
    """Return which candidates are shown, the right one first where there is one.

    The likelier by the lexical ranking, the oftener is a wrong one shown.
    """
    right = [number for number, one in enumerate(lesson.right) if one]
    wrong = [number for number, one in enumerate(lesson.right) if not one]
    keys = {number: place * 0.35 + chance.expovariate(0.6) for place, number in enumerate(wrong)}
    wrong.sort(key=keys.__getitem__)
    if right:
        # The first that the ranking likes, or any.
        chosen = right[0] if chance.random() < 0.7 else chance.choice(right)
        return [chosen, *wrong[:WRONG]], True
    return wrong[: WRONG - 1], False


def strip(candidates: Sequence[Encoded], chance: random.Random) -> list[Encoded]:
    """Return candidates, some of them without headline and year, or without what stands before them."""
    bare = chance.random() < _BARE
    shown = []
    for one in candidates:
        title = () if bare or chance.random() < _ONE_BARE else one.title
        before = () if chance.random() < _ALONE else one.before
        shown.append(replace(one, title=title, before=before))
    return shown


class Teacher:
    """Teaches a network by lessons."""

    def __init__(
        self,
        network: ReaderNetwork,
        pieces: Pieces,
        lessons: Sequence[Lesson],
        steps: int,
        seed: int,
        workers: tuple[int, int] = (0, 1),
    ) -> None:
        self.network, self.pieces, self.lessons, self.steps, self.seed = network, pieces, lessons, steps, seed
        self.worker, self.workers = workers
        self.step = 0
        fresh = ("roles", "marks", "judge", "verdict", "ends")
        network.words.weight.requires_grad = False
        slow: list[nn.Parameter] = []
        fast: list[nn.Parameter] = []
        plain: list[nn.Parameter] = []
        for name, values in network.named_parameters():
            if not values.requires_grad:
                continue
            part = fast if name.split(".")[0] in fresh else slow if values.dim() > 1 else plain
            part.append(values)
        self.optimiser = torch.optim.AdamW(
            [
                {"params": slow, "peak": _RATE, "weight_decay": _DECAY},
                {"params": plain, "peak": _RATE, "weight_decay": 0.0},
                {"params": fast, "peak": _HEAD_RATE, "weight_decay": 0.0},
            ],
            lr=_RATE,
            betas=(0.9, 0.98),
        )
        self._order: list[int] = []
        self._epoch = -1

    def _lessons_of(self, step: int) -> list[int]:
        epoch, place = divmod(step * self.workers + self.worker, len(self.lessons) // QUESTIONS)
        if epoch != self._epoch:
            self._epoch = epoch
            self._order = list(range(len(self.lessons)))
            random.Random(f"{self.seed} {epoch}").shuffle(self._order)
        return self._order[place * QUESTIONS : (place + 1) * QUESTIONS]

    def _rate(self) -> float:
        share = self.step / self.steps
        return min(share / _WARM, 1.0) * max(1.0 - share, 0.02)

    def take_step(self) -> dict[str, float]:
        """Learn from the next batch, and return its losses."""
        chance = random.Random(f"{self.seed} step {self.step} {self.worker}")
        torch.manual_seed(number_of(f"{self.seed} {self.step} {self.worker}") % (1 << 31))
        rows: list[Row] = []
        shown: list[tuple[Lesson, list[int], bool]] = []
        for number in self._lessons_of(self.step):
            lesson = self.lessons[number]
            chosen, answered = choose(lesson, chance)
            asked = change(lesson.question, chance)
            pieces = lesson.pieces if asked == lesson.question else encode_question(self.pieces, asked)
            marker = Marker(self.pieces, pieces)
            rows += [marker.join(one) for one in strip([lesson.candidates[one] for one in chosen], chance)]
            shown.append((lesson, chosen, answered))
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * self._rate()
        self.network.train()
        losses = judge(self.network, rows, shown, chance)
        total = sum(losses.values())
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return {name: float(loss.detach()) for name, loss in losses.items()}

    def agree(self) -> None:
        """Give all workers the mean of their weights."""
        for values in self.network.parameters():
            if values.requires_grad:
                distributed.all_reduce(values.data)
                values.data /= self.workers

    def save(self, path: Path) -> None:
        """Write all that is needed to go on."""
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
        }
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def take_up(self, path: Path) -> None:
        """Go on from what was saved."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        peaks = [group["peak"] for group in self.optimiser.param_groups]
        self.optimiser.load_state_dict(state["optimiser"])
        for group, peak in zip(self.optimiser.param_groups, peaks, strict=True):
            group["peak"] = peak
        self.step = int(state["step"])

    def teach(self, path: Path, say: Callable[[str], None]) -> None:
        """Take all steps that are left; save now and then, and at the end."""
        saved = began = time.monotonic()
        sums: dict[str, float] = {}
        first = self.step
        while self.step < self.steps:
            for name, loss in self.take_step().items():
                sums[name] = sums.get(name, 0.0) + loss
            if self.step % _AGREED and self.step < self.steps:
                continue
            self.agree()
            if self.worker == 0 and self.step % _TOLD == 0:
                means = " ".join(f"{name} {total / _TOLD:.3f}" for name, total in sums.items())
                pace = (time.monotonic() - began) / (self.step - first)
                say(f"step {self.step}/{self.steps} {means} {pace:.2f} s a step")
                sums.clear()
            if self.worker == 0 and time.monotonic() - saved > _SAVED_AFTER:
                self.save(path)
                saved = time.monotonic()
        if self.worker == 0:
            self.save(path)


def judge(
    network: ReaderNetwork,
    rows: Sequence[Row],
    shown: Sequence[tuple[Lesson, list[int], bool]],
    chance: random.Random,
) -> dict[str, Tensor]:
    """Return what is wrong with a network's answers: its order, its sense of presence, its ends."""
    scores, present, ends = network(lay_out(rows))
    order: list[Tensor] = []
    labels: list[float] = []
    weights: list[float] = []
    spans: list[tuple[int, int, int]] = []
    at = 0
    for lesson, chosen, answered in shown:
        some = scores[at : at + len(chosen)]
        if answered:
            share = _LEXICAL if chance.random() < 0.5 else 0.0
            known = torch.tensor([lesson.lexical[number] for number in chosen]) * share
            order.append(functional.cross_entropy((some + known)[None], torch.zeros(1, dtype=torch.long)))
            span = lesson.spans[chosen[0]]
            if span:
                spans.append((at, *span))
        labels += [1.0 if answered and not number else 0.0 for number in range(len(chosen))]
        # One right among five wrong ones: both sides shall count alike, nearly.
        weights += [2.5 if label else 1.0 for label in labels[-len(chosen) :]]
        at += len(chosen)
    losses = {"order": torch.stack(order).mean() if order else scores.sum() * 0}
    losses["present"] = _PRESENT * functional.binary_cross_entropy_with_logits(
        present, torch.tensor(labels), weight=torch.tensor(weights)
    )
    if spans:
        which = torch.tensor([row for row, _, _ in spans])
        begins, stops = (torch.tensor([span[side] for span in spans]) for side in (1, 2))
        found = ends[which]
        both = functional.cross_entropy(found[:, :, 0], begins) + functional.cross_entropy(
            found[:, :, 1], stops
        )
        losses["spans"] = _SPANS * both * (len(spans) / QUESTIONS)
    return losses
