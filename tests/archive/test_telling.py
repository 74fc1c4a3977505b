"""Problems as a person is told of them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.records import Problem
from retrieval.archive.telling import Telling, tell_all

PROBLEMS = st.lists(
    st.builds(
        Problem, st.sampled_from(["a.csv", "b.zip!/c.txt", "b.zip!/d.txt", "e"]), st.none(), st.just("bad")
    )
)


@given(PROBLEMS)
def test_every_problem_is_told_or_counted(problems: list[Problem]) -> None:
    """Five of a file are told as they stand; how many more a file has is said once."""
    said: list[str] = []
    tell_all(problems, said.append)
    files = Counter(problem.path.partition("!/")[0] for problem in problems)
    assert len([line for line in said if line.endswith(": bad")]) == sum(min(5, n) for n in files.values())
    for file, number in files.items():
        more = [line for line in said if line.startswith(f"{file}: {number - 5} more problem")]
        assert len(more) == (number > 5)


def test_many_files_with_a_problem_each_are_told_in_few_lines() -> None:
    """Beyond a hundred lines they are counted, with the files that they are of."""
    said: list[str] = []
    tell_all((Problem(f"{number}.pdf", None, "it is damaged") for number in range(20_000)), said.append)
    assert len(said) == 101
    assert said[-1].startswith("19,900 problems of 19,900 more files")


def test_what_comes_later_is_told() -> None:
    """Who is told something after the first reading is over hears it."""
    said: list[str] = []
    with Telling(said.append) as tell:
        for _ in range(7):
            tell(Problem("a", None, "bad"))
    tell(Problem("a", None, "it has changed"))
    assert said[-1] == "a: it has changed"
