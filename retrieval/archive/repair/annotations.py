"""Pinyin that a mirror site wrote behind traditional characters: ``會(huì)議`` is 會議."""

from __future__ import annotations

import re

from retrieval.archive.repair.readings import LETTERS, reads
from retrieval.archive.repair.steps import Changes, substitute

ANNOTATION = re.compile(rf"([㐀-鿿])\(([{LETTERS}]{{1,6}})\)")


def strip_annotations(text: str) -> Changes:
    """Remove pinyin in parentheses that is a reading of the traditional character before it."""
    if not is_annotated(text):
        return Changes([])
    return substitute(ANNOTATION, lambda match: match[1] if reads(match[1], match[2]) else match[0], text)


def is_annotated(text: str) -> bool:
    """Say whether a machine annotated this text.

    The machine annotates only characters of traditional writing, while a textbook annotates whatever it teaches.
    Where more than one annotation in four stands behind any other character, the parentheses are the author's.
    """
    if ")" not in text:
        return False
    found = ANNOTATION.findall(text)
    machine = sum(reads(character, pinyin) for character, pinyin in found)
    return 3 * (len(found) - machine) <= machine and machine > 0
