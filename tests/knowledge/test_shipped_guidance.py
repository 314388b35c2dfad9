"""The guidance on the programme, its data files and its question bank agree with each other."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
DOCUMENTS = KNOWLEDGE / "documents"
QUESTIONS = KNOWLEDGE / "questions"
STEMS = sorted(path.stem for path in DOCUMENTS.glob("*.md"))
STYLES = {"situation", "synonym", "colloquial", "english", "short"}
# A section answers one question on a phone; a table of regions is as long as its list.
SHORTEST, LONGEST = 12, 230
WORDS_SHARED_WITH_THE_TEXT = 5


def front_matter(stem: str) -> dict[str, Any]:
    loaded = yaml.safe_load((DOCUMENTS / f"{stem}.md").read_text(encoding="utf-8").split("---\n", 2)[1])
    assert isinstance(loaded, dict)
    return loaded


def sections(stem: str) -> list[tuple[str, str]]:
    body = (DOCUMENTS / f"{stem}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    parts = re.split(r"^#{2,3} ", body, flags=re.MULTILINE)
    assert not parts[0].strip(), "text before the first heading cannot be cited"
    return [(heading.strip(), text.strip()) for heading, _, text in (part.partition("\n") for part in parts[1:])]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + WORDS_SHARED_WITH_THE_TEXT]) for i in range(len(found))}


def table_rows(text: str) -> list[list[str]]:
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [row for row in rows if not set("".join(row)) <= set("-| ")][1:]


def csv_rows() -> list[dict[str, str]]:
    with (DOCUMENTS / "data" / "daerah.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def region_tables() -> list[tuple[str, str, str, str, str]]:
    """Every row of the region tables as (region, province, year, phase, note)."""
    rows = []
    for _, text in sections("daftar-daerah"):
        for row in table_rows(text):
            if len(row) == 5 and (match := re.fullmatch(r"(\d{4})(?: \(tahap (I+)\))?", row[3])):
                rows.append((row[1], row[2], match[1], match[2] or "", "" if row[4] == "–" else row[4]))
    return rows


def data_file(name: str, key: str) -> list[dict[str, Any]]:
    loaded = yaml.safe_load((DOCUMENTS / "data" / name).read_text(encoding="utf-8"))[key]
    assert isinstance(loaded, list)
    return loaded


def bank(stem: str) -> list[dict[str, str]]:
    lines = (QUESTIONS / f"panduan-{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_programme_is_covered_by_a_document_for_each_topic() -> None:
    assert len(STEMS) >= 25
    assert {"tentang-program", "daftar-daerah", "enam-dimensi", "landasan-regulasi", "overview-english"} <= set(STEMS)


@pytest.mark.parametrize("stem", STEMS)
def test_front_matter_is_complete(stem: str) -> None:
    meta = front_matter(stem)
    assert meta["title"]
    assert meta["kind"] == "panduan"
    assert isinstance(meta["year"], int)
    assert meta["language"] == ("en" if stem == "overview-english" else "id")
    assert meta["topics"]
    assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", meta["updated"])
    for source in meta["sources"]:
        assert all(source[key] for key in ("name", "title", "publisher", "date"))
        assert re.fullmatch(r"https?://\S+", source["url"]) if "url" in source else source["note"]


@pytest.mark.parametrize("stem", STEMS)
def test_every_source_line_names_listed_sources_and_every_listed_source_is_used(stem: str) -> None:
    listed = {source["name"] for source in front_matter(stem)["sources"]}
    lines = [line for _, text in sections(stem) for line in text.splitlines() if re.match(r"(Sumber|Sources): ", line)]
    named = {name for line in lines for name in line.split(": ", 1)[1].removesuffix(".").split("; ")}
    assert named == listed


@pytest.mark.parametrize("stem", STEMS)
def test_sections_are_short_and_their_headings_unique(stem: str) -> None:
    headings = [heading for heading, _ in sections(stem)]
    assert len(set(headings)) == len(headings)
    for heading, text in sections(stem):
        prose = [line for line in text.splitlines() if not line.startswith(("| ", "Sumber: ", "Sources: "))]
        length = len(words("\n".join(prose)))
        assert length <= LONGEST, heading
        assert length >= SHORTEST or table_rows(text), heading


@pytest.mark.parametrize("stem", STEMS)
def test_no_mark_of_the_working_notes_is_left(stem: str) -> None:
    text = (DOCUMENTS / f"{stem}.md").read_text(encoding="utf-8")
    assert not re.search(r"\[[SU]\d*\]|†|\*\*KONFLIK|\*\*BELUM PASTI|\{\{", text)


def test_tables_of_regions_and_the_csv_agree() -> None:
    listed = [(row["region"], row["province"], row["year"], row["phase"], row["note"]) for row in csv_rows()]
    assert sorted(region_tables()) == sorted(listed)
    assert {row["source"] for row in csv_rows()} <= set(STEMS)


@pytest.mark.parametrize(("year", "phase", "count"), [("2017", "I", 25), ("2018", "II", 50), ("2019", "III", 25)])
def test_each_phase_has_its_number_of_regions(year: str, phase: str, count: int) -> None:
    selected = [row for row in csv_rows() if row["year"] == year and row["how"] == "terpilih"]
    assert len({row["region"] for row in selected}) == count
    assert {row["phase"] for row in selected} == {phase}
    prose = "\n".join(text for _, text in sections(f"tahap-{year}"))
    assert [row["region"] for row in selected if row["region"] not in prose] == []


def test_ten_regions_joined_in_2024_and_98_different_names_before_2020() -> None:
    selected = [row for row in csv_rows() if row["how"] == "terpilih"]
    assert len([row for row in selected if row["year"] == "2024"]) == 10
    assert len({row["region"] for row in selected if row["year"] < "2020"}) == 98


def test_the_spread_over_provinces_is_counted_from_the_csv() -> None:
    text = dict(sections("daftar-daerah"))["Sebaran 100 daerah menurut provinsi"]
    counted = Counter(row["province"] for row in csv_rows() if row["how"] == "terpilih" and row["year"] < "2020")
    assert {row[0]: int(row[-1]) for row in table_rows(text)} == counted


@pytest.mark.parametrize(("name", "key"), [("langkah.yaml", "steps"), ("kesiapan.yaml", "questions")])
def test_data_entries_are_bilingual_and_point_at_existing_sections(name: str, key: str) -> None:
    entries = data_file(name, key)
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["source"]["section"] in dict(sections(entry["source"]["document"])), entry["id"]
        texts = [entry["title"], entry["summary"]] if key == "steps" else [entry["question"], entry["advice"]]
        texts += [item["text"] for item in entry.get("checklist", [])]
        assert all(text["id"] and text["en"] for text in texts), entry["id"]


def test_steps_have_checklists_and_readiness_covers_all_elements() -> None:
    assert all(step["checklist"] and step["regulations"] for step in data_file("langkah.yaml", "steps"))
    elements = {entry["element"] for entry in data_file("kesiapan.yaml", "questions")}
    assert elements == {"struktur", "infrastruktur", "suprastruktur", "seleksi"}


@pytest.mark.parametrize("stem", STEMS)
def test_every_section_is_asked_in_every_style(stem: str) -> None:
    asked: dict[str, set[str]] = {}
    for entry in bank(stem):
        asked.setdefault(entry["locator"], set()).add(entry["style"])
    assert asked == {heading: STYLES for heading, _ in sections(stem)}


@pytest.mark.parametrize("stem", STEMS)
def test_bank_questions_do_not_repeat_the_wording_of_their_section(stem: str) -> None:
    texts = dict(sections(stem))
    copied = [
        entry["question"]
        for entry in bank(stem)
        if any(
            len(run) == WORDS_SHARED_WITH_THE_TEXT for run in runs(entry["question"]) & runs(texts[entry["locator"]])
        )
    ]
    assert copied == []


def test_no_bank_question_is_asked_twice() -> None:
    asked = Counter(" ".join(words(entry["question"])) for stem in STEMS for entry in bank(stem))
    assert [question for question, times in asked.items() if times > 1] == []
