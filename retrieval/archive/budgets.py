"""How much a container may unpack to: a multiple of its own size and no more, so that a bomb costs no more than a file."""

from __future__ import annotations

from retrieval.errors import UnreadableError

# Chinese text is packed to a third of its size, pages full of markup to a twentieth, bombs to a thousandth and less.
_RATIO = 200
_ALWAYS_ALLOWED = 64 << 20


class Budget:
    """How many bytes may still be unpacked from a file on disk."""

    def __init__(self, size: int) -> None:
        self.left = max(_ALWAYS_ALLOWED, _RATIO * size)

    def spend(self, length: int) -> None:
        """Take some bytes off; raise :class:`UnreadableError` where there are not so many left."""
        self.left -= length
        if self.left < 0:
            raise UnreadableError(
                f"it unpacks to more than {_RATIO} times its size, as a zip bomb does: the rest is left out"
            )
