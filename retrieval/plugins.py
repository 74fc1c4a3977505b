"""Formats, engines and readers of other packages, found by their entry points.

    wendang.formats   a suffix (``xyz``) → a function as the modules of ``archive/formats`` have it
    wendang.engines   a word for ``WENDANG_ENGINE`` → what opens an index, made with the settings
    wendang.readers   a word for ``WENDANG_READER`` → a function that opens a reader, and names its calibration's file

Nothing of another package is loaded before it is asked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from retrieval.errors import MissingExtraError, quoted

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Kind: TypeAlias = Literal["formats", "engines", "readers"]


@cache
def find_plugins(kind: Kind) -> dict[str, EntryPoint]:
    """Return what other packages offer of a kind, by name."""
    # It reads what every installed package says of itself: who uses none of it need not wait.
    from importlib.metadata import entry_points  # noqa: PLC0415

    return {point.name: point for point in entry_points(group=f"wendang.{kind}")}


def load_plugin(kind: Kind, name: str) -> Any:
    """Return what a package offers under a name.

    Raises:
        MissingExtraError: it is not there, or cannot be loaded.
    """
    point = find_plugins(kind).get(name)
    if point is None:
        raise MissingExtraError(
            f"no installed package offers {quoted(name)} among wendang.{kind}: install one"
        )
    try:
        return point.load()
    # Another package may raise whatever it likes.
    except Exception as error:
        raise MissingExtraError(
            f"{point.value} (wendang.{kind}, {name!r}) cannot be loaded ({type(error).__name__}: {error}): "
            "mend or uninstall the package"
        ) from error
