"""``python -m bot`` is ``wendang bot``."""

from __future__ import annotations

import sys

from retrieval.terminal.start import main

if __name__ == "__main__":
    main(["bot", *sys.argv[1:]])
