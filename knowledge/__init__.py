"""Regulations and guidance as a knowledge base: ingest, search, ask, cite. What is named here is the public face."""

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
    Answer,
    AnswerKind,
    Citation,
    DocumentEntry,
    Hit,
    Passage,
    ProvisionView,
    Turn,
)

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.ingestion import IngestReport

__all__ = [
    "Answer",
    "AnswerKind",
    "Citation",
    "DocumentEntry",
    "DocumentError",
    "EmptyIndexError",
    "Hit",
    "IndexStateError",
    "IngestReport",
    "KnowledgeBase",
    "KnowledgeError",
    "LinkError",
    "MissingToolError",
    "ModelMismatchError",
    "Passage",
    "ProvisionView",
    "QuestionError",
    "SettingError",
    "Turn",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the classes that need Chroma load only when they are used
    if name == "KnowledgeBase":
        from knowledge.base import KnowledgeBase

        return KnowledgeBase
    if name == "IngestReport":
        from knowledge.ingestion import IngestReport

        return IngestReport
    raise AttributeError(name)
