"""Presentations: each slide a page, its title a heading, its boxes from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pptx
from lxml import etree
from pptx.exc import PackageNotFoundError

from knowledge.errors import DocumentError
from knowledge.read.door import Progress
from knowledge.read.grid import markdown
from knowledge.read.packed import checked
from knowledge.records import Page


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads the slides in order, with their notes."""
    checked(path, "ppt/presentation.xml").close()
    try:
        show = pptx.Presentation(str(path))
        slides = list(show.slides)
        pages = []
        for number, slide in enumerate(slides, start=1):
            pages.append(Page(number, "\n".join(_lines(slide))))
            progress(number, len(slides))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise DocumentError(
            f"{path.name}: paparan tidak terbaca; buka lalu simpan lagi sebagai .pptx. / Not a readable "
            "presentation; open and save it again as .pptx."
        ) from error
    if not pages:
        raise DocumentError(
            f"{path.name}: tidak ada salindia di dalamnya; periksa berkasnya. / The presentation has no slides; "
            "check the file."
        )
    return pages


def _lines(slide: Any) -> Iterator[str]:  # noqa: ANN401 - python-pptx has no types
    title = slide.shapes.title
    if title is not None and title.has_text_frame and title.text_frame.text.strip():
        yield f"# {' '.join(title.text_frame.text.split())}"
        yield ""
    for shape in _in_order(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        yield from _shape(shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield slide.notes_slide.notes_text_frame.text.replace("\v", "\n")


def _in_order(shapes: Iterable[Any]) -> list[Any]:
    """Returns the boxes from top to bottom and left to right, those of a group in its place."""
    return sorted(shapes, key=lambda shape: ((shape.top or 0) // 200_000, shape.left or 0))


def _shape(shape: Any) -> Iterator[str]:  # noqa: ANN401
    if shape.shape_type == 6:  # a group
        for inner in _in_order(shape.shapes):
            yield from _shape(inner)
    elif getattr(shape, "has_table", False) and shape.has_table:
        yield from markdown([cell.text for cell in row.cells] for row in shape.table.rows)
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            words = "".join(run.text for run in paragraph.runs).replace("\v", " ").strip()
            if words:
                yield f"{'- ' if paragraph.level else ''}{words}"
        yield ""
