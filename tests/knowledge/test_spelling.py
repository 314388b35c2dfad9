"""Questions misspelled, before a few documents whose words are known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from knowledge.question import understand
from knowledge.retrieve import Vocabulary
from knowledge.spelling import Speller
from knowledge.words import stem, words

_WRITTEN = {
    "pengelolaan": 300, "sampah": 200, "menetapkan": 800, "retribusi": 120, "daerah": 900, "pemerintah": 900,
    "rencana": 500, "masterplan": 30, "menyiapkan": 60, "diajukan": 90, "mengurus": 200, "pemantauan": 150,
    "evaluasi": 200, "barang": 90, "membayar": 100, "bupati": 300, "wajib": 400, "menyusun": 300, "zonasi": 2,
    "mengumumkan": 40, "quick": 25, "langka": 1,
}  # fmt: skip
_SAID = {stem(word): times for word, times in _WRITTEN.items()}
_LEARNED = words(
    "pengelolaan sampah menetapkan retribusi daerah pemerintah rencana masterplan pemantauan evaluasi barang bupati "
    "wajib menyusun dibayar membayar bambang berlaku"
)


@pytest.fixture
def speller() -> Speller:
    vocabulary = SimpleNamespace(
        passages=1_000,
        full={"spbe": "x"},
        terms=lambda: ["Masterplan Smart City", "Quick Win"],
        said=lambda s: _SAID.get(s, 0),
    )
    return Speller(cast("Vocabulary", vocabulary), _LEARNED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pengeloaan sampah", "pengelolaan sampah"),
        ("siapa menetapakn retirbusi", "siapa menetapkan retribusi"),
        ("pmrintah daerah wjib mnyusun rncana", "pemerintah daerah wajib menyusun rencana"),
        ("pemanttauan", "pemantauan"),
        ("mastreplan", "masterplan"),
        ("evakuasinya", "evakuasinya"),
        ("evaluadinya", "evaluasinya"),
        ("apa itu quik win", "apa itu quick win"),  # of four letters: one left out of a frequent word
        ("quij win", "quij win"),  # … but with another letter in its place it is another word
        ("lnka", "lnka"),  # … and what stands in one passage alone is not meant by mistake
    ],
)
def test_a_slip_becomes_the_nearest_word_of_the_documents(speller: Speller, typed: str, meant: str) -> None:
    assert speller.corrected(typed) == meant


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [("ngumumin", "mengumumkan"), ("nyiapin", "menyiapkan"), ("diajuin", "diajukan"), ("bayarin", "bayarkan")],
)
def test_a_spoken_verb_becomes_the_written_one(speller: Speller, spoken: str, meant: str) -> None:
    assert speller.corrected(spoken) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "pengelolaan zonasi berlaku",
        "bupati Bambeng",
        "pak bambeng",
        "kirim ke bupatii@contoh.go.id",
        "lihat retribusii.go.id",
        "pasal 12 ayat 3",
        "permendagri perpres kepmen",
        "SPBE spbe",
        "di Sleman dan morowali",
        "gak usah, gaknya",
        "blockchain metaverse",
        "What does the goverment regulate and who is in charge of it?",
    ],
)
def test_what_is_known_or_no_word_stays_as_typed(speller: Speller, typed: str) -> None:
    assert speller.corrected(typed) == typed


def test_of_two_words_equally_near_none_is_taken() -> None:
    def speller(*said: str) -> Speller:
        vocabulary = SimpleNamespace(passages=1_000, full={}, terms=list, said=lambda s: 50 if s in said else 0)
        return Speller(cast("Vocabulary", vocabulary), said)

    assert speller("kodrak").corrected("kodraz") == "kodrak"
    assert speller("kodrak", "kodral").corrected("kodraz") == "kodraz"


def test_a_question_is_understood_as_it_was_meant(speller: Speller) -> None:
    question = understand("Siapa yg menetapakn retirbusi?", speller.corrected)
    assert question.text == "Siapa yg menetapakn retirbusi?"
    assert question.formal == "Siapa yang menetapkan retribusi?"
    assert question.stems == (stem("menetapkan"), "retribusi")
