"""Ids that no two documents of an archive share.

A document is known by the id of its record, or by its path. Where two records claim one id, the first in the archive's
order keeps it, and the later are ``<id>~2``, ``<id>~3``…, so that two readings of one archive agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.archive.records import Problem

if TYPE_CHECKING:
    from collections.abc import Callable


class Ids:
    """Gives the documents of an archive their ids, in its order.

    >>> Ids().give("x", "a.jsonl", 3, {"x", "x~2"}.__contains__, print)
    a.jsonl:3: its id 'x' is taken by an earlier record: it is served as 'x~3'
    'x~3'
    """

    def __init__(self) -> None:
        # The number that the last claim to an id got: one id in every row would be tried anew from 2 on in each.
        self._numbers: dict[str, int] = {}

    def give(
        self,
        wanted: str,
        path: str,
        record: int,
        is_taken: Callable[[str], bool],
        report: Callable[[Problem], None],
    ) -> str:
        """Return the id of the document that a record holds, and report where it is not the one that it claims."""
        if not is_taken(wanted):
            return wanted
        number = self._numbers.get(wanted, 1)
        given = wanted
        while is_taken(given):
            number += 1
            given = f"{wanted}~{number}"
        self._numbers[wanted] = number
        message = f"its id {wanted!r} is taken by an earlier record: it is served as {given!r}"
        report(Problem(path, record, message))
        return given
