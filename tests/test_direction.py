"""The direction of the house: bot → knowledge, never back, and only through the public face."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OWNERS = {
    "chromadb": {"knowledge/vectors.py"},
    "tantivy": {"knowledge/lexical.py"},
    "telegram": {"bot"},
}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("path", _modules("knowledge"), ids=lambda p: p.name)
def test_knowledge_knows_nothing_of_the_bot(path: Path) -> None:
    assert not [name for name in _imports(path) if name.split(".")[0] in {"bot", "telegram"}]


@pytest.mark.parametrize("path", _modules("bot"), ids=lambda p: p.name)
def test_the_bot_uses_only_the_public_face(path: Path) -> None:
    assert not [name for name in _imports(path) if name.startswith("knowledge.")]


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_each_engine_has_one_owner(library: str) -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for package in ("knowledge", "bot")
        for path in _modules(package)
        if library in {name.split(".")[0] for name in _imports(path)}
    }
    assert all(user in OWNERS[library] or user.split("/")[0] in OWNERS[library] for user in users)
