"""The check that nothing a language model writes goes out unless what it cites says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from knowledge import Answer, AnswerKind, Citation, SettingError
from knowledge.write import Writer, checked

QUOTE = (
    "(2) Pengelola menyampaikan laporan kunjungan kepada Bupati paling lambat 30 (tiga puluh) hari setelah akhir tahun."
)
CITED = (Citation("perbup", "Peraturan Bupati Contoh Nomor 7 Tahun 2020", "Pasal 2 ayat (2)", 3, QUOTE),)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Laporan kunjungan disampaikan kepada Bupati paling lambat 30 hari setelah akhir tahun [1].", True),
        ("Laporan kunjungan disampaikan kepada Bupati paling lambat 14 hari setelah akhir tahun [1].", False),
        ("Laporan kunjungan disampaikan kepada Bupati paling lambat 30 hari setelah akhir tahun.", False),
        ("Laporan kunjungan disampaikan kepada Bupati paling lambat 30 hari setelah akhir tahun [2].", False),
        ("Pelanggar didenda dan izinnya dicabut oleh pengadilan [1].", False),
    ],
)
def test_a_sentence_stays_only_when_its_source_says_so(text: str, kept: bool) -> None:
    assert checked(text, CITED, "id") == (text if kept else "")


def test_unsupported_sentences_are_cut_out_of_a_reply() -> None:
    good = "Laporan kunjungan disampaikan kepada Bupati paling lambat 30 hari [1]."
    assert checked(f"{good} Dendanya Rp5.000.000 [1].", CITED, "id") == good


class _Model:
    def __init__(self, reply: str | Exception) -> None:
        self._reply = reply

    def invoke(self, prompt: str) -> Any:
        assert QUOTE in prompt
        if isinstance(self._reply, Exception):
            raise self._reply
        return SimpleNamespace(text=self._reply)

    def stream(self, prompt: str) -> Iterator[Any]:
        """Yields the reply in pieces of seven letters, cut through words and marks."""
        reply = self.invoke(prompt).text
        yield from (SimpleNamespace(text=reply[start : start + 7]) for start in range(0, len(reply), 7))


def _writer(reply: str | Exception) -> Writer:
    writer = Writer.__new__(Writer)
    writer._model = _Model(reply)
    return writer


def test_the_answer_is_heard_as_it_grows_and_only_what_passes_the_check() -> None:
    first = "Laporan kunjungan disampaikan kepada Bupati paling lambat 30 hari [1]."
    second = "Pengelola menyampaikan laporan setelah akhir tahun [1]."
    answer = Answer("kapan?", AnswerKind.ANSWER, "id", "extract [1]", CITED)
    heard: list[Answer] = []
    final = _writer(f"{first} Dendanya Rp5.000.000 [1]. {second}").rewrite(answer, heard.append)
    assert [one.lead for one in heard] == ["extract [1]", f"{first}\n\nextract [1]"]
    assert final.lead == f"{first} {second}\n\nextract [1]"


@pytest.mark.parametrize("reply", ["NONE", "Dendanya 5 juta [1].", ConnectionError("down")])
def test_the_extract_is_shown_when_the_model_fails_or_invents(reply: str | Exception) -> None:
    answer = Answer("kapan?", AnswerKind.ANSWER, "id", "extract [1]", CITED)
    assert _writer(reply).rewrite(answer) == answer


def test_a_supported_reply_stands_before_the_extract() -> None:
    answer = Answer("kapan?", AnswerKind.ANSWER, "id", "extract [1]", CITED)
    reply = "Laporan kunjungan disampaikan paling lambat 30 hari setelah akhir tahun [1]."
    assert _writer(reply).rewrite(answer) == replace(answer, lead=f"{reply}\n\nextract [1]")


def test_a_model_that_cannot_be_named_is_one_sentence() -> None:
    with pytest.raises(SettingError, match="LLM: nothing:at-all"):
        Writer("nothing:at-all")
