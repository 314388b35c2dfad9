"""Damaged numbers are read as their sequence demands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbering import Candidate, align, readings


def headings(*tokens: str, score: float = 5.0) -> list[Candidate]:
    return [Candidate(10 * place, 10 * place + 5, readings(token), score) for place, token in enumerate(tokens)]


@pytest.mark.parametrize(
    ("tokens", "labels"),
    [
        (("46", "4T", "48"), ["46", "47", "48"]),
        (("16", "16A", "168", "17"), ["16", "16A", "16B", "17"]),
        (("9", "1O", "ll", "1 2"), ["9", "10", "11", "12"]),
        (("99", "1OO", "101"), ["99", "100", "101"]),
        (("27", "2TA", "28"), ["27", "27A", "28"]),
    ],
)
def test_order_repairs_what_recognition_damaged(tokens: tuple[str, ...], labels: list[str]) -> None:
    assert [mark.label for mark in align(headings(*tokens), gap=0.01)] == labels


def test_a_likely_mention_gives_way_to_the_heading() -> None:
    candidates = [
        *headings("1", "2"),
        *[Candidate(100, 105, readings("4"), -5.0), Candidate(110, 115, readings("3"), 5.0)],
    ]
    assert [mark.label for mark in align(candidates, gap=1.0)] == ["1", "2", "3"]


@given(st.lists(st.tuples(st.integers(1, 60), st.floats(-6, 9)), max_size=60))
def test_chosen_numbers_always_increase(drawn: list[tuple[int, float]]) -> None:
    candidates = [
        Candidate(10 * place, 10 * place + 5, readings(str(number)), score)
        for place, (number, score) in enumerate(drawn)
    ]
    marks = align(candidates, gap=0.5)
    for one, other in pairwise(marks):
        assert one.start < other.start
        assert (one.number, one.suffix) < (other.number, other.suffix)


@given(st.integers(1, 999))
def test_a_clean_number_is_read_as_itself_first(number: int) -> None:
    assert readings(str(number))[0].number == number
    assert readings(str(number))[0].cost == 0
