"""The ways of not answering read differently and lead on differently."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from knowledge import AnswerKind, KnowledgeBase, confidence
from knowledge.support import Word


def test_what_no_provision_says_is_not_found_and_the_missing_word_is_named(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("berapa helikopter yang wajib dibuka pengelola taman kota cerdas untuk pengunjung?")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert "“helikopter”" in answer.lead
    assert "Taman Kota Cerdas" in answer.lead or "Pasal" in answer.lead


def test_a_question_of_another_field_is_outside_the_subject(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("obat jerawat paling ampuh merek apa?")
    assert answer.kind is AnswerKind.OUT_OF_SUBJECT
    assert "di luar bidang" in answer.lead
    assert len(answer.suggestions) == 3


def test_another_field_is_told_though_the_documents_say_half_of_its_words(knowledge: KnowledgeBase) -> None:
    assert knowledge.ask("film apa yang bagus setiap hari?").kind is AnswerKind.OUT_OF_SUBJECT


@pytest.mark.parametrize(("unsaid", "sure"), [(0.2, True), (0.7, False)])
def test_a_question_is_not_the_banks_where_a_rare_word_is_its_own(
    monkeypatch: pytest.MonkeyPatch, unsaid: float, sure: bool
) -> None:
    alike = np.array([float(name == "alike_first") for name in confidence.SIGNALS])
    monkeypatch.setattr(confidence, "signals", lambda _: alike)
    found = SimpleNamespace(
        asked=SimpleNamespace(question=SimpleNamespace(formal="tugas tenaga ahli pendamping")),
        best=SimpleNamespace(passage=SimpleNamespace(text="Tenaga ahli mendampingi daerah.")),
        with_bank=[Word("tugas", "tugas", unsaid, 0.0, 0.0), Word("ahli", "ahli", 0.4, 1.0, 1.0)],
    )
    assert (confidence.confidence(cast("confidence.Found", found)) == 1.0) is sure


@pytest.mark.parametrize(
    "question",
    ["kenapa perbup contoh 7/2020 mengatur pilkada?", "pasal berapa perbup contoh 7/2020 yang mewajibkan bandara?"],
)
def test_a_false_premise_is_corrected_with_the_regulations_own_subject(knowledge: KnowledgeBase, question: str) -> None:
    answer = knowledge.ask(question)
    assert answer.kind is AnswerKind.FALSE_PREMISE
    assert "tidak memuat ketentuan tentang" in answer.lead
    assert "TAMAN KOTA CERDAS" in answer.lead.upper()
    assert answer.citations[0].document == "perbup-contoh-7-2020"


def test_what_nothing_states_of_the_programme_is_not_taken_for_granted(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("kenapa quick win dilarang bagi pensiunan?")
    assert answer.kind is AnswerKind.FALSE_PREMISE
    assert "“pensiunan”" in answer.lead


def test_why_of_another_field_is_no_premise_of_the_programme(knowledge: KnowledgeBase) -> None:
    assert knowledge.ask("kenapa kucing suka tidur?").kind is AnswerKind.OUT_OF_SUBJECT


def test_a_true_premise_is_answered(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("pasal berapa perbup contoh 7/2020 yang melarang pedagang menetap?")
    assert answer.kind is AnswerKind.ANSWER
    assert answer.citations[0].locator == "Pasal 3"


@pytest.mark.parametrize("question", ["Masih berlaku tidak?", "isi ayat 2 apa", "Berapa lama jangka waktunya?"])
def test_a_question_about_nothing_named_is_asked_back(knowledge: KnowledgeBase, question: str) -> None:
    assert knowledge.ask(question).kind is AnswerKind.WHICH


def test_an_answer_leads_on_to_questions_that_are_answered(knowledge: KnowledgeBase, documents: Path) -> None:
    for asked in ("apa itu quick win?",):
        for question in knowledge.ask(asked).related:
            assert not knowledge.ask(question).abstained
