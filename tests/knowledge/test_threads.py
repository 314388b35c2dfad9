"""Several people ask at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from knowledge import KnowledgeBase
from knowledge.words import stem, stems

TEXT = "pengelolaan penyelenggaraan pemerintahan menetapkan keterbukaan pelayanan perencanaan penganggaran"


def test_threads_do_not_spoil_each_others_stems() -> None:
    words = [f"{word}{ending}" for word in TEXT.split() for ending in ("", "nya", "lah", "kah")] * 20
    alone = [stems(word) for word in words]

    def anew(word: str) -> list[str]:
        stem.cache_clear()
        return stems(word)

    switches = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(anew, words)) == alone
    finally:
        sys.setswitchinterval(switches)


def test_answers_are_the_same_from_many_threads(knowledge: KnowledgeBase) -> None:
    questions = [
        "apa itu perangkat daerah?",
        "kapan laporan disampaikan?",
        "isi pasal 2",
        "siapa menetapkan rencana?",
    ] * 6
    alone = [knowledge.ask(question).lead for question in questions]
    with ThreadPoolExecutor(8) as threads:
        assert [found.lead for found in threads.map(knowledge.ask, questions)] == alone
