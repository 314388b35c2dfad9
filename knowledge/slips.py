"""Numbers that recognition damaged inside a quotation: shown as printed, with what they must be read as beside them.

Only where another number, or none, would be read: "ayat (21 huruf b" is ayat (2), "Pasal L4" is Pasal 14.
"""

from __future__ import annotations

import re

_AS_ONE = str.maketrans({"l": "1", "I": "1", "L": "1", "O": "0", "o": "0"})
_SLIP = re.compile(
    r"""\bayat\s*\((?P<number>\d{1,2})[1lI](?=[\s,.;])   # "ayat (21 ", the bracket read as a 1
      | \bayat\s*\([lI]\)                                 # "ayat (l)"
      | (?P<pasal>\b[Pp]asal\s+)                          # "Pasal L4", "Pasal 1O"
        (?P<figures>[lLIO]\d{1,2}|\d{1,2}[lIO]|\d[OoIl]\d)\b(?!\s*[a-z]\.)
    """,
    re.VERBOSE,
)


def with_readings(text: str) -> str:
    """Returns a text with the reading behind each damaged number: "ayat (21 [= ayat (2)] huruf b"."""
    return _SLIP.sub(_read, text)


def _read(match: re.Match[str]) -> str:
    if match["figures"]:
        meant = f"{match['pasal'].strip()} {match['figures'].translate(_AS_ONE)}"
    else:
        meant = f"ayat ({match['number'] or '1'})"
    return f"{match[0]} [= {meant}]"
