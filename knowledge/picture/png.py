"""Pictures within what messengers take: shape and size (Telegram's sendPhoto is the strictest of them)."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

# Telegram: width and height together at most 10,000, one at most 20 times the other (19, as pixels are whole), 10 MB.
MOST_BYTES = 9_000_000
MOST_SIDES = 10_000
MOST_RATIO = 19
# Beyond this a picture of a scan goes as JPEG: a tenth of the size, and as easy to read.
_LARGE_PNG = 3_000_000
_QUALITIES = (88, 70, 45)


def fitted(image: Image.Image) -> Image.Image:
    """Returns the picture no larger and no longer than allowed; a very long one gets white beside it."""
    least = -(-max(image.size) // MOST_RATIO)
    if min(image.size) < least:
        wide = Image.new("RGB", (max(image.width, least), max(image.height, least)), "white")
        wide.paste(image, (0, 0))
        image = wide
    if image.width + image.height > MOST_SIDES:
        factor = MOST_SIDES / (image.width + image.height)
        image = image.resize((int(image.width * factor), int(image.height * factor)))
    return image


def written(image: Image.Image) -> bytes:
    """Returns the picture as PNG, or as JPEG where that would be too large to send."""
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=7)
    for quality in _QUALITIES:
        if buffer.tell() <= (_LARGE_PNG if quality == _QUALITIES[0] else MOST_BYTES):
            break
        buffer = BytesIO()
        image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
