"""``python -m retrieval``: the prompt; with arguments, the same as ``wendang``."""

import sys

from retrieval.terminal.start import main

if __name__ == "__main__":
    main(sys.argv[1:] or ["repl"], prog_name="python -m retrieval")
