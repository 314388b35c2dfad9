"""Images of pages, recognised; a TIFF may hold several."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageSequence, UnidentifiedImageError

from knowledge.errors import DocumentError
from knowledge.read import ocr
from knowledge.read.door import Progress
from knowledge.records import Page

# A page at 600 dots an inch has 35 million pixels; Pillow refuses more than twice its own limit as a bomb.
Image.MAX_IMAGE_PIXELS = 120_000_000
_MOST_FRAMES = 2_000


def read(path: Path, progress: Progress) -> list[Page]:
    """Recognises every frame of an image."""
    ocr.require(path.name)
    try:
        with Image.open(path) as image:
            total = min(getattr(image, "n_frames", 1), _MOST_FRAMES)
            done = 0

            def count() -> None:
                nonlocal done
                done += 1
                progress(done, total)

            results = ocr.recognise_all(_frames(image, total), count)
            return [Page(number, result.text, result.quality) for number, result in enumerate(results, start=1)]
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError, EOFError) as error:
        raise DocumentError(
            f"{path.name}: bukan gambar yang terbaca, atau terlalu besar; pindai lagi. / Not a readable image, or a "
            "far too large one; scan it again."
        ) from error
    except OSError as error:
        raise DocumentError(
            f"{path.name}: gambarnya rusak atau terpotong; pindai lagi. / The image is damaged or cut off; scan it "
            "again."
        ) from error


def _frames(image: Image.Image, total: int) -> Iterator[Image.Image]:
    for place, frame in enumerate(ImageSequence.Iterator(image)):
        if place >= total:
            return
        yield ocr.scaled(frame)
