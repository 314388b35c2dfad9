"""Follow-ups before a small guide: what they ask for is looked for around the subject, or asked of something else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge import AnswerKind, KnowledgeBase, Turn
from knowledge.confidence import SIGNALS
from knowledge.leaning import stands_apart

GUIDE = """\
---
title: Panduan lomba taman
kind: panduan
year: 2031
language: id
topics: [lomba taman]
sources: []
---

## Unsur penilaian lomba taman

Lomba taman menilai lima unsur: kebersihan, keteduhan, keamanan, kelengkapan, dan keindahan.

Sumber: Warta Contoh, 2030.

## Penilai lomba taman

Penilai lomba taman adalah akademisi dan kepala dinas pertamanan.

## Penyerahan hadiah lomba taman

Hadiah lomba taman diserahkan pada 5 Mei 2031 di alun-alun.

## Piagam lomba taman

Piagam lomba taman dibuat untuk 5–10 tahun.

## Apa itu kompos

Kompos adalah pupuk dari daun yang dibusukkan.
"""
ENGLISH = """\
---
title: Park contest in brief
kind: panduan
year: 2031
language: en
topics: [park contest]
sources: []
---

## Phases of the lomba taman

| Phase | Year | Penyerahan hadiah |
|---|---|---|
| Phase I | 2031 | 5 May 2031 |
| Phase II | 2032 | 8 May 2032 |
"""


@pytest.fixture(scope="module")
def contest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("guides")
    (folder / "lomba-taman.md").write_text(GUIDE, encoding="utf-8")
    (folder / "contest.md").write_text(ENGLISH, encoding="utf-8")
    opened = KnowledgeBase.open(tmp_path_factory.mktemp("index"))
    opened.ingest([folder])
    yield opened
    opened.close()


def after(knowledge: KnowledgeBase, first: str) -> list[Turn]:
    answer = knowledge.ask(first)
    return [Turn(first, answer.citations, answer.lead)]


def test_who_is_asked_for_is_not_what_was_quoted_before(contest: KnowledgeBase) -> None:
    turns = after(contest, "apa saja unsur penilaian lomba taman?")
    assert "akademisi" in contest.ask("siapa yang menilai?", turns).lead


def test_a_price_that_nothing_tells_is_refused_and_not_answered_with_the_subject(contest: KnowledgeBase) -> None:
    turns = after(contest, "kapan hadiah lomba taman diserahkan?")
    assert contest.ask("gajinya brp?", turns).abstained
    assert contest.ask("harga tiketnya?", turns).abstained


def test_a_definition_asks_of_its_own_term_whatever_was_said_before(contest: KnowledgeBase) -> None:
    turns = after(contest, "siapa penilai lomba taman?")
    answer = contest.ask("apa itu kompos?", turns)
    assert answer.lead.startswith("Kompos adalah")


def test_an_indonesian_question_is_not_answered_from_an_english_table(contest: KnowledgeBase) -> None:
    assert "5 Mei 2031" in contest.ask("kapan penyerahan hadiah lomba taman 2031?").lead


def test_the_same_again_in_english_is_asked_for_in_two_words(contest: KnowledgeBase) -> None:
    turns = after(contest, "siapa penilai lomba taman?")
    answer = contest.ask("bahasa inggrisnya?", turns)
    assert (answer.kind, answer.language) == (AnswerKind.ANSWER, "en")


@pytest.mark.parametrize(
    ("alone", "leaning", "least", "apart"),
    [
        (0.9, 0.2, 0.1, True),  # much surer by itself
        (0.92, 0.87, 0.1, False),  # no surer than a slip of the scale
        (0.3, 0.05, 0.1, True),  # what was said before does not help
        (0.01, 0.05, 0.1, False),  # nothing answers either
    ],
)
def test_a_short_question_is_another_one_where_it_is_surer_by_itself(
    alone: float, leaning: float, least: float, apart: bool
) -> None:
    assert stands_apart(alone, leaning, least) is apart


def test_what_someone_is_paid_is_not_answered_with_who_he_is(contest: KnowledgeBase) -> None:
    assert "akademisi" in contest.ask("siapa penilai lomba taman?").lead
    assert contest.ask("gaji penilai lomba taman").abstained


def test_how_long_is_told_by_a_time_without_the_word(contest: KnowledgeBase) -> None:
    asked = "brp lama piagam lomba taman berlaku?"
    found = contest.confidence_signals(asked)
    assert found is not None
    assert found[0][SIGNALS.index("unsaid")] == 0.0
    assert "5–10 tahun" in contest.ask(asked).lead
