"""The reader as torch sees it while it learns; :mod:`retrieval.reader.neural.encoder` is the same in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from retrieval.reader.neural.inputs import MARKS, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.extract import Whole
    from retrieval.reader.neural.inputs import Row

HIDDEN = 128
"""Units of the layer that judges a whole sentence."""


def bend(values: Tensor) -> Tensor:
    """Return ``x·Φ(x)`` nearly: straight pieces are quicker in numpy than an exponential."""
    return values * torch.clamp(values * 0.3 + 0.5, 0.0, 1.0)


@dataclass(slots=True)
class Batch:
    """Rows laid end to end, without padding.

    ``flat`` and ``read_flat`` say where each place, and each place of those that are read at last, stands in a
    table of rows by longest; ``read`` are these places: each row's first, then its sentence's.
    """

    pieces: Tensor
    places: Tensor
    roles: Tensor
    marks: Tensor
    flat: Tensor
    mask: Tensor
    read: Tensor
    read_flat: Tensor
    read_mask: Tensor


def _join(lists: Sequence[Sequence[int] | NDArray[np.int64]]) -> Tensor:
    return torch.from_numpy(np.concatenate([np.asarray(one, dtype=np.int64) for one in lists]))


def lay_out(rows: Sequence[Row]) -> Batch:
    """Return a batch of rows."""
    sizes = [len(row.pieces) for row in rows]
    longest = max(sizes)
    reads = [[0, *range(row.sentence, len(row.pieces))] for row in rows]
    widest = max(map(len, reads))
    starts = np.cumsum([0, *sizes[:-1]])
    mask = np.arange(longest)[None, :] < np.array(sizes)[:, None]
    read_mask = np.arange(widest)[None, :] < np.array(list(map(len, reads)))[:, None]
    return Batch(
        pieces=_join([row.pieces for row in rows]),
        places=_join([np.arange(size) for size in sizes]),
        roles=_join([row.roles for row in rows]),
        marks=_join([row.marks for row in rows]),
        flat=torch.from_numpy(np.flatnonzero(mask.ravel())),
        mask=torch.from_numpy(mask),
        read=_join([np.asarray(some) + start for some, start in zip(reads, starts, strict=True)]),
        read_flat=torch.from_numpy(np.flatnonzero(read_mask.ravel())),
        read_mask=torch.from_numpy(read_mask),
    )


class Layer(nn.Module):
    """Attention and two dense layers, as BERT has them."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.asked = nn.Linear(width, width)
        self.offered = nn.Linear(width, 2 * width)
        self.mixed = nn.Linear(width, width)
        self.mixed_norm = nn.LayerNorm(width, eps=epsilon)
        self.inward = nn.Linear(width, inner)
        self.outward = nn.Linear(inner, width)
        self.outward_norm = nn.LayerNorm(width, eps=epsilon)
        self.drop = nn.Dropout(0.1)

    def forward(self, values: Tensor, batch: Batch, *, last: bool) -> Tensor:
        """Return the values of all places; of the places that are read only, where this is the last layer."""
        width, size = values.shape[1], values.shape[1] // self.heads
        rows, longest = batch.mask.shape
        table = values.new_zeros(rows * longest, 2 * width)
        table = table.index_copy(0, batch.flat, self.offered(values))
        keys, told = table.view(rows, longest, 2, self.heads, size).permute(2, 0, 3, 1, 4)
        flat, widest = (batch.read_flat, batch.read_mask.shape[1]) if last else (batch.flat, longest)
        if last:
            values = values[batch.read]
        asked = values.new_zeros(rows * widest, width).index_copy(0, flat, self.asked(values))
        asked = asked.view(rows, widest, self.heads, size).transpose(1, 2)
        mixed = functional.scaled_dot_product_attention(
            asked, keys, told, attn_mask=batch.mask[:, None, None, :]
        )
        mixed = mixed.transpose(1, 2).reshape(rows * widest, width)[flat]
        values = self.mixed_norm(values + self.drop(self.mixed(mixed)))
        told_all: Tensor = self.outward_norm(values + self.drop(self.outward(bend(self.inward(values)))))
        return told_all


class ReaderNetwork(nn.Module):
    """Scores, presence and the ends of the exact words of each row's sentence."""

    def __init__(
        self, *, pieces: int, longest: int, layers: int, width: int, heads: int, inner: int, epsilon: float
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, width)
        self.places = nn.Embedding(longest, width)
        self.roles = nn.Embedding(len(ROLES), width)
        self.marks = nn.Embedding(len(MARKS), width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        self.layers = nn.ModuleList(Layer(width, heads, inner, epsilon) for _ in range(layers))
        self.judge = nn.Linear(2 * width, HIDDEN)
        self.verdict = nn.Linear(HIDDEN, 2)
        self.ends = nn.Linear(width, 2)
        self.drop = nn.Dropout(0.1)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Return of each row its score, the logit that it answers, and the logits of start and end.

        The last are rows by places by two, of the sentence's places and minus infinity beyond.
        """
        values = (
            self.words(batch.pieces)
            + self.places(batch.places)
            + self.roles(batch.roles)
            + self.marks(batch.marks)
        )
        values = self.drop(self.norm(values))
        for number, layer in enumerate(self.layers):
            values = layer(values, batch, last=number + 1 == len(self.layers))
        rows, widest = batch.read_mask.shape
        table = values.new_zeros(rows * widest, values.shape[1]).index_copy(0, batch.read_flat, values)
        table = table.view(rows, widest, -1)
        sentence = table[:, 1:].sum(dim=1) / (batch.read_mask[:, 1:].sum(dim=1, keepdim=True).clamp(min=1))
        judged = bend(self.judge(self.drop(torch.cat([table[:, 0], sentence], dim=1))))
        verdict = self.verdict(judged)
        ends = self.ends(table[:, 1:]).masked_fill(~batch.read_mask[:, 1:, None], -1e4)
        return verdict[:, 0], verdict[:, 1], ends


def cut_down(
    whole: Whole, source: Sequence[int], layers: Sequence[int], longest: int, inner: int
) -> ReaderNetwork:
    """Return a reader that begins with some layers and pieces of the whole model.

    Of the inner units of each layer those are kept whose outgoing weights are largest, where ``inner`` is less than
    there are.
    """
    reader = ReaderNetwork(
        pieces=len(source), longest=longest, layers=len(layers), width=whole.width, heads=whole.heads,
        inner=inner, epsilon=whole.epsilon,
    )  # fmt: skip
    arrays = {name: torch.from_numpy(array) for name, array in whole.arrays.items()}
    with torch.no_grad():
        reader.words.weight.copy_(arrays["emb.word"][list(source)] + arrays["emb.type"][0])
        reader.places.weight.copy_(arrays["emb.pos"][:longest])
        for table in (reader.roles, reader.marks):
            table.weight.normal_(0.0, 0.02)
        reader.norm.weight.copy_(arrays["emb.ln.w"])
        reader.norm.bias.copy_(arrays["emb.ln.b"])
        for number, layer in zip(layers, reader.layers, strict=True):
            assert isinstance(layer, Layer)
            name = f"l{number}."
            layer.asked.weight.copy_(arrays[name + "q.w"])
            layer.asked.bias.copy_(arrays[name + "q.b"])
            layer.offered.weight.copy_(torch.cat([arrays[name + "k.w"], arrays[name + "v.w"]]))
            layer.offered.bias.copy_(torch.cat([arrays[name + "k.b"], arrays[name + "v.b"]]))
            layer.mixed.weight.copy_(arrays[name + "ao.w"])
            layer.mixed.bias.copy_(arrays[name + "ao.b"])
            layer.mixed_norm.weight.copy_(arrays[name + "aln.w"])
            layer.mixed_norm.bias.copy_(arrays[name + "aln.b"])
            kept = arrays[name + "fo.w"].square().sum(dim=0).topk(inner).indices.sort().values
            layer.inward.weight.copy_(arrays[name + "fi.w"][kept])
            layer.inward.bias.copy_(arrays[name + "fi.b"][kept])
            layer.outward.weight.copy_(arrays[name + "fo.w"][:, kept])
            layer.outward.bias.copy_(arrays[name + "fo.b"])
            layer.outward_norm.weight.copy_(arrays[name + "oln.w"])
            layer.outward_norm.bias.copy_(arrays[name + "oln.b"])
        nn.init.zeros_(reader.verdict.bias)
        nn.init.zeros_(reader.ends.bias)
        nn.init.normal_(reader.ends.weight, 0.0, 0.02)
    return reader
