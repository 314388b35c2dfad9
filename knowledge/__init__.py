"""Regulations and guidance as a knowledge base: ingest, search, ask, cite. What is named here is the public face."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from knowledge.errors import (
    DocumentError,
    EmptyIndexError,
    IndexStateError,
    KnowledgeError,
    LinkError,
    MissingToolError,
    ModelMismatchError,
    QuestionError,
    SettingError,
)
from knowledge.records import (
    Action,
    Answer,
    AnswerKind,
    Citation,
    DocumentEntry,
    Effect,
    Hit,
    PageImage,
    Passage,
    PictureKind,
    ProvisionView,
    Turn,
    Watched,
)

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.journal import Journal
    from knowledge.programme import Participation, Programme, ReadinessQuestion, Section, Step, Wording, load_programme
    from knowledge.report import IngestReport

__all__ = [
    "Action",
    "Answer",
    "AnswerKind",
    "Citation",
    "DocumentEntry",
    "DocumentError",
    "Effect",
    "EmptyIndexError",
    "Hit",
    "IndexStateError",
    "IngestReport",
    "Journal",
    "KnowledgeBase",
    "KnowledgeError",
    "LinkError",
    "MissingToolError",
    "ModelMismatchError",
    "PageImage",
    "Participation",
    "Passage",
    "PictureKind",
    "Programme",
    "ProvisionView",
    "QuestionError",
    "ReadinessQuestion",
    "Section",
    "SettingError",
    "Step",
    "Turn",
    "Watched",
    "Wording",
    "load_programme",
]


_LATE = {
    "KnowledgeBase": "knowledge.base",
    "IngestReport": "knowledge.ingestion",
    "Journal": "knowledge.journal",
    **dict.fromkeys(
        ("Participation", "Programme", "ReadinessQuestion", "Section", "Step", "Wording", "load_programme"),
        "knowledge.programme",
    ),
}
"""What loads only when it is used: Chroma, or a reader of YAML."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(name)
