"""`ingest.py --questions`: a language model writes, each question proves itself, and what is interrupted goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import KnowledgeBase, KnowledgeError, SettingError
from knowledge.generate import questions
from knowledge.links import GENERATED, LinkStore
from knowledge.upkeep import Upkeep
from tests.servers.llm import KEY, ChatServer

GOOD = "kapan laporan kunjungan taman disampaikan kepada Bupati"
ELSEWHERE = "siapa yang dilarang berdagang menetap tanpa izin tertulis"
ADDRESSED = "apa isi Pasal 2 ayat (2) perbup contoh 7/2020"


def reply(prompt: str) -> str:
    """Writes about Pasal 2 one question that finds it, one that finds Pasal 3, one that names it, and an empty one."""
    if "Pasal 2\n" in prompt:
        return f"```json\n{json.dumps([GOOD, ELSEWHERE, ADDRESSED, '???'])}\n```"
    return "[]"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    server = ChatServer(reply)
    server.start()
    monkeypatch.setenv("LLM", "openai:small")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.setenv(name, server.url)
    yield server
    server.stop()


@pytest.fixture
def upkeep(knowledge: KnowledgeBase, tmp_path: Path, model: ChatServer) -> Upkeep:
    return Upkeep.open(tmp_path / "index")


def _kept(tmp_path: Path) -> list[str]:
    return [link.question for link in LinkStore(tmp_path / "index").all(GENERATED)]


def test_only_what_finds_its_own_provision_is_kept(upkeep: Upkeep, model: ChatServer, tmp_path: Path) -> None:
    written = upkeep.write_questions()
    assert (written.provisions, written.written, written.kept) == (len(model.prompts), 4, 1)
    assert _kept(tmp_path) == [GOOD]
    [link] = LinkStore(tmp_path / "index").all()
    assert (link.locator, link.kind, link.by) == ("Pasal 2", "generated", "openai:small")


def test_it_is_joined_like_the_bank_and_counts_no_more_when_removed(
    upkeep: Upkeep, knowledge: KnowledgeBase, documents: Path
) -> None:
    before = upkeep.status().questions
    upkeep.write_questions()
    assert upkeep.status().questions == before + 1
    assert upkeep.verify() == []
    [listed] = knowledge.links()
    assert listed.is_attached
    catalog = upkeep._index.current().catalog
    assert [e.style for e in catalog.bank([listed.link.id])] == ["generated"]
    knowledge.unlink(listed.link.id)
    upkeep.ingest([documents])
    assert listed.link.id not in upkeep._index.current().catalog.bank_ids()


def test_what_was_written_for_is_not_asked_again(upkeep: Upkeep, model: ChatServer) -> None:
    upkeep.write_questions()
    model.prompts.clear()
    again = upkeep.write_questions()
    assert (again.provisions, model.prompts) == (0, [])


def test_a_model_that_fails_ends_it_in_one_sentence_and_the_next_run_goes_on(
    upkeep: Upkeep, model: ChatServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.generate.AT_ONCE", 1)
    model.failing = 0
    seen: list[int] = []

    def stop_after_two(stage: str, done: int, total: int, what: str) -> None:
        if stage == "questions":
            seen.append(total)
            model.failing = 9 if done == 2 else 0

    with pytest.raises(KnowledgeError, match=r"LLM: openai:small tidak menjawab .* ulangi perintah yang sama"):
        upkeep.write_questions(stop_after_two)
    assert _kept(tmp_path) == [GOOD]
    model.failing = 0
    assert upkeep.write_questions().provisions == seen[0] - 2


def test_a_regulation_with_questions_of_peoples_is_left_alone(
    upkeep: Upkeep, model: ChatServer, documents: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    line = json.dumps({"question": "boleh jualan di taman?", "locator": "Pasal 3"})
    (bank / "perbup-contoh-7-2020.jsonl").write_text(f"{line}\n", encoding="utf-8")
    monkeypatch.setattr("knowledge.upkeep.SHIPPED_QUESTIONS", bank)
    upkeep.ingest([documents])
    assert upkeep.write_questions().provisions == 0


@pytest.mark.parametrize(("llm", "said"), [("", "perlu setelan LLM"), ("nothing:at-all", "LLM: nothing:at-all")])
def test_without_a_model_it_is_one_sentence(
    knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, llm: str, said: str
) -> None:
    monkeypatch.setenv("LLM", llm)
    with pytest.raises(SettingError, match=said):
        Upkeep.open(tmp_path / "index").write_questions()


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ('["apa?", "siapa?"]', ["apa?", "siapa?"]),
        ('Tentu!\n["apa?", 3, "apa?"]', ["apa?"]),
        ("1. apa?\n2) siapa?\n- di mana?", ["apa?", "siapa?", "di mana?"]),
        ('["apa?",\n"siapa"', ["apa?", "siapa"]),
        ("[]", []),
        ("", []),
    ],
)
def test_questions_are_read_from_what_models_write(reply: str, found: list[str]) -> None:
    assert questions(reply) == found
