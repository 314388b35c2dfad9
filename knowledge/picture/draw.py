"""Draws one page in a process of its own: PDFium takes one thread at a time, and a bad file may end the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

# A page is drawn in a second, a scan's words are recognised in some more; beyond that the card is shown.
_SECONDS = 30.0
_ROOT = Path(__file__).resolve().parents[2]


def page_png(path: Path, number: int, quote: str) -> bytes | None:
    """Returns the picture of a page, None where it cannot be drawn."""
    asked = json.dumps({"path": str(path), "number": number, "quote": quote})
    searched = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "knowledge.picture.draw"],
            input=asked.encode(),
            capture_output=True,
            timeout=_SECONDS,
            env=os.environ | {"PYTHONPATH": searched},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout if ran.returncode == 0 and ran.stdout else None


def main() -> None:
    """Reads what to draw from standard input and writes the picture to standard output."""
    from knowledge.picture.page import draw
    from knowledge.picture.png import written

    asked = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(written(draw(Path(asked["path"]), asked["number"], asked["quote"])))


if __name__ == "__main__":
    main()
