"""The files under `.deploy` cannot drift away from the program."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from bot.cli import bot
from bot.health import BEAT_SECONDS
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


def test_what_is_started_is_what_gets_installed(root: Path) -> None:
    """The image's entry, its default, its health check and the unit call commands and options that exist."""
    scripts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    image = (root / ".deploy/Dockerfile").read_text("utf-8")
    unit = (root / ".deploy/wendang.service").read_text("utf-8")
    program, default, healthy = (
        json.loads(re.search(rf"^{name} .*?(\[.+\])$", image, re.MULTILINE)[1])  # type: ignore[index] # it is there
        for name in ("ENTRYPOINT", "CMD", "HEALTHCHECK")
    )
    started = re.search(r"^ExecStart=(\S+)/bin/(.+)$", unit, re.MULTILINE)
    assert started is not None
    options = {name for parameter in bot.params for name in parameter.opts}
    for words in (program + default, healthy, started[2].split()):
        assert words[0] in scripts
        assert words[1] == bot.name
        assert set(words[2:]) <= options
    # Where the image is built, and where the unit's comment says that it is installed.
    assert "/opt/wendang/bin:$PATH" in image
    assert f"python3 -m venv {started[1]}" in unit


def test_the_service_managers_wait_longer_than_the_bot(root: Path) -> None:
    """Whoever kills sooner than the bot ends makes it leave questions to the next start."""
    longest = BotSettings.model_fields["stop_timeout"].default
    image = (root / ".deploy/Dockerfile").read_text("utf-8")
    unit = (root / ".deploy/wendang.service").read_text("utf-8")
    for given in (
        re.search(r"--stop-timeout (\d+)", image),
        re.search(r"^TimeoutStopSec=(\d+)", unit, re.MULTILINE),
    ):
        assert given is not None
        assert int(given[1]) > longest


def test_the_example_of_settings_leaves_the_services_paths_alone(root: Path) -> None:
    """Copied to `/etc/wendang.env` it would win over them: what the unit or the image sets, it does not."""
    unit = (root / ".deploy/wendang.service").read_text("utf-8")
    image = (root / ".deploy/Dockerfile").read_text("utf-8")
    given = set(re.findall(rf"({PREFIX}[A-Z_]+)=/", unit + image))
    example = (root / ".env.example").read_text("utf-8")
    assert len(given) == 3
    assert not given & set(re.findall(rf"^({PREFIX}[A-Z_]+)=", example, re.MULTILINE))


def test_systemd_watches_what_the_bot_says(root: Path) -> None:
    """The bot says that it is well more often than systemd wants to hear it."""
    unit = (root / ".deploy/wendang.service").read_text("utf-8")
    wanted = re.search(r"^WatchdogSec=(\d+)$", unit, re.MULTILINE)
    assert re.search(r"^Type=notify$", unit, re.MULTILINE)
    assert wanted is not None
    assert int(wanted[1]) > 2 * BEAT_SECONDS
