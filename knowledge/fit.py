"""Whether a passage holds the kind of answer that a question wants: a date, an amount, who acts, a list, a right.

The order of what was found tells what is on the subject. Of passages nearly as good, the one goes first in which a unit
says the question's words and is of the kind asked for: "kapan … menyampaikan rancangan APBD" wants the unit with the
deadline, "urusan wajib … apa saja" the one that opens the list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from knowledge.extract import Extract, Needs, delegates, denies, scored, share, signal
from knowledge.people import asks_name
from knowledge.question import Asks, Question
from knowledge.rank import Ranked
from knowledge.records import Passage, Unit
from knowledge.words import stem, stems

Matrix = npt.NDArray[np.float32]

# The answering passage is hardly ever further down.
DEPTH = 12
# What a passage gains where a unit of the kind asked for says all the question's words, and where the unit that would
# be quoted is of that kind. Over 1,651 questions that the order had not seen these put the right passage first for
# 0.563 instead of 0.549, and one with the expected facts for 0.780 of 624 instead of 0.758; trees learned from the same
# signals brought half of that.
_TOLD = {Asks.LIST: 1.0, Asks.HOW_MUCH: 1.0}
_QUOTED = {Asks.WHEN: 1.0, Asks.WHO: 0.5, Asks.HOW_MUCH: 1.0}
# What a passage gains where a unit says the question's words and gives what it names, a right, a duty, a sanction.
_CUED = 0.5
# What the passage gains besides whose list is opened by all the words of a question of some length: it enumerates just
# what is asked for, however often others speak of it.
_WHOLLY, _LEAST_WORDS, _ALL = 2.0, 3, 0.99
# What a section on the very thing loses that a question leaves out ("… selain infrastruktur").
_LEFT_OUT = 3.0
# A further provision is cited when its score is within this of the best one's, and it adds something.
NEARLY = 0.7
# What is quoted of a further passage says at most so much less of the question than the first quotation.
_SAID_LESS = 0.15

_ACTOR = (
    r"menteri|presiden|gubernur|bupati|wali\s?kota|kepala|sekretaris|dinas|badan|lembaga|dewan|komite|pejabat|pemerintah"
    r"|inspektorat|ppid|walidata|instansi|tim"
)
# "ditetapkan oleh PPID", "Gubernur melakukan …", "disampaikan kepada …"
_ACTS = re.compile(
    rf"\boleh\s+[\w/]|\b(?:{_ACTOR})\b[^.;:]{{0,60}}\b(?:me\w+|ber\w+|wajib|dapat)\b|\bkepada\s+\w", re.IGNORECASE
)
# What a question asks for by name, and how a provision says that it gives it.
_CUES = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(rf"\b(?:{told})\b", re.IGNORECASE))
    for asked, told in (
        (r"\btujuan|\b(?:purpose|aim)s?\b", r"(?:ber)?tujuan|aims?|purposes?"),
        (r"\bhak(?:nya)?\b|\bberhak\b|\brights?\b", r"(?:ber)?hak|dapat\s+mengajukan|rights?"),
        (r"\bwajib|\bkewajiban|\bharus|\bobligat|\bmust\b|\bdut(?:y|ies)\b", r"wajib|berkewajiban|kewajiban|harus"),
        (r"\btugas|\btasks?\b|\bdut(?:y|ies)\b", r"(?:ber)?tugas"),
        (r"\bfungsi|\bfunctions?\b", r"(?:ber)?fungsi"),
        (r"\b(?:ke)?wenang|\bwewenang|\bberwenang|\bauthori", r"berwenang|kewenangan|wewenang"),
        (r"\blarang|\bdilarang|\bprohibit|\bforbidden", r"dilarang|larangan"),
        (r"\bsanksi|\bhukum(?:an)\b|\bpidana|\bdenda|\bsanctions?|\bpenalt", r"sanksi|dipidana|pidana|denda|teguran"),
        (r"\bsyarat|\bpersyaratan|\brequirements?", r"(?:per)?syarat(?:an)?|memenuhi"),
        (r"\b(?:isi|muatan|memuat|cakupan|contents?|contains?)\b", r"memuat|muatan|mencakup|meliputi|berisi|isi"),
        (r"\bkriteria\b|\bcriteria\b", r"kriteria"),
        (r"\basas\b|\bprinsip\b|\bprinciples?\b", r"asas|prinsip"),
    )
)
_ENUMERATED = re.compile(
    r"\b(?:apa|siapa|mana)\s*(?:saja|aja)\b|\b(?:sebutkan|terdiri|meliputi|list)\b|\bwhat\s+are\b", re.IGNORECASE
)
# "pasal berapa yang melarang …" asks for a place: no amount answers it
_ADDRESS = re.compile(r"\b(?:pasal|ayat|huruf|bab|nomor|lampiran)\s+(?:ke\s?-?)?berapa\b", re.IGNORECASE)
# "Tim Pelaksana", "Dewan Pengarah": a body and its name
_BODY = re.compile(r"\b(?:tim|dewan|forum|komite|komisi|panitia|sekretariat)\s+\w+", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:selain|kecuali|apart\s+from|other\s+than|besides|except)\s+(?P<what>\w+)", re.IGNORECASE)


def most(question: Question) -> float:
    """Returns the most that a passage can gain or lose, 0 where no kind of answer is asked for."""
    if asks_name(question.formal):
        return 0.0  # what names somebody was put first already
    asks = _kind_asked(question)
    found = _TOLD.get(asks, 0.0) + _QUOTED.get(asks, 0.0) + _CUED * bool(_cues(question))
    found += _WHOLLY * (asks is Asks.LIST and _ENUMERATED.search(question.formal) is not None)
    return found + _LEFT_OUT * (_EXCEPT.search(question.formal) is not None)


def in_order(needs: Sequence[Needs], ranked: Sequence[Ranked], passages: Sequence[Passage]) -> list[Ranked]:
    """Returns passages with those that hold the kind of answer asked for moved up."""
    moved = [
        replace(item, score=item.score + gain(need, passage))
        for need, item, passage in zip(needs, ranked, passages, strict=True)
    ]
    return sorted(moved, key=lambda item: -item.score)


def gain(needs: Needs, passage: Passage) -> float:
    """Returns what a passage gains by the kind of its units."""
    question, asks = needs.question, _kind_asked(needs.question)
    if asks not in _QUOTED:
        # Closeness of meaning, the costly part, only tells which unit would be quoted.
        needs = replace(needs, match=lambda texts: np.zeros(len(texts), dtype=np.float32))
    units, scores, table = scored(needs, passage)
    said = signal(table, "own_above")
    kind = _of_kind(question, units, table)
    found = _QUOTED.get(asks, 0.0) * float(kind[int(np.argmax(scores))])
    listed = float((kind * (_said_by_openings(needs, passage, table) if asks is Asks.LIST else said)).max())
    found += _TOLD.get(asks, 0.0) * listed
    if (
        asks is Asks.LIST
        and listed > _ALL
        and len(needs.own) >= _LEAST_WORDS
        and _ENUMERATED.search(needs.question.formal)
    ):
        found += _WHOLLY
    if cues := _cues(needs.question):
        cued = np.array([any(cue.search(unit.text) for cue in cues) for unit in units], dtype=np.float32)
        found += _CUED * float((cued * said).max())
    return found - _LEFT_OUT * _is_left_out(question, passage)


def adds(question: Question, further: Extract, first: Extract, enacted: Collection[str]) -> bool:
    """Tells whether a quotation of a further passage helps beside the first.

    Beside guidance that answers, a regulation hardly does; nor does what is told of another body than the one asked
    about. `enacted` are the documents that are regulations.
    """
    if delegates(further.quote) or further.said < first.said - _SAID_LESS:
        return False
    if first.passage.document not in enacted and further.passage.document in enacted:
        return False
    return _bodies(question.formal) & _bodies_in(first) <= _bodies_in(further)


def _bodies_in(item: Extract) -> set[str]:
    """Returns the bodies that a section's heading names, those of the quotation where it names none."""
    return _bodies(item.passage.locator) or _bodies(item.quote)


def _bodies(text: str) -> set[str]:
    return {" ".join(match.group().lower().split()) for match in _BODY.finditer(text)}


def each_once(ranked: Sequence[Ranked], taken: set[tuple[str, str]]) -> list[Ranked]:
    """Returns the best part of each provision, in order, leaving out those already taken."""
    seen = set(taken)
    kept: list[Ranked] = []
    for item in ranked:
        place = (item.row.document, item.row.locator)
        if place not in seen:
            seen.add(place)
            kept.append(item)
    return kept


def worth_citing(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Returns the best passage and those nearly as good, each provision once."""
    return [item for item in each_once(ranked, set())[:3] if item.score >= ranked[0].score - NEARLY]


def _said_by_openings(needs: Needs, passage: Passage, table: Matrix) -> Matrix:
    """Returns how much of the question each unit says; what refers to another ayat means what stands there."""
    whole = share(needs.own, set(stems(passage.text)))
    return np.where(signal(table, "elaborates") > 0, whole, signal(table, "own")).astype(np.float32)


def _is_left_out(question: Question, passage: Passage) -> bool:
    """Tells whether a section is headed by what the question leaves out, and does not itself leave it out."""
    match = _EXCEPT.search(question.formal)
    if match is None:
        return False
    headed = stem(match["what"].lower()) in stems(passage.locator)
    return headed and not _EXCEPT.search(passage.text)


def _of_kind(question: Question, units: Sequence[Unit], table: Matrix) -> Matrix:
    """Tells of each unit whether it is of the kind asked for."""
    asks = _kind_asked(question)
    if asks is Asks.WHO:
        return np.array([_ACTS.search(unit.text) is not None for unit in units], dtype=np.float32)
    if asks is Asks.LIST:
        return signal(table, "leads_in") * [not denies(question, unit.text) for unit in units]
    name = {Asks.HOW_MUCH: "amount", Asks.WHEN: "date"}.get(asks)
    return signal(table, name) if name else np.zeros(len(units), dtype=np.float32)


def _kind_asked(question: Question) -> Asks:
    return Asks.FREE if _ADDRESS.search(question.formal) else question.asks


def _cues(question: Question) -> list[re.Pattern[str]]:
    return [told for asked, told in _CUES if asked.search(question.formal)]
