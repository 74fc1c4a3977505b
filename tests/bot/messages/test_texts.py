"""All that the bot says has its place in each language."""

from __future__ import annotations

import string
from dataclasses import fields

import pytest

from bot.handlers.menus import ADMIN, GROUP, PRIVATE
from bot.messages.languages import TEXTS
from bot.messages.texts import Texts

NAMES = [field.name for field in fields(Texts) if field.name not in {"menu", "name", "code"}]


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_has_the_same_places_to_be_filled_in_in_each_language(name: str) -> None:
    """And none of them is empty."""
    said = [getattr(texts, name) for texts in TEXTS.values()]
    assert all(said)
    places = {
        tuple(sorted(place for _, place, _, _ in string.Formatter().parse(one) if place)) for one in said
    }
    assert len(places) == 1


def test_every_command_is_explained_in_each_language() -> None:
    for texts in TEXTS.values():
        assert set(texts.menu) == {*PRIVATE, *GROUP, *ADMIN}
