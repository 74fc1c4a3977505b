"""Writes packages of OFD, part by part, as the programs of offices write them, for the tests.

A page is a list of objects; measures are in millimetres from its upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pages import write_zip

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 4.0
Parts = Mapping[str, str | bytes]


def line(
    text: str, left: float = 20, top: float = 20, attributes: str = "", deltas: str | None = None
) -> str:
    """Return one object of text for a line; its characters stand side by side unless ``deltas`` says otherwise."""
    steps = f'DeltaX="g {len(text) - 1} {SIZE}"' if deltas is None and len(text) > 1 else deltas or ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{left} {top} 170 6" Font="1" Size="{SIZE}" {attributes}>'
        f'<ofd:TextCode X="0" Y="3.5" {steps}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def letters(text: str, left: float = 20, top: float = 20) -> str:
    """Return an object of text for each character, as programs write them that print through a driver."""
    return "".join(line(letter, left + number * SIZE, top) for number, letter in enumerate(text))


def lines(texts: Sequence[str], left: float = 20, top: float = 20, step: float = 7) -> str:
    """Return lines below each other."""
    return "".join(line(text, left, top + number * step) for number, text in enumerate(texts))


def page(objects: str, *, template: str = "", box: str = "0 0 210 297", inside: str = "") -> str:
    """Return the content of a page that draws objects above a template."""
    below = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>" if box else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{inside}<ofd:Page {NAMESPACE}>{area}{below}'
        f'<ofd:Content><ofd:Layer ID="2" Type="Body">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def document(pages: Sequence[str], *, common: str = "", behind: str = "", folder: str = "Doc_0") -> Parts:
    """Return the parts of a document, by their names in the package."""
    listed = "".join(
        f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    root = (
        f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{behind}</ofd:Document>"
    )
    contents = {f"{folder}/Pages/Page_{number}/Content.xml": one for number, one in enumerate(pages)}
    return {f"{folder}/Document.xml": root, **contents}


def root(folders: Sequence[str] = ("Doc_0",), info: str = "") -> Parts:
    """Return the part that names the documents."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID>{info}</ofd:DocInfo>"
        f"<ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for folder in folders
    )
    return {"OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD">{bodies}</ofd:OFD>'}


def write_ofd(
    *pages: str, info: str = "", common: str = "", behind: str = "", more: Parts | None = None
) -> bytes:
    """Return a package with one document."""
    return write_zip({**root(info=info), **document(pages, common=common, behind=behind), **(more or {})})
