"""Writes small files of the formats that cannot be written by hand, for the tests."""

from __future__ import annotations

import io
import zipfile


def write_pdf(*pages: list[str], info: str = "") -> bytes:
    """Return a PDF whose pages hold the lines, in a font that every reader has; ``[]`` is a picture."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        (
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
            "/Ordering (GB1) /Supplement 2 >> /DW 1000 >>"
        ),
        f"<< {info} >>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(
            f"1 0 0 1 50 {780 - 20 * number} Tm <{line.encode('utf-16-be').hex()}> Tj\n"
            for number, line in enumerate(lines)
        )
        stream = f"BT /F 12 Tf\n{shown}ET" if lines else "0 0 100 100 re f"
        kids.append(f"{len(objects) + 1} 0 R")
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
                "/Resources << /Font << /F 3 0 R >> >> >>"
            ),
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        data
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(data)}\n%%EOF"
        ).encode()
    )


def write_zip(members: dict[str, str | bytes]) -> bytes:
    """Return a zip with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()
