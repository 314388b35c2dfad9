"""What answering and ingesting need, looked at before it is missed: programs, folders, room, index, models."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from knowledge.embed import load_embedder
from knowledge.errors import KnowledgeError
from knowledge.read import ocr
from knowledge.settings import load_settings
from knowledge.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a setting; `problem` is "" where files can be read from it and written into it."""

    setting: str
    path: Path
    problem: str


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found; a problem is "" where there is none. `recognition` tells whether scans can be read."""

    tesseract: bool
    recognition: bool
    folders: tuple[Folder, ...]
    index_megabytes: float
    free_megabytes: int
    documents: int
    index_problem: str
    model_problem: str
    reranker: str
    llm: str
    llm_problem: str


def look_over(index_dir: Path | None = None) -> Checkup:
    """Looks at everything; changes nothing and calls no one.

    Raises:
        SettingError: a setting cannot be used.
    """
    settings = load_settings()
    index = index_dir or settings.index_dir
    status = Upkeep.open(index).status()
    folders = dict.fromkeys((("INDEX_DIR", index), *(("DOCUMENTS_DIR", folder) for folder in settings.folders)))
    return Checkup(
        tesseract=shutil.which("tesseract") is not None,
        recognition=ocr.is_available(),
        folders=tuple(Folder(name, path, _rights(path)) for name, path in folders),
        index_megabytes=status.megabytes,
        free_megabytes=shutil.disk_usage(_existing(index)).free >> 20,
        documents=status.documents,
        index_problem=status.problem,
        model_problem=_model(settings.embedding_model),
        reranker=settings.reranker_model,
        llm=settings.llm,
        llm_problem=_llm(settings.llm),
    )


def _existing(path: Path) -> Path:
    """Returns the folder, or the nearest one above it that is there."""
    return next(one for one in (path.absolute(), *path.absolute().parents) if one.exists())


def _rights(path: Path) -> str:
    nearest = _existing(path)
    if not nearest.is_dir():
        return f"{nearest} bukan folder / is not a folder"
    if not os.access(nearest, os.R_OK | os.W_OK | os.X_OK):
        return f"{nearest} tidak dapat dibaca dan ditulis / cannot be read and written"
    return ""


def _model(name: str) -> str:
    try:
        load_embedder(name)
    except KnowledgeError as error:
        return str(error)
    return ""


def _llm(name: str) -> str:
    if not name:
        return ""
    from knowledge.write import Writer

    try:
        Writer(name)
    except Exception as error:  # noqa: BLE001  # each provider has errors of its own, for a missing key for example
        return str(error).splitlines()[0]
    return ""
