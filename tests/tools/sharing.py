"""A process that builds an index in a cluster, or helps with it, in units of a file each.

python sharing.py ARCHIVE URL BASE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from retrieval.index.building import sharing, units, update
from retrieval.index.building.recipe import Recipe
from retrieval.index.opensearch import lease
from retrieval.index.opensearch.access import Access
from retrieval.index.opensearch.board import join_build
from retrieval.index.opensearch.layout import Names
from retrieval.index.opensearch.writer import OpenSearchWriter


def main(archive: Path, url: str, base: str) -> None:
    """Bring the index up to the archive, and say who did what."""
    access, names = Access((url,), replicas=0, timeout=30.0), Names(base)
    done = update.update_index(
        lambda *, fresh: OpenSearchWriter(access, names, fresh=fresh),
        archive,
        Recipe("rjieba"),
        rebuild=False,
        report=lambda _: None,
        progress=lambda progress: print(json.dumps(progress), flush=True),  # noqa: T201 - read by the test
        join=lambda: join_build(access, names),
    )
    helped = done.helped and (done.helped.built, dict(done.helped.units))
    print(json.dumps({"documents": done.documents, "helped": helped, "builders": dict(done.builders)}))  # noqa: T201 - likewise


if __name__ == "__main__":
    units._UNIT = update._WORTH_SHARING = 1  # noqa: SLF001 - a small archive is shared out too
    sharing.PAUSE = 0.1
    # A builder that is gone is missed sooner.
    lease._BEAT, lease._UNCHANGED = 1.0, 8.0  # noqa: SLF001 - likewise
    main(Path(sys.argv[1]), *sys.argv[2:])
