"""Make every file of ``retrieval/data`` again from named folders, and compare it with the one that ships.

    python tests/benchmarks/models.py DATA_FOLDER [--only ranking,spans,confidence,readings,reader] [--out DIR] [--jobs 2]

DATA_FOLDER holds the sets under the paths that ``models.toml`` names; each file is checked against its SHA-256
before anything runs. The commands are those of ``models.toml``; what takes hours (``reader``) is made only where
it is named. One that needs what another makes waits for it, or
takes the file that ships where the other was not asked for; what it prints goes to a log in DIR.

For each file the first table says whether it is the shipped one to the byte, else how far the furthest number is
away; and the figures of the half that was held back: as expected, of the new file, and of the one that ships. The
second table is that of ``retrieval/data/README.md``, for whoever ships the new files. The exit code is 1 where a
figure is further from the expected one than ``models.toml`` allows.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parents[1] / "retrieval" / "data"


def main() -> None:
    """Make the files, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", type=lambda names: names.split(","))
    parser.add_argument("--out", type=Path, default=Path("build/models"))
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    known = tomllib.loads((_HERE / "models.toml").read_text("utf-8"))
    lists = {f"{{{name}}}": known[name] for name in ("lessons", "everyday")}
    usual = [name for name, model in known["models"].items() if "takes" not in model]
    models = {name: model for name, model in known["models"].items() if name in (given.only or usual)}
    if unknown := set(given.only or ()) - set(models):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known are {', '.join(known['models'])}")
    needed = {name for model in models.values() for name in model["sets"]}
    for fault in find_faults({name: known["sets"][name] for name in sorted(needed)}, given.data):
        parser.error(fault)
    given.out.mkdir(parents=True, exist_ok=True)
    made: dict[str, Future[float | None]] = {}
    with ThreadPoolExecutor(given.jobs) as pool:
        for name, model in models.items():
            for other in set(model.get("after", ())) - set(models):
                shutil.copy(_SHIPPED / known["models"][other]["file"], given.out)
            # What a model waits for stands above it, so that waiting never keeps the other from starting.
            before = [made[other] for other in model.get("after", ()) if other in made]
            made[name] = pool.submit(make, name, model, lists, given, before)
    print("| file | made in | beside the shipped one | figure | expected | new | shipped |")
    print("|---" * 7 + "|")
    done = [tell(name, model, given.out, made[name].result()) for name, model in models.items()]
    print("\n| file | SHA-256 | made on | half held back |")
    print("|---" * 4 + "|")
    for name, model in models.items():
        if made[name].result() is not None:
            digest = hashlib.sha256((given.out / model["file"]).read_bytes()).hexdigest()
            figures = read_figures(given.out, name)
            worth = ", ".join(f"{figure} {figures[figure]}" for figure in model.get("figures", ()))
            print(f"| `{model['file']}` | `{digest}` | {date.today()} | {worth or 'no figure'} |")  # noqa: DTZ011 - the day here
    sys.exit(not all(done))


def read_figures(out: Path, name: str) -> dict[str, float]:
    """Return the figures that a model's command wrote; none where it writes none."""
    file = out / f"{name}.figures.json"
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


def tell(name: str, model: dict[str, Any], out: Path, seconds: float | None) -> bool:
    """Print a row for each figure of a model, and say whether all is as expected."""
    if seconds is None:
        print(f"| {model['file']} | failed: see {out / name}.log | | | | | |")
        return False
    first = f"{model['file']} | {seconds:.0f} s | {compare(out / model['file'], _SHIPPED / model['file'])}"
    if not model.get("figures"):
        print(f"| {first} | | | | |")
        return True
    figures = read_figures(out, name)
    for figure, expected in model["figures"].items():
        shipped = figures.get(f"{figure}, shipped", "of other measures")
        print(f"| {first} | {figure} | {expected} | {figures[figure]} | {shipped} |")
        first = " | | "
    return all(
        abs(figures[figure] - expected) <= model["within"] for figure, expected in model["figures"].items()
    )


def find_faults(sets: dict[str, dict[str, str]], data: Path) -> list[str]:
    """Return what is wrong with the sets: files that are missing, or not those that the weights learnt from."""
    faults = []
    for name, files in sets.items():
        for path, digest in files.items():
            file = data / path
            if not file.is_file():
                faults.append(f"{name}: {str(file)!r} is not there")
            elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                faults.append(f"{name}: {str(file)!r} is another file than the one that was learnt from")
    return faults


def make(
    name: str,
    model: dict[str, Any],
    lists: dict[str, list[str]],
    given: argparse.Namespace,
    before: list[Future[float | None]],
) -> float | None:
    """Run a model's command, and return how many seconds it took, or None where it failed."""
    if any(other.result() is None for other in before):
        return None
    script, *parts = model["command"]
    written = [part for some in parts for part in lists.get(some, [some])]
    arguments = [part.format(data=given.data, out=given.out, root=_HERE.parents[1]) for part in written]
    if model.get("figures"):
        arguments += ["--figures", str(given.out / f"{name}.figures.json")]
    started = time.monotonic()
    with (given.out / f"{name}.log").open("w") as log:
        done = subprocess.run(
            [sys.executable, str(_HERE / script), *arguments],
            stdout=log,
            stderr=subprocess.STDOUT,
            # Sets of words are walked in the same order each time, whatever they are used for.
            env={**os.environ, "PYTHONHASHSEED": "0"},
            check=False,
        )
    return None if done.returncode else time.monotonic() - started


def compare(new: Path, shipped: Path) -> str:
    """Say how a new file differs from the one that ships."""
    if new.read_bytes() == shipped.read_bytes():
        return "the same bytes"
    if new.suffix == ".bin":
        return "other bytes"
    if new.suffix != ".json":
        lines, others = (set(file.read_text("utf-8").splitlines()) for file in (new, shipped))
        return f"{len(lines - others)} lines more, {len(others - lines)} less"
    numbers, others = (_numbers(json.loads(file.read_text("utf-8"))) for file in (new, shipped))
    if len(numbers) != len(others):
        return f"{len(numbers)} numbers, not {len(others)}"
    return f"furthest number {np.abs(numbers - others).max():.4f} away"


def _numbers(value: Any) -> np.ndarray:
    """Return all numbers of a JSON value, in their order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return np.concatenate([_numbers(one) for one in value]) if value else np.zeros(0)
    return np.array([value] if isinstance(value, int | float) else [], dtype=float)


if __name__ == "__main__":
    main()
