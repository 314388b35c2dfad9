from __future__ import annotations

import pytest

from knowledge.roots import root_of


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("kelola", "kelola mengelola dikelola pengelola pengelolaan pengelolaannya"),
        ("susun", "susun menyusun disusun susunan penyusun penyusunan tersusun"),
        ("tetap", "tetap menetapkan ditetapkan penetapan ketetapan"),
        ("pungut", "memungut dipungut pungutan pemungutan pemungut"),
        ("selenggara", "menyelenggarakan diselenggarakan penyelenggaraan penyelenggara"),
        ("buka", "membuka pembukaan keterbukaan"),
        ("sah", "sah mengesahkan disahkan pengesahan"),
        ("ajar", "belajar mengajar pengajar"),
        ("daya", "daya pemberdayaan memberdayakan"),
    ],
)
def test_all_forms_of_a_word_share_its_root(root: str, forms: str) -> None:
    assert {root_of(form) for form in forms.split()} == {root}


@pytest.mark.parametrize(
    "apart",
    [("pengadaan", "ada"), ("pemerintah", "perintah"), ("pendapatan", "dapat"), ("penduduk", "duduk")],
)
def test_a_word_with_a_meaning_of_its_own_stays_apart_from_what_it_is_built_of(apart: tuple[str, str]) -> None:
    assert len({root_of(word) for word in apart}) == 2


@pytest.mark.parametrize("word", ["spbe", "smart", "kominfo", "pp", "95", "3a", "makassar"])
def test_names_numbers_and_foreign_words_stay_as_they_are(word: str) -> None:
    assert root_of(word) == word
