"""Files to read: a small PDF with a text layer, and a page as a scanner sees it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont


def pdf(path: Path, *pages: str, moves: Sequence[str] = (), drawn: str = "") -> Path:
    """Writes a small PDF with one text line below the other; `moves` are the ways behind the first lines instead.

    `drawn` is what every page shows besides, in the operators of the format.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    for page in pages:
        lines = page.replace("(", r"\(").replace(")", r"\)").split("\n")
        ways = [*moves, *["T*"] * len(lines)]
        written = " ".join(f"({line}) Tj {way}" for line, way in zip(lines, ways, strict=False))
        shown = f"{drawn} BT /F1 11 Tf 14 TL 60 760 Td {written} ET"
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
        contents = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R /Resources {font} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    body += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{body.rindex(b'xref')}\n%%EOF".encode()
    path.write_bytes(body)
    return path


def page_image(*lines: str) -> Image.Image:
    """Draws lines of text as a scanner would see them."""
    image = Image.new("L", (1700, 1100), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=42)
    for place, line in enumerate(lines):
        draw.text((150, 120 + 90 * place), line, fill=0, font=font)
    return image
