"""The record of what a repair did."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.repair.steps import anchors, apply, locate, replay
from retrieval.values import Edit, Span, Step


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, tuple[Step, ...]]:
    """A text, and steps that change it in turn."""
    original = text = draw(st.text("报會a?", max_size=30))
    steps = []
    for number in range(draw(st.integers(0, 3))):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
        step = Step(str(number), tuple(Edit(span, draw(st.text("xy", max_size=4))) for span in spans))
        steps.append(step)
        text = apply(step.edits, text)
    return original, tuple(steps)


@given(histories())
def test_anchors_rise_and_stay_inside(history: tuple[str, tuple[Step, ...]]) -> None:
    """Whatever was done in whatever order, offsets lead to places of the original, and never backwards."""
    original, steps = history
    text = replay(steps, original)
    way = anchors(steps)
    assert way[0][0] == 0
    places = [locate(way, offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(original) for place in places)


@given(histories())
def test_untouched_characters_are_found_where_they_stood(history: tuple[str, tuple[Step, ...]]) -> None:
    """A character that no step put in leads back to the same character of the original."""
    original, steps = history
    text = replay(steps, original)
    way = anchors(steps)
    assert all(original[locate(way, at)] == letter for at, letter in enumerate(text) if letter not in "xy")
