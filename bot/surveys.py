"""What an archive, or a file that somebody sent, holds; found out in a process that may be ended.

The bot's own process speaks to everybody: a file that hangs or eats memory must not be read in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval import Problem, WendangError, read_documents
from retrieval.archive.confined import Confined
from retrieval.archive.limits import go_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval import Metadata

# So many documents and problems are kept, and so many characters of the first paragraph.
_DOCUMENTS, _PROBLEMS, _OPENING = 5, 10, 200


@dataclass(slots=True)
class Survey:
    """How much there is, and the first of it.

    Attributes:
        documents: how many there are.
        paragraphs: how many they have.
        lost: how many breaks in them could not be undone.
        openings: the first documents, each with the beginning of its first paragraph.
        problems: the first problems.
        wrong: how many problems there are.
    """

    documents: int = 0
    paragraphs: int = 0
    lost: int = 0
    openings: list[tuple[Metadata, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    wrong: int = 0

    def add_problem(self, problem: Problem) -> None:
        """Count a problem, and keep it where it is one of the first."""
        self.wrong += 1
        if len(self.problems) < _PROBLEMS:
            self.problems.append(problem)


def read_survey(archive: Path) -> Survey:
    """Read a file or a folder and say what it holds; that may take minutes."""
    with Confined() as apart:
        try:
            [survey] = apart.run(_survey, archive)
        except WendangError as error:
            survey = Survey()
            survey.add_problem(Problem(archive.name, None, str(error)))
    return survey


# --- in the other process ---


def _survey(archive: Path) -> Iterator[Survey]:
    survey = Survey()
    for document in read_documents(archive, survey.add_problem):
        # An archive of many small files may go on for as long as it goes on.
        go_on()
        survey.documents += 1
        survey.paragraphs += len(document.paragraphs)
        survey.lost += document.lost
        if len(survey.openings) < _DOCUMENTS:
            first = document.paragraphs[0].of(document.text) if document.paragraphs else ""
            survey.openings.append((document.metadata, first.strip()[:_OPENING]))
    yield survey
