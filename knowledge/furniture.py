"""What is printed on a page and is not the text: letterheads, page numbers, serial numbers, catchwords."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# Whole lines that are never text, wherever they stand: "SK No 004185 A", "jdih.menpan.go.id", "www.peraturan.go.id",
# "JDIH Kementerian PUPR", "- 12 -", "_ 10_"; not "2." (a number that came loose from its definition).
_LINE = re.compile(
    r"""(?:
        SK\s?N[o0ocr.]{1,2}\s?[\dOoIlL?\s-]{5,12}\s?[A-C]?
      | jdih\.\S+ | www\.peraturan\.go\.id
      | JDIH\s.{0,60}
      | [-–—_~.]{1,3}\s?[\dlIOoTtL]{1,4}\s?[-–—_~.]{1,3}
    )""",
    re.VERBOSE,
)
# Lines that are furniture at the edge of a page only: "12", "SALINAN", "2013, No.1234", "2020, No.1376 -4-", "2-".
_EDGE_LINE = re.compile(
    r"""(?:
        \d{1,3} | [-–—_]\s?[tlI]\d{1,2} | S\s?A\s?[LT]\s?I\s?N\s?A\s?N
      | (?:19|20)\d\d,\s?No\.?\s?\d+(?:\s\d+)?(?:\s?[-–]\s?\d{1,3}\s?[-–])?
      | [-–]?\s?\d{1,4}\s?[-–]?\s(?:19|20)\d\d,\s?No\.?\s?\d+
      | [-–—_]\s?\d{1,3} | \d{1,3}\s?[-–—_] | (?:https?://|www\.)\S+
    )""",
    re.VERBOSE,
)
# A page number that ran into the text: "-34" on page 3, "-21. Pasal 20" on page 2, "- 111 1." on page 11, "-2Sebagai",
# and with a one that was misread "-t7(3) Dalam" on page 17.
_FUSED = re.compile(
    r"[-–—_]\s?(?P<digits>\d{1,6}|[tlI]\d{1,5})\s?(?P<close>[-–—_]\s?)?(?P<rest>.*)",
    re.DOTALL,
)
_MISREAD_ONE = str.maketrans("tlI", "111")

# "PRES I DEN REPUBLIK INDONESIA -5-" in the middle of a line, as recognition shreds it:
# "F}1i: S IDEN REPLIBL IK INt)ONESIA", "FRES I DEN REFUtsLIK INDCNESIA".
_REPUBLIC = re.compile(
    r"\bR\s?E\s?\S{1,3}U?\S{1,6}(?:\s?I?[KH])?\s(?:[I1l!tT]\S?\s?\S{3,8}[I1l!tT][^\s,]{0,2}A?\.?)(?=[\s,]|$)"
)
_NUMBER_AFTER = re.compile(r"\s?[-–—_^.]{0,2}\s?[\dlIOoTtLto]{1,4}\s?[-–—_.]{1,3}(?=\s|$)")
_NUMBER_BEFORE = re.compile(r"[-–—_]\s?[\dlIOo]{1,4}\s?[-–—_]\s?$")
_SERIAL = re.compile(r"SK\sN[o0cr.]{1,2}\s?[\dOoIlL?-][\dOoIlL?\s-]{4,8}\s?A\b\s?")
# What follows a title or a signature and not a letterhead.
_SIGNED = re.compile(r"\s*NOMOR|\s?(?:,|t\s?td|MEMUTUS|NOMOR|TAHUN|TENTANG|DAN\b|UNTUK\b|DENGAN\b|KE\b|DI\b)")
_TITLE_BEFORE = re.compile(r"(?:\b(?:ESA|PERATURAN|KEPUTUSAN|INSTRUKSI)|A\s+(?:dan|DAN))[\s,]*$")
# Above the letterhead of a title block or a signature, and below the one of a title block.
_TITLE_OR_DATE = re.compile(r"(?:\b(?:ESA|PERATURAN|KEPUTUSAN|INSTRUKSI)|^(?:dan|DAN))[\s,]*$|anggal")
# A page number below a letterhead that stands among the lines of a text without pages: "-10", "_t2".
_PAGE_NUMBER = re.compile(r"[-–—_]\s?[tlI]?\d{1,3}")
_TITLES = ("ttd", "UNDANG", "PERATURAN", "KEPUTUSAN", "INSTRUKSI", "SALINAN")
_TOKEN = re.compile(r"\S+")
_DOTS = re.compile(r"(?:\s?[.…,]){2,}\s*$|…\s*$")
# Dots behind a catchword in running text, and what may still stand between it and the words that it announces.
_ANNOUNCING = re.compile(r"\s?(?:…|\.(?:\s?\.){1,3})\s+(?:[-–—]?\s?\d{1,3}\s?[-–—]?\s+)?")
# A catchword without dots shows by its mark: "(5) Konsiliasi (5) Konsiliasi sebagaimana", "c. untuk 12 c. untuk",
# "(3) Setiap. (3) Setiap".
_REPEATED = re.compile(
    r"(?<!\S)(?P<words>(?:[({]\w{1,3}[)}1lI]?|\w{1,3}[.)])\s\w{3,})\.?\s+(?:[-–—]?\s?\d{1,3}\s?[-–—]?\s+)?(?=(?P=words)\b)"
)
# The mark of a page's first ayat with a bracket that was misread: "(41 Ketentuan lebih" behind "(4) Ketentuan".
_MISREAD_CLOSE = re.compile(r"(?<=^\()(?P<number>\d{1,2})[1lI](?=\s)")
_MOST_ANNOUNCED = 4
# "PRESIDEN REPUBLIK INDONESIA" has 25 letters; recognition may leave out a few and add blanks.
_WHOLE = 20
_LONGEST_LETTERHEAD = 45


def is_furniture(line: str) -> bool:
    """Tells whether a whole line is never text."""
    return bool(line) and _LINE.fullmatch(line) is not None


def is_edge_furniture(line: str) -> bool:
    """Tells whether a line at the top or bottom of a page is not text."""
    return _EDGE_LINE.fullmatch(line) is not None


def letterhead(line: str) -> bool:
    """Tells whether a line is the President's letterhead, however badly recognised."""
    letters = _letters(line)
    if not 5 <= len(letters) <= 30 or line.endswith(",") or (line != line.upper() and sum(map(str.islower, line)) > 3):
        return False
    return any(_alike(letters, word, 0.75) for word in ("PRESIDEN", "REPUBLIKINDONESIA", "PRESIDENREPUBLIKINDONESIA"))


def unfuse(line: str, expected: int, place: int) -> tuple[int, str] | None:
    """Splits a page number off the text that it ran into; returns the number and the rest of the line.

    `expected` is the number after the last one printed, `place` the page's place in the file; numbering
    may also have begun anew (an elucidation).
    """
    match = _FUSED.fullmatch(line)
    if not match:
        return None
    digits = match["digits"].translate(_MISREAD_ONE)
    for number in dict.fromkeys((expected, place, expected + 1, 2, 1)):
        figure = str(number)
        if number == 1 and not match["rest"][:1].isalpha():
            continue
        if digits.startswith(figure):
            rest = match["digits"][len(figure) :] + (match["close"] or "" if digits != figure else "")
            return number, f"{rest}{match['rest']}".strip()
    return None


def drop_headers(text: str) -> str:
    """Takes letterheads, with their page and serial numbers and catchwords, out of running text."""
    if "SK N" in text:
        text = _SERIAL.sub("", text)
    text = _without_letterhead_lines(text)
    pieces: list[str] = []
    done = 0
    for match in _REPUBLIC.finditer(text):
        if match.start() < done or not _is_header(text, match):
            continue
        start = _header_start(text, match.start(), done)
        if start is None:
            continue
        end = match.end()
        if number := _NUMBER_AFTER.match(text, end):
            end = number.end()
        before = _NUMBER_BEFORE.sub("", text[done:start].rstrip())
        pieces.append(drop_catchword(before, text[end : end + 80]))
        pieces.append("\n")
        done = end
    return "".join((*pieces, text[done:])) if pieces else text


def drop_announcements(text: str) -> str:
    """Takes catchwords out of running text: words in front of the same words, with dots or a mark."""
    pieces: list[str] = []
    done = 0
    for match in _ANNOUNCING.finditer(text):
        following = text[match.end() : match.end() + 80]
        tokens = list(_TOKEN.finditer(text, max(done, match.start() - 80), match.start()))[-_MOST_ANNOUNCED:]
        start = next((t.start() for t in tokens if _announces(text[t.start() : match.start()], following)), None)
        if start is not None:
            pieces.append(text[done:start])
            done = match.end()
    text = "".join((*pieces, text[done:]))
    return _REPEATED.sub("", text)


def _announces(words: str, following: str) -> bool:
    """Tells whether words are the first of what follows, blanks and marks aside: "b.inspektorat… b. inspektorat"."""
    announced = _alnum(words)
    behind = [place for place, letter in enumerate(following) if letter.isalnum()]
    if not announced or len(behind) < len(announced) or not _alnum(following).startswith(announced):
        return False
    end = behind[len(announced) - 1] + 1
    return not following[end : end + 1].isalnum()


def drop_catchword(text: str, following: str) -> str:
    """Removes the announcement of the next page's first words from the end of a page."""
    stripped = text.rstrip()
    words = stripped[-60:].split()
    dotted = _DOTS.search(stripped[-40:]) is not None
    target = _alnum(_MISREAD_CLOSE.sub(r"\g<number>)", following[:80]))
    for count in range(min(4, len(words)), 0, -1):
        tail = " ".join(words[-count:])
        announced = _alnum(tail)
        if len(announced) > 40 or not announced or not target:
            continue
        if target.startswith(announced) and (dotted or count > 1 or not tail.islower() or _is_line(stripped, tail)):
            return stripped[: stripped.rindex(words[-count])] if count == 1 else _cut(stripped, words, count)
    if dotted:
        last = stripped.rpartition("\n")[2]
        if "\n" in stripped and len(last.split()) <= 5 and len(last) <= 45:
            return stripped[: -len(last)]
    return text


def _without_letterhead_lines(text: str) -> str:
    """Drops the lines that are a whole letterhead; those of the title block and above a signature stay."""
    lines = text.split("\n")
    full = [number for number, line in enumerate(lines) if line]
    dropped = set()
    for place, number in enumerate(full):
        if len(lines[number]) < _LONGEST_LETTERHEAD and _is_whole_letterhead(lines[number]):
            before = lines[full[place - 1]] if place else ""
            after = lines[full[place + 1]] if place + 1 < len(full) else ""
            if not _TITLE_OR_DATE.search(before) and not _SIGNED.match(after) and not after.startswith(_TITLES):
                dropped.add(number)
                if _PAGE_NUMBER.fullmatch(after):
                    dropped.add(full[place + 1])
    return "\n".join(line for number, line in enumerate(lines) if number not in dropped) if dropped else text


def _is_whole_letterhead(line: str) -> bool:
    return len(_letters(line)) >= _WHOLE and line[:1] in "PF" and letterhead(line) and "," not in line


def bare(line: str) -> str:
    """Returns a line without digits and blanks, to compare headers that carry a page number."""
    return re.sub(r"[\d\s]+", "", line).lower()


def _is_header(text: str, match: re.Match[str]) -> bool:
    letters = _letters(match[0])
    return _alike(letters, "REPUBLIKINDONESIA", 0.7) and not _SIGNED.match(text, match.end())


def _header_start(text: str, republic: int, floor: int) -> int | None:
    """Returns where the word PRESIDEN in front of "REPUBLIK INDONESIA" starts, None where it is another word."""
    start = max(floor, republic - 24)
    best: tuple[float, int] | None = None
    for match in _TOKEN.finditer(text, start, republic):
        tail = text[match.start() : republic]
        letters = _letters(tail)
        if 5 <= len(letters) <= 11 and sum(map(str.islower, tail)) <= 3 and not match[0].isdigit():
            likeness = SequenceMatcher(None, letters, "PRESIDEN", autojunk=False).ratio()
            if likeness >= 0.6 and (best is None or likeness > best[0]):
                best = (likeness, match.start())
    if best is None or _TITLE_BEFORE.search(text[max(0, best[1] - 14) : best[1]]):
        return None
    return best[1]


def _cut(text: str, words: list[str], count: int) -> str:
    position = len(text)
    for word in reversed(words[-count:]):
        position = text.rindex(word, 0, position)
    return text[:position]


def _is_line(text: str, tail: str) -> bool:
    return text.rpartition("\n")[2].strip() == tail


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).upper()


def _alnum(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _alike(first: str, second: str, least: float) -> bool:
    if abs(len(first) - len(second)) > len(second) * 0.5:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least
