"""Follow-ups: a question that leans on the turns before it, made whole; a new subject is left as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge import slots
from knowledge.locator import parse_locator
from knowledge.pointing import place_beside
from knowledge.question import understand
from knowledge.records import Citation, Turn
from knowledge.references import mentions
from knowledge.wanted import asks_price
from knowledge.words import STOP_WORDS, formal, is_english, stem, stems, word_sets, words

# The last turns that a follow-up may lean on; what was said before them is another matter.
MOST_TURNS = 6
# A follow-up with more words of its own than this says all that is needed by itself.
_SHORT = 4
_MOST_SUBJECT = 12


class Leans(StrEnum):
    """How a question leans on the turns before it."""

    NOT = "not"
    NEAR = "near"
    IN_LANGUAGE = "in_language"
    ON_SUBJECT = "on_subject"
    ON_PLACE = "on_place"
    ON_SOURCE = "on_source"
    ON_NOTHING = "on_nothing"


@dataclass(frozen=True, slots=True)
class Whole:
    """A question as it would be asked by itself.

    `subject` are the words that the turns before lend it, `focus` the provision that the conversation is at, and
    `language` that of the answer where it is not the question's own. `rule` is the regulation that was named before and
    is still meant. `apart` is a follow-up as typed where nothing in it points back: it may be about something else.
    """

    text: str
    leans: Leans
    subject: str = ""
    focus: Citation | None = None
    language: str | None = None
    rule: str = ""
    apart: str = ""


_SETS = word_sets("conversation-words.txt")
_RELATIONAL = frozenset(map(stem, _SETS["relational"]))
# "bagaimana kalau …", "dan yang …", "terus …", "maksud saya …", "what about …"
_CONNECTIVE = re.compile(
    r"""^(?:(?:dan|lalu|terus|trus|oh|ok|oke|eh|hmm|nah|tapi|kalo|kalau|klo|klu|jika|bila|bagaimana|gimana|gmn|bgmn|dengan|halnya
          |untuk|utk|bukan|salah|itu|berarti|jadi|maksud(?:ku|nya)?(?:\s+saya)?|yang\s+saya\s+maksud|and|but|so|what|how|about|if|then|i\s+mean
          |or|atau|sedangkan|sementara|begitu\s+juga|apa\s+juga)\b[\s,.:]*)+""",
    re.VERBOSE | re.IGNORECASE,
)
# Words that point back: "itu", "tersebut", "tadi", "its", "that"; "-nya" on a word that is not always written so.
_POINTS = re.compile(
    r"\b(?:itu|tersebut|tadi|tsb|mereka|beliau|begitu|demikian|it|its|they|them|their|that|those|this)\b", re.IGNORECASE
)
_OWNED = re.compile(r"\b([a-z-]{3,}?)-?nya\b", re.IGNORECASE)
# "pasal berapa itu?", "sumbernya?", "dasar hukumnya apa?", "which article is that?"
_SOURCE = re.compile(
    r"""^(?:(?:di|ada\s+di|itu|diatur|disebut|tercantum|dalam|dasarnya|sumbernya|dasar\s+hukumnya)\s+)*(?:pasal|ayat|peraturan|aturan|uu|dokumen|halaman|bagian)\s*(?:nya)?\s*
          (?:yang\s+)?(?:berapa|mana|apa)(?:\s+saja)?\b
      | ^(?:apa\s+|mana\s+)?(?:dasar|sumber|landasan|rujukan|acuan)(?:\s*hukum)?(?:\s*nya)?
          (?:\s+(?:apa|mana|itu|dari\s+mana|di\s+mana))*\W*$
      | ^(?:itu\s+)?(?:dari|menurut)\s+(?:mana|aturan\s+apa|pasal\s+(?:berapa|mana)|apa)\b
      | ^(?:which|what)\s+(?:article|provision|regulation|law|source)\b
      | ^(?:the\s+)?(?:legal\s+)?(?:basis|source)\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"""^(?:(?:tolong|coba|dong|please|can|you|could|jawab|jelaskan|answer|say|it|that|ulangi|terjemahkan|translate|ke|to|dalam|pakai|pake|in
          |dengan|bahasa|versi|nya)\s+)*(?P<language>indonesia(?:n)?|inggris|english|bahasa)(?:\s*-?nya)?(?:\s+(?:dong|ya|please|aja|saja|nya|version))*\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_NTH = re.compile(
    r"^(?:(?:jelaskan|yang|nomor|no|poin|butir|pilihan|coba|the|number|kalau)\W*)*(?P<n>\d|pertama|kesatu|kedua|ketiga|keempat|kelima|keenam|terakhir"
    r"|first|second|third|fourth|last)(?:\s+(?:one|itu|apa|tadi|dong|ya))*\W*$",
    re.IGNORECASE,
)
_NUMBERS = {
    word: n
    for n, spelled in enumerate(
        ("pertama kesatu first", "kedua second", "ketiga third", "keempat fourth", "kelima", "keenam"), 1
    )
    for word in spelled.split()
} | {"terakhir": -1, "last": -1}
_ITEM = re.compile(r"^\s*(?:[-–•*]|\(?[a-z]{1,2}[.)]|\(?\d{1,3}[.)])\s+(?P<text>.+)$")
# "apa saja tugas …", "berapa tarif …": what is asked, of something
_OF_SOMETHING = re.compile(
    r"^(?:apa(?:kah)?|siapa|berapa|bagaimana|sebutkan|jelaskan|what\s+(?:is|are)|list)\s+(?:itu\s+|saja\s+|yang\s+|the\s+)*"
    r"(?:tugas|isi|unsur|syarat|peran|wewenang|kewenangan|kewajiban|hak|larangan|kriteria|manfaat|tujuan|fungsi|contoh|muatan|komponen"
    r"|tahap(?:an)?|langkah|susunan|anggota|jenis|bentuk|sanksi|tarif|prinsip|ruang\s+lingkup|pengertian|definisi|dasar\s+hukum"
    r"|elements?|duties|members|contents?|purpose|requirements?|steps)\b(?:\s+of)?",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:masih\s+berlaku|sudah\s+(?:dicabut|diubah|diganti)|(?:di|men)?cabut|diubah|perubahan(?:nya)?|penggantinya|pengganti|digantikan|diganti"
    r"|mulai\s+berlaku|still\s+(?:valid|in\s+force)|repealed|amended|replaced)\b",
    re.IGNORECASE,
)
# "kalau tidak disetujui?", "kalau dibatalkan?": what happens then, and not the same question again
_HAPPENS = re.compile(r"^(?:tidak|belum|sudah|ada|di[a-z]{4,}|me[a-z]{4,}|ber[a-z]{4,}|ter[a-z]{4,})\b", re.IGNORECASE)
# "dendanya kalau dilanggar", "kalau tidak dilaporkan sanksinya": if what is?
_IF_DONE = re.compile(r"\b(?:kalau|jika|bila|apabila)\s+(?:tidak\s+|belum\s+)?(?:di|ter)[a-z]{4,}\b", re.IGNORECASE)
# "isi ayat 2 apa": of which Pasal?
_LONE_PART = re.compile(r"\b(?:ayat\s*\(?\d{1,2}\)?|huruf\s+[a-z]\b|angka\s+\d{1,2}\b)", re.IGNORECASE)
# "perpres yang itu", "that year": which one, where nothing was said before
_POINTED_AT = re.compile(
    r"\b(?:uu|pp|perpres|permen\w*|perda|peraturan|aturan|tahun|tahap|pasal)\s+(?:yang\s+)?(?:itu|tersebut|tsb|tadi)\b"
    r"|\b(?P<english>that)\s+(?:year|regulation|law|phase|region|article)\b",
    re.IGNORECASE,
)
# What else such a question may name and still not say which: "sosialisasi uu itu", "regions selected that year".
_BESIDE_POINTING, _BESIDE_THAT = 1, 2
_PASAL = re.compile(r"\b(?:pasal|psl|ps|article|lampiran)\b", re.IGNORECASE)
_ASKING = re.compile(
    r"\b(?:apa(?:kah)?|siapa|kapan|berapa|bagaimana|gimana|mengapa|kenapa|mana|di\s?mana|boleh(?:kah)?|bisa(?:kah)?|wajib(?:kah)?|adakah|what|who"
    r"|when|where|which|how|why|is|are|does|do|can|must)\b",
    re.IGNORECASE,
)


def make_whole(text: str, turns: Sequence[Turn], names: Mapping[str, str]) -> Whole:
    """Returns a question as it would be asked by itself after the turns before it.

    `names` gives for each document that is a regulation the name by which people call it ("UU 6/2014").
    """
    turns = list(turns)[-MOST_TURNS:]
    so_far = Whole("", Leans.NOT)
    focus: Citation | None = None
    for turn in turns:
        whole = _whole(turn.question, so_far, focus, turns[: turns.index(turn)], names)
        if turn.lead and not turn.citations and so_far.text and whole.leans is not Leans.ON_NOTHING:
            continue  # it led nowhere, so that nothing leans on it
        so_far = whole
        focus = turn.citations[0] if turn.citations else (focus if so_far.leans is not Leans.NOT else None)
    return _whole(text, so_far, focus, turns, names)


def _whole(text: str, before: Whole, focus: Citation | None, turns: Sequence[Turn], names: Mapping[str, str]) -> Whole:
    said = formal(" ".join(text.split()))
    if not before.text:
        return Whole(text, Leans.ON_NOTHING if _is_dangling(said) else Leans.NOT)
    for rule in (_other_language, _source, _other_place, _nth, _replaced, _other_case, _status):
        if found := rule(said, before, focus, turns, names):
            return replace(found, language=found.language or _language(said, before))
    if before.leans is Leans.ON_NOTHING and not _stands_alone(before.text):
        # "Sanksinya apa?" could not be answered; what is said now tells of what.
        rest = _CONNECTIVE.sub("", said).strip()
        return Whole(f"{before.text.rstrip(' ?.!')} {rest}", Leans.NOT)
    if _stands_alone(said):
        return Whole(text, Leans.NEAR if _shares(said, before) else Leans.NOT, before.text, focus)
    apart = "" if _points_back(said) or not _meaningful(said) else text
    return replace(_elliptic(said, before, focus), language=_language(said, before), apart=apart)


def _language(said: str, before: Whole) -> str | None:
    """Returns the language of a short follow-up: its own where it shows, else that of the question before."""
    marked = is_english(f"{said} {said}")
    return "en" if marked else ("id" if is_english(before.text) and not _is_bare_name(said) else None)


def _is_bare_name(said: str) -> bool:
    return slots.read(said).bare and not _CONNECTIVE.match(said)


# the ways of leaning, each tried in its turn


def _other_language(
    said: str, before: Whole, focus: Citation | None, turns: Sequence[Turn], names: Mapping[str, str]
) -> Whole | None:
    match = _LANGUAGE.match(said)
    if match is None:
        return None
    language = "id" if match["language"].lower() in ("indonesia", "bahasa") else "en"
    return replace(before, leans=Leans.IN_LANGUAGE, language=language)


def _source(
    said: str, before: Whole, focus: Citation | None, turns: Sequence[Turn], names: Mapping[str, str]
) -> Whole | None:
    """Reads "pasal berapa itu?": what was cited. The legal basis of what a guide says is another question."""
    if focus is None or not turns[-1].citations or not _SOURCE.search(said):
        return None
    if "hukum" in said and not any(c.document in names for c in turns[-1].citations):
        return None
    return Whole(before.text, Leans.ON_SOURCE, before.subject, focus)


def _other_place(
    said: str, before: Whole, focus: Citation | None, turns: Sequence[Turn], names: Mapping[str, str]
) -> Whole | None:
    """Reads "jelaskan ayat 2", "pasal selanjutnya?", "penjelasannya?" as an address in the document at hand."""
    if focus is None or focus.document not in names or mentions(said):
        return None
    place = place_beside(_CONNECTIVE.sub("", said) or said, parse_locator(focus.locator))
    if not place:
        return None
    return Whole(f"{place} {names[focus.document]}", Leans.ON_PLACE, before.subject, focus)


def _nth(
    said: str, before: Whole, focus: Citation | None, turns: Sequence[Turn], names: Mapping[str, str]
) -> Whole | None:
    """Reads "yang kedua": the item of the last answer, its second source, else the second phase."""
    match = _NTH.match(said)
    if match is None:
        return None
    number = _NUMBERS.get(match["n"].lower()) or int(match["n"])
    items = [m["text"] for line in turns[-1].lead.splitlines() if (m := _ITEM.match(line))]
    place = number if number < 0 else number - 1
    if -1 <= place < len(items) and items:
        item = re.sub(r"\s*\[\d+\]", "", items[place]).strip(" ;.")
        return Whole(item, Leans.ON_SUBJECT, _subject(before), focus)
    cited = turns[-1].citations
    if cited and -1 <= place < len(cited) and cited[place].document in names:
        return Whole(
            f"{cited[place].locator} {names[cited[place].document]}", Leans.ON_PLACE, before.subject, cited[place]
        )
    phases = slots.read(before.text).phases
    return Whole(before.text.replace(phases[0], f"tahap {match['n']}"), Leans.NOT, before.subject) if phases else None


def _replaced(
    said: str, before: Whole, focus: Citation | None, turns: Sequence[Turn], names: Mapping[str, str]
) -> Whole | None:
    """Reads "dan yang tahun 2018?", "kalau kabupatennya?": the question before with something else in its place."""
    rest = _CONNECTIVE.sub("", said).strip()
    found = slots.read(rest)
    if not found.any or not found.bare:
        return None
    if found.term and not (slots.holds(before.text, found) or slots.holds(before.subject, found)):
        return None
    if before.leans is Leans.ON_SUBJECT and slots.holds(before.subject, found):
        return replace(before, subject=slots.put(before.subject, found, rest), focus=None)
    leans = Leans.ON_SUBJECT if before.leans is Leans.ON_SUBJECT else Leans.NOT
    return Whole(slots.put(before.text, found, rest), leans, before.subject)


def _other_case(
    said: str, before: Whole, focus: Citation | None, turns: Sequence[Turn], names: Mapping[str, str]
) -> Whole | None:
    """Reads "kalau Tim Pelaksana?" after "apa tugas Dewan Smart City?": the same asked of something else."""
    other = _CONNECTIVE.sub("", said).strip(" ?.!")
    if other == said.strip(" ?.!") or _ASKING.search(other) or _owned(other) or not 0 < len(_content(other)) <= _SHORT:
        return None
    match = _OF_SOMETHING.match(before.text)
    if match is None:
        return None
    rule = _rule(before)
    return Whole(f"{match.group()} {other}{f' {rule}' if rule else ''}?", Leans.NEAR, "", focus)


def _status(
    said: str, before: Whole, focus: Citation | None, turns: Sequence[Turn], names: Mapping[str, str]
) -> Whole | None:
    """Reads "masih berlaku?", "penggantinya apa?" of the rule at hand."""
    if not _STATUS.search(said) or mentions(said) or len(_content(said)) > _SHORT:
        return None
    name = _rule(before) or (names.get(focus.document, "") if focus else "")
    return Whole(f"{name} {said}", Leans.NOT, before.subject, focus) if name else None


# ellipsis


def _elliptic(said: str, before: Whole, focus: Citation | None) -> Whole:
    rest = _CONNECTIVE.sub("", said).strip() or said
    found = slots.read(rest)
    subject = _subject(before)
    if found.any:
        # "siapa anggotanya di Wonosobo?": what is named anew takes the place of what was named before.
        subject = " ".join(w for w in subject.split() if not (found.years and re.fullmatch(r"(?:19|20)\d\d", w)))
    asked = _ASKING.search(rest) or _HAPPENS.match(rest)
    cue = _ASKING.search(before.text)
    asking = rest if asked or not cue else f"{'berapa' if asks_price(rest) else cue.group()} {rest}"
    return Whole(asking, Leans.ON_SUBJECT, subject, focus, rule=_rule(before))


def _rule(before: Whole) -> str:
    """Returns the regulation that the question before names, or that those before it did."""
    asked = sorted(mentions(before.text), key=lambda m: (bool(m.key), m.start))
    if not asked:
        return before.rule
    named = asked[-1]
    return " ".join([before.text[named.start : named.end], *(() if named.key else named.following[:4])])


def _subject(before: Whole) -> str:
    """Returns the content words of the question before, with those it leant on."""
    own = _content(before.text)
    lent = [w for w in before.subject.split() if w not in own] if before.leans is Leans.ON_SUBJECT else []
    return " ".join([*own, *lent][:_MOST_SUBJECT])


def _content(text: str) -> list[str]:
    """Returns the words of a text that carry meaning, as written."""
    return [w for w in words(formal(text)) if w not in STOP_WORDS and not _ASKING.fullmatch(w)]


def _stands_alone(said: str) -> bool:
    """Tells whether a question names all that it is about."""
    if any(m.key for m in mentions(said)):
        return True
    own = _content(said)
    if _defines(said):
        return True
    points = _POINTS.search(said) is not None or any(_owned(said))
    connects = _CONNECTIVE.match(said) is not None
    return len(own) > _SHORT + 2 * connects + 2 * points or (
        len(own) >= _SHORT and not points and not connects and _ASKING.search(said) is not None
    )


def _defines(said: str) -> bool:
    """Tells whether a question asks what a term means that it names: "apa itu quick win?", not "apa itu?"."""
    term = understand(said).term
    return bool(term) and not _owned(said) and not _POINTS.search(term) and bool(_meaningful(term))


def _points_back(said: str) -> bool:
    """Tells whether a question says that it goes on from the one before: "kalau …", "…nya", "… itu"."""
    return bool(_CONNECTIVE.match(said) or _POINTS.search(said) or _owned(said))


def _owned(said: str) -> list[str]:
    """Returns the words that belong to something said before: "sanksinya", "anggotanya"."""
    return [m[1].lower() for m in _OWNED.finditer(said) if m[1].lower() not in _SETS["not-owned"]]


def _shares(said: str, before: Whole) -> bool:
    return bool(set(stems(said)) & set(stems(f"{before.text} {before.subject}")))


def _is_dangling(said: str) -> bool:
    """Tells whether a question by itself points at something that was never said."""
    if (pointed := _POINTED_AT.search(said)) and not re.search(r"\d", said):
        most = _BESIDE_THAT if pointed["english"] else _BESIDE_POINTING
        return len(_meaningful(_POINTED_AT.sub("", said))) <= most
    if mentions(said) or slots.read(said).any:
        return False
    if _LONE_PART.search(said) and not _PASAL.search(said):
        return not _meaningful(_LONE_PART.sub(" ", said))
    points = bool(_owned(said)) or re.search(r"\b(?:itu|tersebut|tadi|that|it|they)\b", said, re.IGNORECASE)
    said = _IF_DONE.sub(" ", said) if points else said
    asks = _ASKING.search(said) or _STATUS.search(said)
    return bool(points or asks) and not re.search(r"\d", said) and not _meaningful(said)


def _meaningful(said: str) -> list[str]:
    """Returns the stems that say what a question is about; "sanksi", "batas waktu" belong to something else."""
    bare = re.sub(r"-?nya\b", "", said, flags=re.IGNORECASE)
    content = [s for s in stems(bare) if len(s) > 1 and not _ASKING.fullmatch(s)]
    return [s for s in content if s not in _RELATIONAL]
