"""Regular expressions that are compiled when they are first asked for.

One question needs a third of some five hundred patterns, and to compile all of them takes longer than to answer it.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


def regex(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled by the first thing that it is asked to do; a wrong one is refused only then.

    >>> regex(r"[0-9]+").findall("11月14日")
    ['11', '14']
    """
    return cast("re.Pattern[AnyStr]", _Later(expression, flags))


class _Later(Generic[AnyStr]):
    """What stands for a pattern, and has the pattern's methods for its own from the first use on."""

    def __init__(self, expression: AnyStr, flags: int) -> None:
        self._written: tuple[AnyStr, int] = expression, flags

    def __getattr__(self, name: str) -> Any:
        # To copy or pickle it asks for names that no pattern has, before there is anything to compile.
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(*self._written)
        for one in dir(compiled):
            if not one.startswith("_"):
                setattr(self, one, getattr(compiled, one))
        return getattr(self, name)
