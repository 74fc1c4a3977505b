"""``python -m retrieval``: the prompt; with arguments, the same as ``wendang``."""

import sys

from retrieval.terminal.cli import main

if __name__ == "__main__":
    main(args=sys.argv[1:] or ["repl"], prog_name="python -m retrieval")
