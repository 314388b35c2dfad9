"""The questions that /start offers are the first that a new user taps: the shipped documents must answer them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.texts import EXAMPLES, LANGUAGES, label
from knowledge import KnowledgeBase
from knowledge.settings import SHIPPED_DOCUMENTS


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base as it is on the first day."""
    opened = KnowledgeBase.open(tmp_path_factory.mktemp("shipped"))
    opened.ingest([SHIPPED_DOCUMENTS])
    yield opened
    opened.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(len(EXAMPLES)))
def test_an_offered_question_is_answered_with_a_source(shipped: KnowledgeBase, place: int, language: str) -> None:
    found = shipped.ask(label(EXAMPLES[place], language))
    assert not found.abstained
    assert found.citations


@pytest.mark.parametrize(("place", "told"), [(0, "smart environment"), (1, "Kemampuan Keuangan Daerah"), (2, "2017")])
def test_it_says_what_was_asked(shipped: KnowledgeBase, place: int, told: str) -> None:
    assert told in shipped.ask(label(EXAMPLES[place], "id")).lead
