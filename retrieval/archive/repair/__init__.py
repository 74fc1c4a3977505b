"""Damaged text → sound text, and the steps that were taken.

Each repair is a named function from a text to its edits. The repairs run in the order of :data:`REPAIRS`, which is
the order of the damage turned round:

1. *UTF-8 read as GBK* and *as Latin-1*, and *GBK or Big5 read as Latin-1*, because nothing inside misread text can be recognised before;
2. *entities inside characters*, as long as they are entities, and *HTML entities*, which may stand for anything that is repaired below, then *ruby*, which needs its tags;
3. *invisible characters*, so that neighbours are neighbours, and *line breaks*, so that a sentence is whole;
4. *broken characters*, as long as the pinyin is there that tells which bytes are missing, and the private characters
   that hold such bytes;
   and *shifted characters*, behind a byte that is lost without a sign;
5. *pinyin annotations*, which show that a machine made the page, and *dense pinyin*, which makes any text unreadable;
6. *private characters* and *doubled marks* that the repairs above have not used, and *watermarks*, which may hold any of this;
7. *simplified again*, only on a page that a machine made: what an author wrote in traditional characters stays so, as
   do his own doubled marks.

One repair may uncover what another one mends (an entity that was escaped twice), so all of them are repeated until
nothing changes. For the same reason a repaired text stays as it is when it is repaired again.

The modules, in reading order:

- steps.py         edits and steps, replayed and followed back
- suspicion.py     which texts may need a repair at all
- gbk.py           GBK as pairs of bytes
- readings.py      the pinyin of traditional characters
- likelihood.py    how likely a piece of text is
- misread.py       UTF-8 read as GBK, as Latin-1; GBK and Big5 read as Latin-1
- entities.py      characters that an entity broke in two
- markup.py        HTML entities, ruby
- invisible.py     invisible characters, private characters
- spaced.py        blanks between all characters of a line
- lines.py         line breaks
- breaks.py        broken characters: where they are
- inversion.py     broken characters: the search for their bytes
- shifted.py       stretches shifted by a byte
- annotations.py   pinyin annotations
- marks.py         doubled marks
- watermarks.py    a site's name, driven into its texts
- script.py        simplified again
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.records import Repaired
from retrieval.archive.repair.annotations import strip_annotations, strip_dense
from retrieval.archive.repair.breaks import join_breaks
from retrieval.archive.repair.entities import join_entities
from retrieval.archive.repair.invisible import strip_invisible, strip_private
from retrieval.archive.repair.lines import join_lines
from retrieval.archive.repair.marks import join_doubled
from retrieval.archive.repair.markup import strip_ruby, unescape_entities
from retrieval.archive.repair.misread import read_bytes_again, read_gbk_again, read_latin_again
from retrieval.archive.repair.script import simplify_again
from retrieval.archive.repair.shifted import join_shifted
from retrieval.archive.repair.spaced import join_spaced
from retrieval.archive.repair.steps import anchors, apply, locate, replay
from retrieval.archive.repair.suspicion import find_suspects
from retrieval.archive.repair.watermarks import strip_watermarks
from retrieval.values import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrieval.archive.repair.steps import Changes

__all__ = ["REPAIRS", "Repair", "anchors", "find_suspects", "locate", "repair", "replay"]


class Repair(NamedTuple):
    """A repair's name, the function that finds its edits, and the steps of which one must have been taken before it."""

    name: str
    find: Callable[[str], Changes]
    after: frozenset[str] = frozenset()


_MACHINE = frozenset({"broken characters", "pinyin annotations"})

REPAIRS: tuple[Repair, ...] = (
    Repair("UTF-8 read as GBK", read_gbk_again),
    Repair("UTF-8 read as Latin-1", read_latin_again),
    Repair("GBK or Big5 read as Latin-1", read_bytes_again),
    Repair("entities inside characters", join_entities),
    Repair("HTML entities", unescape_entities),
    Repair("ruby", strip_ruby),
    Repair("invisible characters", strip_invisible),
    Repair("blanks between characters", join_spaced),
    Repair("line breaks", join_lines),
    Repair("broken characters", join_breaks),
    Repair("shifted characters", join_shifted),
    Repair("pinyin annotations", strip_annotations),
    Repair("dense pinyin", strip_dense),
    Repair("private characters", strip_private),
    Repair("watermarks", strip_watermarks),
    Repair("doubled marks", join_doubled, after=_MACHINE),
    Repair("simplified again", simplify_again, after=_MACHINE),
)
# No damage was ever seen in more layers than this.
_ROUNDS = 5


def repair(text: str, page: Iterable[Step] = ()) -> Repaired:
    """Repair a text: ``repair("惠州日?qǐng)?bào)").text == "惠州日报"``.

    ``page`` is the steps that were taken on the page that the text comes from, because a headline alone may not show
    that a machine made it.
    """
    if not text:
        return Repaired(text)
    taken = {step.name for step in page}
    steps: list[Step] = []
    lost: dict[str, int] = {}
    for _ in range(_ROUNDS):
        before = text
        for name, find, after in REPAIRS:
            if after and not after & taken:
                continue
            changes = find(text)
            # What is lost in one round is lost in the next round too, and counts once.
            lost[name] = max(lost.get(name, 0), changes.lost)
            if changes.edits:
                taken.add(name)
                steps.append(Step(name, tuple(changes.edits)))
                text = apply(changes.edits, text)
        if text == before:
            break
    return Repaired(text, tuple(steps), sum(lost.values()))
