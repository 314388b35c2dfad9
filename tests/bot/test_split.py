"""Long HTML into messages."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.split import plain, split, utf16_length
from tests.servers.markup import parse_html

TAGS = ("b", "i", "code", "blockquote expandable", 'a href="https://example.test/?a=1&amp;b=2"')
WORDS = st.text(st.sampled_from("ab <>&.\n😀é\u0301👨‍👩‍👧"), min_size=1, max_size=40)


@st.composite
def documents(draw: st.DrawFn) -> str:
    pieces = []
    for text in draw(st.lists(WORDS, min_size=1, max_size=8)):
        inner = escape(text, quote=False)
        for tag in draw(st.lists(st.sampled_from(TAGS[:3]), max_size=2, unique=True)):
            inner = f"<{tag}>{inner}</{tag}>"
        if draw(st.booleans()):
            tag = draw(st.sampled_from(TAGS[3:]))
            inner = f"<{tag}>{inner}</{tag.split()[0]}>"
        pieces.append(inner)
    return "".join(pieces)


@given(documents(), st.integers(8, 60))
def test_every_part_is_valid_and_within_the_limit(html: str, limit: int) -> None:
    for part in split(html, limit):
        text, _ = parse_html(part)
        assert text == plain(part)
        assert utf16_length(text) <= limit
        assert text.strip()


@given(documents(), st.integers(8, 60))
def test_the_parts_together_are_the_whole_text(html: str, limit: int) -> None:
    whole, _ = parse_html(html)
    together = "".join(plain(part) for part in split(html, limit))
    assert together.split() == whole.split()


@given(documents())
def test_what_fits_is_one_part_with_the_same_text(html: str) -> None:
    whole, _ = parse_html(html)
    assert [plain(part) for part in split(html)] == ([whole] if whole.strip() else [])


@pytest.mark.parametrize(
    ("html", "limit", "parts"),
    [
        ("satu dua\n\ntiga empat", 14, ["satu dua\n\n", "tiga empat"]),
        ("satu dua tiga. empat lima", 18, ["satu dua tiga. ", "empat lima"]),
        ("<b>satu dua tiga</b>", 9, ["<b>satu dua </b>", "<b>tiga</b>"]),
        ("a &lt; b dan c", 6, ["a &lt; b ", "dan c"]),
        ("😀😀😀😀", 4, ["😀😀", "😀😀"]),
        ("abc👨‍👩‍👧", 9, ["abc", "👨‍👩‍👧"]),
        ("x" * 10, 4, ["xxxx", "xxxx", "xx"]),
    ],
)
def test_it_breaks_where_a_reader_would(html: str, limit: int, parts: list[str]) -> None:
    assert split(html, limit) == parts


def test_a_long_answer_keeps_its_quotation_tags() -> None:
    html = f"<blockquote expandable>{'Pasal satu ayat dua. ' * 400}</blockquote>"
    parts = split(html)
    assert len(parts) == 3
    assert all(part.startswith("<blockquote expandable>") and part.endswith("</blockquote>") for part in parts)
