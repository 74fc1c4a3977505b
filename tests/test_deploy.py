"""The files under `.deploy` cannot drift away from the program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.settings import BotSettings
from retrieval.settings import PREFIX

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["Dockerfile", "wendang.service"])
def test_every_setting_that_is_named_exists(root: Path, name: str) -> None:
    text = (root / ".deploy" / name).read_text("utf-8")
    known = {PREFIX + field.upper() for field in BotSettings.model_fields}
    assert set(re.findall(rf"{PREFIX}[A-Z_]+", text)) <= known


def test_what_the_image_copies_exists_and_is_not_ignored(root: Path) -> None:
    text = (root / ".deploy/Dockerfile").read_text("utf-8")
    kept = (root / ".deploy/Dockerfile.dockerignore").read_text("utf-8").splitlines()
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)]
    for source in (source for sources in copied for source in sources):
        assert (root / source).exists()
        assert f"!{source}" in kept


def test_the_image_runs_as_nobody_in_particular_and_is_watched(root: Path) -> None:
    text = (root / ".deploy/Dockerfile").read_text("utf-8")
    assert re.search(r"^USER [1-9]", text, re.MULTILINE)
    assert '"bot", "--healthy"' in text
