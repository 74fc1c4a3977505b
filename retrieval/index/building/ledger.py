"""The builder's books on the files of an archive, kept as notes by an engine that does not read them.

Of each file there are a state, the sketches of its documents, and what the archive says of them: three kinds of notes,
since an update needs all states, some sketches after the other, and hardly any facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from retrieval.errors import StoreError
from retrieval.index.building.states import (
    decode_facts,
    decode_sketches,
    decode_state,
    encode_facts,
    encode_sketches,
    encode_state,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from retrieval.curation.facts import Facts
    from retrieval.index.base import Writer
    from retrieval.index.building.states import FileState, Packed

    T = TypeVar("T")

_STATE, _SKETCHES, _FACTS = "state", "sketches", "facts"


class Ledger:
    """Reads what the last commit held of files, and notes what the next one shall hold."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def states(self) -> Iterator[FileState]:
        """Yield the files that the index holds."""
        return (_decoded(decode_state, path, data) for path, data in self._writer.notes(_STATE))

    def sketches(self, paths: Sequence[str]) -> Iterator[tuple[str, Packed]]:
        """Yield the sketches of these files' documents in the order of the files, by path."""
        return (
            (path, _decoded(decode_sketches, path, data))
            for path, data in self._writer.notes(_SKETCHES, paths)
        )

    def facts(self, paths: Sequence[str]) -> Iterator[tuple[str, dict[str, Facts]]]:
        """Yield what the archive said of these files' documents in the order of the files, by path and by id.

        Files of whose documents it said nothing are passed over.
        """
        return (
            (path, _decoded(decode_facts, path, data)) for path, data in self._writer.notes(_FACTS, paths)
        )

    def note_state(self, state: FileState) -> None:
        """Note a file as indexed."""
        self._writer.note(_STATE, state.path, encode_state(state))

    def note_sketches(self, path: str, packed: Packed) -> None:
        """Note the sketches of a file's documents."""
        self._writer.note(_SKETCHES, path, encode_sketches(packed))

    def note_facts(self, path: str, facts: Mapping[str, Facts]) -> None:
        """Note what the archive says of a file's documents."""
        self._writer.note(_FACTS, path, encode_facts(facts))


def _decoded(decode: Callable[[bytes], T], path: str, data: bytes) -> T:
    try:
        return decode(data)
    except (ValueError, LookupError, TypeError):
        raise StoreError(
            f"what the index holds of {path!r} is nothing that was written there: build it again with "
            "`wendang index --rebuild`"
        ) from None
