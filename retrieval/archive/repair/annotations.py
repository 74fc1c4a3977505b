"""Pinyin that a mirror site wrote behind traditional characters: ``會(huì)議`` is 會議."""

from __future__ import annotations

import unicodedata

from retrieval.archive.repair.readings import LETTERS, plain, reads
from retrieval.archive.repair.steps import Changes, substitute
from retrieval.expressions import regex
from retrieval.values import Edit, Span

ANNOTATION = regex(rf"([㐀-鿿])\(([{LETTERS}]{{1,6}})\)")

# Pinyin as any site may write it: with tones or numbers or neither, in brackets of any kind.
_ANY = regex(
    rf"(?P<before>[㐀-鿿])[(（\[【]\s?(?P<pinyin>[{LETTERS}ĀÁǍÀĒÉĚÈŌÓǑÒA-Z]{{1,6}}[0-5]?)\s?[)）\]】]"
)
_SYLLABLE = regex(
    "(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[aeo]|[aeo]i|[ao]u|ao|[aeio]ng?|er|i[ae]?|iao|i[ou]|ian|i?ang|iong|ueng"
    "|u[aoe]?|u[aei]i?|u[ae]n|un|uang|v[en]?)"
)
_HAN = regex("[㐀-鿿]")
# A machine annotates at least every so-manieth character, and no fewer than these.
_DENSE, _LEAST_DENSE = 4, 6


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


def strip_dense(text: str) -> Changes:
    """Remove pinyin of any writing behind characters where so many have it that a machine wrote it: ``天(tian)下(xia4)``.

    A textbook annotates the words that it teaches. Where every third character is annotated, nobody can read the text
    for it, nor find anything in it.
    """
    found = [match for match in _ANY.finditer(text) if _SYLLABLE.fullmatch(_letters(match["pinyin"]))]
    if len(found) < _LEAST_DENSE or len(found) * _DENSE < len(_HAN.findall(text)):
        return Changes([])
    return Changes([Edit(Span(match.end("before"), match.end()), "") for match in found])


def _letters(pinyin: str) -> str:
    """Return pinyin without tones: ``_letters("lǜ") == "lv"``."""
    written = unicodedata.normalize("NFD", plain(pinyin).lower().replace("ü", "v"))
    return "".join(letter for letter in written.replace("u\u0308", "v") if letter.isalpha())
