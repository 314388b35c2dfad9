from __future__ import annotations

from knowledge.text import tidy


def test_marks_of_markdown_are_left_out() -> None:
    assert tidy("#### Pasal 3\n- (1) SPBE\n- dua") == "Pasal 3 (1) SPBE dua"


def test_the_mark_of_a_line_that_was_cut_off_is_left_out_and_a_dash_stays() -> None:
    assert tidy("secara berkala.\n- ") == "secara berkala."
    assert tidy("satu – dua - tiga") == "satu – dua - tiga"
