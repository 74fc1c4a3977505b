"""The first and the last moments of ``wendang``: what happens before there is a command, and when it is over.

Ctrl-C ends the program at any moment without a traceback, and a stream that is closed or full is told in one line.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

# What a shell expects of a program that Ctrl-C ended.
_INTERRUPTED = 130
_FAILED = 2
# Characters of a name that an error repeats.
_LONGEST_SHOWN = 200


def main(args: list[str] | None = None, prog_name: str = "wendang") -> None:
    """Run ``wendang`` and end the process.

    Args:
        args: what stands behind its name; the process's own without it.
        prog_name: how it calls itself.
    """
    # While modules are loaded, and when all is said, nobody catches an interrupt: the system's way to end is silent.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _open_standard_streams()
    try:
        code = _run(args, prog_name)
    except MemoryError:
        code = _tell("there is too little memory for this: let the process have more")
    # Of a package that finds no room for its libraries, it is the last line that says so.
    except ImportError as error:
        why = (str(error).strip().splitlines() or [""])[-1]
        code = _tell(
            f"a package cannot be loaded ({why}): install it anew, or let the process have more memory"
        )
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_finish(code))


def _run(args: list[str] | None, prog_name: str) -> int:
    import click  # noqa: PLC0415 - to load it takes a while, in which Ctrl-C may come

    from retrieval.terminal.cli import main as command  # noqa: PLC0415 - likewise

    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        # With `ctx.exit` a command returns its exit code.
        return int(command.main(args, prog_name, standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else _FAILED
    except OSError as error:
        return _complain(error)


def _finish(code: int) -> int:
    """Write out what is still held; return the exit code."""
    for number, stream in enumerate((sys.stdout, sys.stderr), 1):
        try:
            stream.flush()
        except OSError as error:
            if stream is sys.stdout:
                code = _complain(error)
            # Python would try it once more at the very end, and print a traceback.
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    return code


def _complain(error: OSError) -> int:
    """Say what the system refused, where that can be said; return the exit code."""
    if not isinstance(error, BrokenPipeError):
        name = os.fsdecode(error.filename)[:_LONGEST_SHOWN] if isinstance(error.filename, str | bytes) else ""
        where = f" {name!r}" if name else ""
        return _tell(f"the system refused{where}: {error.strerror or error}")
    return _FAILED


def _tell(line: str) -> int:
    """Say what ends the program, where that can be said; return the exit code."""
    # Perhaps nobody listens there.
    with suppress(OSError):
        print(f"wendang: {line}", file=sys.stderr)  # noqa: T201 - click may not be there
    return _FAILED


def _open_standard_streams() -> None:
    """Put something in the place of streams that are closed: the next file that is opened would become one of them."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
