"""The year of a day that was written without one, taken from the documents around it.

``11月14日下午`` between two articles of 13 and 15 November 2022 is of 2022. Neighbours are the documents next to
it in the same file or folder: crawls and exports are kept in the order in which they appeared.
"""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.sketches import Sketch

# Documents further off, or half a year apart, say nothing.
_REACH = 20
_APART = 183
# So many of them are asked on each side.
_ASKED = 2


def infer_dates(sketches: Sequence[Sketch]) -> dict[int, date]:
    """Return the dates that follow from the neighbours, by place in the list, which is in the archive's order."""
    folders: dict[str, list[int]] = {}
    for place, one in enumerate(sketches):
        folders.setdefault(one.metadata.path.rpartition("/")[0], []).append(place)
    found: dict[int, date] = {}
    for places in folders.values():
        for number, place in enumerate(places):
            yearless = sketches[place].yearless
            if yearless:
                around = [
                    *_nearest(sketches, reversed(places[max(0, number - _REACH) : number])),
                    *_nearest(sketches, places[number + 1 : number + 1 + _REACH]),
                ]
                # One alone may lie there by chance: only where others agree with it the place says anything.
                if len(around) > 1 and (inferred := infer_date(yearless, around)):
                    found[place] = inferred
    return found


def infer_date(yearless: tuple[int, int], neighbours: Iterable[date]) -> date | None:
    """Return the day in the year that brings it nearest to its neighbours, or None where that is far.

    >>> infer_date((12, 30), [date(2022, 1, 3)])
    datetime.date(2021, 12, 30)
    """
    neighbours = list(neighbours)
    years = {day.year + shift for day in neighbours for shift in (-1, 0, 1)}
    days = [day for year in years if (day := _day(year, *yearless))]
    best = min(days, key=lambda day: (sum(abs((day - one).days) for one in neighbours), day), default=None)
    if best is None or any(abs((best - one).days) > _APART for one in neighbours):
        return None
    return best


def _nearest(sketches: Sequence[Sketch], places: Iterable[int]) -> list[date]:
    known = (sketches[place].metadata for place in places)
    return list(islice((one.date for one in known if one.date and not one.date_inferred), _ASKED))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
