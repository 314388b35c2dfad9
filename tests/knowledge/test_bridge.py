import pytest

from knowledge import bridge
from knowledge.words import stems
from training.compile_bridge import MOST_TERMS, OWN, compile_table, rows


@pytest.mark.parametrize(
    ("said", "meant", "english"),
    [
        ("kena tilang di jalan", "pelanggaran lalu lintas", False),
        ("pajak lampu jalan", "pajak penerangan jalan", False),
        ("orang kantor dipindah kantor", "mutasi", False),
        ("napi dapat potongan hukuman", "remisi", False),
        ("where to bury hazardous waste", "limbah bahan berbahaya dan beracun", True),
    ],
)
def test_everyday_words_lead_to_the_terms_of_the_law(said: str, meant: str, english: bool) -> None:
    own = stems(said)
    found = {*own, *bridge.expand(own, english=english)}

    assert set(stems(meant)) <= found


def test_an_expression_stands_for_few_terms() -> None:
    most = max(len(terms) for kinds in bridge.table().values() for terms in kinds.values())

    assert most <= MOST_TERMS


def test_the_shipped_table_holds_what_the_lexicons_beside_the_recipe_say() -> None:
    shipped = bridge.table()
    own = compile_table([OWN])
    # An expression that stands for too many terms, those of the corpus counted, is left out whole.
    kept = {key: terms for key, terms in own.items() if key[0] in shipped.get(key[1], {})}

    assert len(kept) > 0.97 * len(own)
    assert [key for key, terms in kept.items() if not terms <= set(shipped[key[1]][key[0]])] == []


def test_no_term_is_entered_twice_in_one_lexicon() -> None:
    entries = [(path.name, row["term"]) for path, row in rows([OWN], "bridge_*.jsonl")]

    assert len(entries) > 1000
    assert len(entries) == len(set(entries))
