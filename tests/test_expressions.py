"""Patterns that wait do what patterns do, and nothing is compiled before there is a question."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.expressions import regex

_WRITTEN = r"(?P<year>[0-9]{4})年|[零〇一二]+|(?<=第)\w"
# `chinese/numerals.py` stands below everything: one import more would make the chain of imports too long to be kept in mind.
_EAGER = {"retrieval.chinese.numerals"}
_LISTEN = """
import re, sys
compile, eager = re.compile, set()
def listen(expression, flags=0):
    caller = sys._getframe(1)
    if caller.f_code.co_name != "__getattr__":
        eager.add(caller.f_globals["__name__"])
    return compile(expression, flags)
re.compile = listen
import retrieval.terminal.commands.ask
print(*sorted(name for name in eager if name.split(".")[0] == "retrieval"))
"""


@given(
    st.text(alphabet="0123第〇一二年月ab\n"), st.sampled_from([0, re.IGNORECASE, re.DOTALL | re.MULTILINE])
)
def test_it_finds_what_the_pattern_finds(text: str, flags: int) -> None:
    """Whatever is asked first, a pattern that waited answers as one that did not, and tells the same of itself."""
    at_once = re.compile(_WRITTEN, flags)
    assert [found.span() for found in regex(_WRITTEN, flags).finditer(text)] == [
        found.span() for found in at_once.finditer(text)
    ]
    assert regex(_WRITTEN, flags).sub("_", text) == at_once.sub("_", text)
    assert regex(_WRITTEN, flags).split(text) == at_once.split(text)
    later = regex(_WRITTEN, flags)
    assert (later.pattern, later.flags, later.groups, later.groupindex) == (
        at_once.pattern,
        at_once.flags,
        at_once.groups,
        at_once.groupindex,
    )


def test_bytes_have_patterns_too() -> None:
    assert regex(rb"\n[ \t]*\n").split(b"a\n \nb") == [b"a", b"b"]


def test_a_wrong_pattern_is_refused_when_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("")


def test_loading_compiles_nothing() -> None:
    """What `wendang ask` loads compiles no pattern of ours: a module writes `regex(…)` where it would write `re.compile(…)`."""
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _LISTEN], capture_output=True, text=True, check=True
    )
    assert set(told.stdout.split()) <= _EAGER
