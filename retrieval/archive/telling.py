"""Problems as a person is told of them: the first of each file, and how many more there are.

A table whose 20,000 rows cannot be read is one thing that is wrong, and not 20,000 lines on a screen or in a log.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrieval.archive.records import Problem

# Problems of one file that are told, and problems altogether.
_OF_A_FILE, _ALTOGETHER = 5, 100
_REMEDY = "`wendang check --json` lists them all"


class Telling:
    """Tells problems as they come; a context manager that tells at its end of how many it did not tell.

    >>> from retrieval.archive.records import Problem
    >>> with Telling(print) as tell:
    ...     for row in range(1, 20_001):
    ...         tell(Problem("a.csv", row, "it has no text"))
    a.csv:1: it has no text
    a.csv:2: it has no text
    a.csv:3: it has no text
    a.csv:4: it has no text
    a.csv:5: it has no text
    a.csv: 19,995 more problems; `wendang check --json` lists them all

    Args:
        say: is handed each line.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._told = 0
        self._of_file: Counter[str] = Counter()
        self._untold: Counter[str] = Counter()

    def __call__(self, problem: Problem) -> None:
        """Tell a problem, or count it."""
        file = problem.path.partition("!/")[0]
        if self._of_file[file] < _OF_A_FILE and self._told < _ALTOGETHER:
            self._of_file[file] += 1
            self._told += 1
            self._say(str(problem))
        else:
            self._untold[file] += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        known = {file: number for file, number in self._untold.items() if self._of_file[file]}
        for file, number in known.items():
            self._say(f"{file}: {number:,} more problem{'s' if number > 1 else ''}; {_REMEDY}")
        others = self._untold.keys() - known.keys()
        if others:
            number = sum(self._untold[file] for file in others)
            self._say(
                f"{number:,} problem{'s' if number > 1 else ''} of {len(others):,} more "
                f"file{'s' if len(others) > 1 else ''}; {_REMEDY}"
            )
        # What comes after is told anew.
        self._told = 0
        self._of_file.clear()
        self._untold.clear()


def tell_all(problems: Iterable[Problem], say: Callable[[str], None]) -> None:
    """Tell some problems."""
    with Telling(say) as tell:
        for problem in problems:
            tell(problem)
