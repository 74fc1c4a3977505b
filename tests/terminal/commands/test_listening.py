"""What the commands share that answer over HTTP."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.mark.parametrize("listen", ["8090", "127.0.0.1:99999", "127.0.0.1:", ":x"])
def test_an_address_that_is_none_is_named(run: Run, listen: str) -> None:
    """One line with the value and what it should look like."""
    pytest.importorskip("starlette")
    result = run("serve", "--listen", listen)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "127.0.0.1:8090" in result.stderr


def test_a_taken_port_is_named(run: Run) -> None:
    """One line with the setting and another way."""
    pytest.importorskip("starlette")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
    assert result.exit_code == 2
    assert "--listen" in result.stderr
