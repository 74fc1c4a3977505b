"""The encoder's network as an ONNX graph, and what it is given. Called by ``engines.py``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.reader.neural.files import Stored
    from retrieval.reader.neural.inputs import Row

_OPSET = 21
_BLOCK = 128
_EPSILON = 1e-12
KINDS = ("single", "rows", "blocks", "tables")
"""How a graph multiplies: in single precision; or in 8 bits, with the activations' scale taken of each row (by
operators of the standard), of each block of a row (``MatMulNBits``), or of a whole table (``DynamicQuantizeLinear``, as
onnxruntime's own quantiser does)."""


class Graph:
    """Puts the encoder's network together as an ONNX graph.

    Dense layers have the places of all rows end to end; for attention they are laid out in a table of rows by longest, by
    the indices that are given with them.
    """

    def __init__(self, stored: Stored, kind: str) -> None:
        self._stored, self._kind = stored, kind
        self._nodes: list[onnx.NodeProto] = []
        self._arrays: dict[str, onnx.TensorProto] = {}
        self._count = 0
        self._width, self._heads = stored.settings["width"], stored.settings["heads"]

    def _do(self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **how: Any) -> Any:
        self._count += 1
        names = [f"v{self._count}_{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **how))
        return names[0] if outputs == 1 else names

    def _keep(self, array: NDArray[Any], name: str = "") -> str:
        name = name or f"c{len(self._arrays)}"
        if name not in self._arrays:
            self._arrays[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def _whole(self, *lengths: int) -> str:
        return self._keep(np.array(lengths, dtype=np.int64), "whole_" + "_".join(map(str, lengths)))

    def _number(self, number: float) -> str:
        return self._keep(np.float32(number).reshape(()), f"number_{number}")

    def _look_up(self, table: str, numbers: str) -> str:
        """Return rows of a table that is kept in 8 bits."""
        rough = self._do("Gather", self._keep(self._stored.rough(table)), numbers)
        scales = self._do("Gather", self._keep(self._stored.rough(table + ".scale")[:, np.newaxis]), numbers)
        return str(self._do("Mul", self._do("Cast", rough, to=TensorProto.FLOAT), scales))

    def _dense(self, values: str, name: str, *, rough: bool = True) -> str:
        """Return ``values · weights + bias``; in single precision where the layer is small or the kind says so."""
        weights, scales = self._stored.rough(name + ".weight"), self._stored.rough(name + ".weight.scale")
        bias = self._keep(self._stored.whole(name + ".bias"))
        if not rough or self._kind == "single":
            return str(
                self._do(
                    "Add",
                    self._do("MatMul", values, self._keep(self._stored.whole(name + ".weight").T)),
                    bias,
                )
            )
        if self._kind == "blocks":
            outputs, inputs = weights.shape
            packed = (weights.astype(np.int16) + 128).astype(np.uint8).reshape(outputs, -1, _BLOCK)
            repeated = np.repeat(scales, inputs // _BLOCK)
            product = self._do(
                "MatMulNBits", values, self._keep(packed), self._keep(repeated), domain="com.microsoft",
                K=inputs, N=outputs, bits=8, block_size=_BLOCK, accuracy_level=4,
            )  # fmt: skip
            return str(self._do("Add", product, bias))
        if self._kind == "tables":
            whole, scale, zero = self._do("DynamicQuantizeLinear", values, outputs=3)
            none = self._keep(np.zeros((), dtype=np.int8))
            sums = self._do(
                "Cast",
                self._do("MatMulInteger", whole, self._keep(weights.T), zero, none),
                to=TensorProto.FLOAT,
            )
            scaled = self._do("Mul", sums, self._do("Mul", scale, self._keep(scales)))
        else:
            largest = self._do("ReduceMax", self._do("Abs", values), self._whole(1), keepdims=1)
            scale = self._do("Max", self._do("Mul", largest, self._number(1 / 127)), self._number(1e-9))
            whole = self._do("Cast", self._do("Round", self._do("Div", values, scale)), to=TensorProto.INT8)
            sums = self._do(
                "Cast", self._do("MatMulInteger", whole, self._keep(weights.T)), to=TensorProto.FLOAT
            )
            scaled = self._do("Mul", self._do("Mul", sums, scale), self._keep(scales))
        return str(self._do("Add", scaled, bias))

    def _normalise(self, values: str, name: str) -> str:
        weight, bias = (self._keep(self._stored.whole(f"{name}.{part}")) for part in ("weight", "bias"))
        return str(self._do("LayerNormalization", values, weight, bias, axis=-1, epsilon=_EPSILON))

    def _bend(self, values: str) -> str:
        return str(self._do("Mul", values, self._do("HardSigmoid", values, alpha=0.3, beta=0.5)))

    def _tabulate(self, values: str, table: str) -> str:
        """Return the values as heads of a table: rows by heads by longest by size."""
        laid = self._do("Gather", values, table)
        parted = self._do("Reshape", laid, self._whole(0, 0, self._heads, self._width // self._heads))
        return str(self._do("Transpose", parted, perm=[0, 2, 1, 3]))

    def _layer(self, number: int, values: str, *, last: bool) -> str:
        name = f"layers.{number}."
        keys, told = self._do(
            "Split", self._dense(values, name + "offered"), outputs=2, axis=1, num_outputs=2
        )
        if last:
            values = self._do("Gather", values, "read")
        asked = self._do(
            "Mul", self._dense(values, name + "asked"), self._number((self._width // self._heads) ** -0.5)
        )
        asked = self._tabulate(asked, "read_table" if last else "table")
        keys = self._do("Transpose", self._tabulate(keys, "table"), perm=[0, 1, 3, 2])
        shares = self._do("Softmax", self._do("Add", self._do("MatMul", asked, keys), "unread"), axis=-1)
        mixed = self._do(
            "Transpose", self._do("MatMul", shares, self._tabulate(told, "table")), perm=[0, 2, 1, 3]
        )
        mixed = self._do("Reshape", mixed, self._whole(-1, self._width))
        mixed = self._do("Gather", mixed, "read_flat" if last else "flat")
        values = self._do("Add", values, self._dense(mixed, name + "mixed"))
        values = self._normalise(values, name + "mixed_norm")
        inner = self._bend(self._dense(values, name + "inward"))
        return self._normalise(
            self._do("Add", values, self._dense(inner, name + "outward")), name + "outward_norm"
        )

    def build(self) -> bytes:
        """Return the model; its inputs are those of :func:`lay_out`."""
        tables = (("words", "pieces"), ("places", "places"), ("roles", "roles"), ("marks", "marks"))
        values = self._look_up(*tables[0])
        for table in tables[1:]:
            values = self._do("Add", values, self._look_up(*table))
        values = self._normalise(values, "norm")
        layers = self._stored.settings["layers"]
        for number in range(layers):
            values = self._layer(number, values, last=number == layers - 1)
        # Of each row its first place, and the mean of its sentence's.
        first = self._do("Gather", values, "firsts")
        means = self._do("MatMul", "means", values)
        judged = self._bend(self._dense(self._do("Concat", first, means, axis=1), "judge", rough=False))
        verdicts, ends = self._dense(judged, "verdict", rough=False), self._dense(values, "ends", rough=False)
        shapes = {
            "pieces": "n", "places": "n", "roles": "n", "marks": "n", "flat": "n", "table": "rl",
            "read": "m", "read_flat": "m", "read_table": "rw", "firsts": "r",
        }  # fmt: skip
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, list(shape))
            for name, shape in shapes.items()
        ]
        inputs.append(helper.make_tensor_value_info("unread", TensorProto.FLOAT, ["r", 1, 1, "l"]))
        inputs.append(helper.make_tensor_value_info("means", TensorProto.FLOAT, ["r", "m"]))
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in (verdicts, ends)]
        graph = helper.make_graph(self._nodes, "reader", inputs, outputs, list(self._arrays.values()))
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
        return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=10).SerializeToString())


def lay_out(rows: Sequence[Row]) -> dict[str, NDArray[Any]]:
    """Return what a graph is given: rows end to end, and where each place stands in a table of rows by longest."""
    sizes = np.array([len(row.pieces) for row in rows])
    reads = [np.array([0, *range(row.sentence, len(row.pieces))]) for row in rows]
    asking = np.array(list(map(len, reads)))
    firsts, asked = (np.concatenate([[0], np.cumsum(some)]) for some in (sizes, asking))
    longest, widest = np.arange(sizes.max()), np.arange(asking.max())
    mask, read_mask = longest < sizes[:, np.newaxis], widest < asking[:, np.newaxis]
    means = np.zeros((len(rows), asked[-1]), dtype=np.float32)
    for number, (start, end) in enumerate(pairwise(asked)):
        means[number, start + 1 : end] = 1 / max(end - start - 1, 1)
    return {
        "pieces": np.array([piece for row in rows for piece in row.pieces]),
        "places": np.concatenate([np.arange(size) for size in sizes]),
        "roles": np.array([role for row in rows for role in row.roles]),
        "marks": np.array([mark for row in rows for mark in row.marks]),
        "flat": np.flatnonzero(mask),
        "table": np.where(mask, firsts[:-1, np.newaxis] + longest, 0),
        "unread": np.where(mask, 0, -1e9).astype(np.float32)[:, np.newaxis, np.newaxis],
        "read": np.concatenate([some + first for some, first in zip(reads, firsts, strict=False)]),
        "read_flat": np.flatnonzero(read_mask),
        "read_table": np.where(read_mask, asked[:-1, np.newaxis] + widest, 0),
        "firsts": asked[:-1],
        "means": means,
    }
