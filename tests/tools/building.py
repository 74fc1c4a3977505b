"""Archives that are written, and indexes that are brought up to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from retrieval.index.building.recipe import Recipe
from retrieval.index.building.update import Update, update_index
from retrieval.index.disk.writer import DiskWriter

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.archive.records import Problem


RECIPE = Recipe("rjieba")


def update(
    archive: Path, folder: Path, *, recipe: Recipe = RECIPE, rebuild: bool = False
) -> tuple[Update, list[Problem]]:
    """Bring the index in a folder up to an archive."""
    problems: list[Problem] = []
    done = update_index(
        lambda *, fresh: DiskWriter(folder, fresh=fresh),
        archive,
        recipe,
        rebuild=rebuild,
        report=problems.append,
        progress=lambda _: None,
    )
    return done, problems


def write(archive: Path, name: str, *texts: str) -> None:
    """Write a file of records, each with the id of its first letter."""
    archive.mkdir(exist_ok=True)
    lines = [json.dumps({"id": text[0], "text": text}, ensure_ascii=False) for text in texts]
    (archive / name).write_text("\n".join(lines), "utf-8")


NAMES = ("a.jsonl", "b.jsonl", "c.jsonl")
