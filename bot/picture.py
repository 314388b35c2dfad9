"""Small pictures drawn for a phone."""

from collections.abc import Sequence
from io import BytesIO

WIDTH, MARGIN, ROW, HEAD = 1000, 60, 110, 130
BAR_LEFT, BAR_HEIGHT = 420, 44
PAPER, INK, TRACK = "#ffffff", "#1f2933", "#e4e7eb"
GREEN, YELLOW, RED = "#2f9e44", "#f08c00", "#e03131"


def readiness_picture(title: str, rows: Sequence[tuple[str, float]]) -> bytes:
    """Returns a PNG with one bar for each row; the shares run from 0 to 1."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH, HEAD + ROW * len(rows) + MARGIN), PAPER)
    draw = ImageDraw.Draw(image)
    large, small = ImageFont.load_default(44), ImageFont.load_default(32)
    draw.text((MARGIN, MARGIN - 10), title, INK, large)
    right = WIDTH - MARGIN - 110
    for place, (label, share) in enumerate(rows):
        top = HEAD + ROW * place
        draw.text((MARGIN, top + 4), label, INK, small)
        draw.rounded_rectangle((BAR_LEFT, top, right, top + BAR_HEIGHT), BAR_HEIGHT // 2, TRACK)
        if share > 0:
            end = BAR_LEFT + max(BAR_HEIGHT, round((right - BAR_LEFT) * share))
            colour = GREEN if share >= 0.8 else YELLOW if share >= 0.5 else RED
            draw.rounded_rectangle((BAR_LEFT, top, end, top + BAR_HEIGHT), BAR_HEIGHT // 2, colour)
        draw.text((right + 20, top + 4), f"{round(100 * share)}%", INK, small)
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()
