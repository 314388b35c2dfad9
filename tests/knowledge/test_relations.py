"""The graph of changes is read from the texts of a small family of regulations."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalog import Relation
from tests.knowledge.lawbook import FAMILY, Lawbook, catalogue


@pytest.fixture(scope="module")
def lawbook(tmp_path_factory: pytest.TempPathFactory) -> Lawbook:
    return Lawbook(catalogue(Path(tmp_path_factory.mktemp("law")) / "catalog.sqlite", FAMILY.items()))


def edges(lawbook: Lawbook, document: str, *verbs: str) -> list[Relation]:
    return [edge for edge in lawbook.catalog.relations(document=document) if edge.relation in verbs]


def test_an_amending_act_tells_what_it_does_to_which_article(lawbook: Lawbook) -> None:
    found = {(e.relation, e.provision) for e in edges(lawbook, "pp-20-2015", "mengubah", "menyisipkan", "menghapus")}

    assert found == {
        ("mengubah", ""),
        ("mengubah", "Penjelasan Pasal 2"),
        ("mengubah", "Pasal 3"),
        ("menyisipkan", "Pasal 3A"),
        ("menghapus", "Pasal 4"),
    }


def test_an_amendment_named_beside_the_repealed_rule_is_no_target_but_known(lawbook: Lawbook) -> None:
    revoked = [edge.target for edge in edges(lawbook, "pp-10-2010", "mencabut")]
    (told,) = edges(lawbook, "pp-10-2010", "mengubah")

    assert revoked == ["pp-9-1999"]
    assert (told.by, told.target) == ("pp-8-2003", "pp-9-1999")


def test_each_item_of_a_list_of_repeals_is_cited_where_it_stands(lawbook: Lawbook) -> None:
    found = [(e.target, e.provision, e.locator) for e in edges(lawbook, "uu-6-2022", "mencabut")]

    assert found == [
        ("perpres-5-2012", "", "Pasal 3 huruf a"),
        ("pp-10-2010", "Pasal 5", "Pasal 3 huruf b"),
    ]


def test_what_a_rule_carries_out_is_read_with_the_provision(lawbook: Lawbook) -> None:
    (ground,) = edges(lawbook, "perpres-5-2012", "melaksanakan")

    assert (ground.target, ground.provision, ground.locator) == ("pp-10-2010", "Pasal 5", "Menimbang")


def test_the_text_of_an_edge_is_the_provision_itself(lawbook: Lawbook) -> None:
    for edge in edges(lawbook, "uu-6-2022", "mencabut"):
        units = [u for part in lawbook.catalog.at("uu-6-2022", "Pasal 3") for u in part.passage.units]
        assert edge.text in {unit.text for unit in units}


def test_the_subject_of_a_rule_that_is_not_indexed_is_known_from_others(lawbook: Lawbook) -> None:
    assert lawbook.graph.full_name("pp-9-1999") == "PP 9/1999 tentang Taman dan Lapangan"


def test_the_day_of_entry_into_force_is_reckoned_from_promulgation(lawbook: Lawbook) -> None:
    edge = lawbook.graph.commencement("perpres-5-2012")

    assert edge is not None
    assert edge.since == "2012-09-02"


def test_a_guide_does_nothing_to_other_rules(tmp_path: Path) -> None:
    guide = "---\ntitle: Panduan\nregulation: pp-10-2010\n---\n\n## Isi\n\nPP 9/1999 dicabut sejak berlakunya.\n"

    catalog = catalogue(tmp_path / "catalog.sqlite", [("panduan-pp-10-2010", guide)])

    assert catalog.relations(document="panduan-pp-10-2010") == []
