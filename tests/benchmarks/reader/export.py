"""A taught network → the file that ships, its weights in 8 bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.reader.neural.files import write_model

if TYPE_CHECKING:
    from pathlib import Path

    from reader.network import ReaderNetwork
    from retrieval.reader.neural.pieces import Pieces

_TABLES = ("words", "places", "roles", "marks")


def export(network: ReaderNetwork, pieces: Pieces, path: Path) -> None:
    """Write a network and its pieces."""
    arrays = {
        name.removesuffix(".weight") if name.split(".")[0] in _TABLES else name: values.detach().numpy()
        for name, values in network.state_dict().items()
    }
    layer = network.layers[0]
    settings = {
        "width": network.words.embedding_dim,
        "heads": int(layer.heads),  # type: ignore[arg-type]
        "layers": len(network.layers),
    }
    write_model(path, settings, list(zip(pieces.texts, pieces.weights, strict=True)), arrays)
