"""Which inner units of each layer are kept: those that carry most, measured on lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from reader.network import Layer, ReaderNetwork, bend, lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from retrieval.reader.neural.inputs import Row


def keep_busiest(network: ReaderNetwork, rows: Sequence[Row], inner: int) -> ReaderNetwork:
    """Return the network with so many inner units a layer: those whose part in what the layer adds is largest."""
    busy: dict[int, Tensor] = {}
    hooks = []
    for number, layer in enumerate(network.layers):
        assert isinstance(layer, Layer)

        def watch(_: Any, __: Any, output: Tensor, number: int = number) -> None:
            busy[number] = bend(output).square().sum(dim=0)

        hooks.append(layer.inward.register_forward_hook(watch))
    network.eval()
    with torch.no_grad():
        network(lay_out(rows))
    for hook in hooks:
        hook.remove()
    first = network.layers[0]
    assert isinstance(first, Layer)
    cut = ReaderNetwork(
        pieces=network.words.num_embeddings, longest=network.places.num_embeddings, layers=len(network.layers),
        width=network.words.embedding_dim, heads=first.heads, inner=inner, epsilon=network.norm.eps,
    )  # fmt: skip
    state = dict(network.state_dict())
    for number, layer in enumerate(network.layers):
        assert isinstance(layer, Layer)
        weight = busy[number] * layer.outward.weight.detach().square().sum(dim=0)
        kept = weight.topk(inner).indices.sort().values.clone()
        name = f"layers.{number}."
        state[name + "inward.weight"] = state[name + "inward.weight"][kept]
        state[name + "inward.bias"] = state[name + "inward.bias"][kept]
        state[name + "outward.weight"] = state[name + "outward.weight"][:, kept]
        print(f"layer {number}: {inner} units carry {float(weight[kept].sum() / weight.sum()):.4f}")
    cut.load_state_dict(state)
    return cut
