"""The year of a day that was written without one, taken from the documents around it.

``11月14日下午`` between two articles of 13 and 15 November 2022 is of 2022. Neighbours are the documents next to
it in the same file or folder: crawls and exports are kept in the order in which they appeared.
"""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from retrieval.chinese.dates import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.curation.fingerprints import Sketches

# Documents further off, or half a year apart, say nothing.
_REACH = 20
_APART = 183
# The number of neighbours that are asked on each side.
_ASKED = 2


def infer_dates(sketches: Sketches) -> dict[int, date]:
    """Return the dates that follow from the neighbours, by place among the sketches."""
    found: dict[int, date] = {}
    for place in np.flatnonzero(sketches.rows["month"]).tolist():
        around = [
            *_nearest(sketches, place, range(place - 1, max(-1, place - 1 - _REACH), -1)),
            *_nearest(sketches, place, range(place + 1, min(len(sketches), place + 1 + _REACH))),
        ]
        row = sketches.rows[place]
        # One alone may lie there by chance: only where others agree with it the place says anything.
        if len(around) > 1 and (day := infer_date((int(row["month"]), int(row["day_of_month"])), around)):
            found[place] = day
    return found


def infer_date(yearless: tuple[int, int], neighbours: Iterable[date]) -> date | None:
    """Return the day in the year that brings it nearest to its neighbours, or None where that is far.

    >>> infer_date((12, 30), [date(2022, 1, 3)])
    datetime.date(2021, 12, 30)
    """
    neighbours = list(neighbours)
    years = {day.year + shift for day in neighbours for shift in (-1, 0, 1)}
    days = [day for year in years if (day := day_of(year, *yearless))]
    best = min(days, key=lambda day: (sum(abs((day - one).days) for one in neighbours), day), default=None)
    if best is None or any(abs((best - one).days) > _APART for one in neighbours):
        return None
    return best


def _nearest(sketches: Sketches, place: int, others: Iterable[int]) -> list[date]:
    folder = _folder(sketches, place)
    known = (
        date.fromordinal(int(row["day"]))
        for other in others
        if (row := sketches.rows[other])["day"] and not row["inferred"] and _folder(sketches, other) == folder
    )
    return list(islice(known, _ASKED))


def _folder(sketches: Sketches, place: int) -> str:
    return sketches.metadata(place).path.rpartition("/")[0]
