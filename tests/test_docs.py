"""What is documented is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings as BotSettings
from knowledge.settings import Settings as KnowledgeSettings

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
NAMES = sorted({name.upper() for settings in (BotSettings, KnowledgeSettings) for name in settings.model_fields})


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_explained_in_the_example(name: str) -> None:
    assert re.search(rf"^# .+\n(?:# .+\n)*{name}=", EXAMPLE, re.MULTILINE)


def test_the_example_names_no_setting_that_is_not_read() -> None:
    assert set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)) <= set(NAMES)


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_links_in_the_readme_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)]+)\)", text) if not t.startswith("http")]
    assert targets
    assert all((ROOT / target).exists() for target in targets)


@pytest.mark.parametrize("target", ["run", "ask", "test", "check", "bench"])
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
