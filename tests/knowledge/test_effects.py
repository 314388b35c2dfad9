"""What indexed documents do to a regulation that someone watches."""

from collections.abc import Iterator

import pytest

from knowledge import KnowledgeBase

NEWER = """# PERATURAN PRESIDEN REPUBLIK INDONESIA NOMOR 7 TAHUN 2031 TENTANG PERUBAHAN ATAS PERATURAN PRESIDEN NOMOR 3 TAHUN 2020 TENTANG KOTA CERDAS

Pasal I

Ketentuan Pasal 2 dalam Peraturan Presiden Nomor 3 Tahun 2020 tentang Kota Cerdas diubah sehingga berbunyi sebagai berikut:

Pasal 2

Dewan bertemu enam kali dalam satu tahun.

Pasal II

Peraturan Presiden ini mulai berlaku pada tanggal diundangkan.
"""  # noqa: E501  # titles of regulations stand on one line


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("effects")
    (folder / "perpres-7-2031.md").write_text(NEWER, encoding="utf-8")
    opened = KnowledgeBase.open(folder / "index")
    opened.ingest([folder / "perpres-7-2031.md"])
    yield opened
    opened.close()


def test_an_amendment_is_told_with_its_place(knowledge: KnowledgeBase) -> None:
    watched = knowledge.watched("perpres no 3 th 2020")
    assert watched is not None
    assert watched.key == "perpres-3-2020"
    [effect] = watched.effects
    assert (effect.document, effect.verb) == ("perpres-7-2031", "mengubah")
    assert effect.locator.startswith("Pasal I")


def test_a_regulation_that_nothing_touches_has_no_effects(knowledge: KnowledgeBase) -> None:
    watched = knowledge.watched("Perpres 95/2018")
    assert watched is not None
    assert watched.effects == ()


@pytest.mark.parametrize("text", ["smart city", "perpres tentang spbe", ""])
def test_a_text_that_names_no_regulation_is_none(knowledge: KnowledgeBase, text: str) -> None:
    assert knowledge.watched(text) is None
