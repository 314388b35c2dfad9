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
    from knowledge.checkup import Checkup, look_over
    from knowledge.evaluate import Figures, Item, Outcome
    from knowledge.exam import Exam, Result, result
    from knowledge.journal import Journal
    from knowledge.links import Link
    from knowledge.programme import Participation, Programme, ReadinessQuestion, Section, Step, Wording, load_programme
    from knowledge.report import Earlier, IngestReport, Inspection
    from knowledge.settings import check_settings, setting_names
    from knowledge.uploads import Placing, Uploads

__all__ = [
    "Action",
    "Answer",
    "AnswerKind",
    "Checkup",
    "Citation",
    "DocumentEntry",
    "DocumentError",
    "Earlier",
    "Effect",
    "EmptyIndexError",
    "Exam",
    "Figures",
    "Hit",
    "IndexStateError",
    "IngestReport",
    "Inspection",
    "Item",
    "Journal",
    "KnowledgeBase",
    "KnowledgeError",
    "Link",
    "LinkError",
    "MissingToolError",
    "ModelMismatchError",
    "Outcome",
    "PageImage",
    "Participation",
    "Passage",
    "PictureKind",
    "Placing",
    "Programme",
    "ProvisionView",
    "QuestionError",
    "ReadinessQuestion",
    "Result",
    "Section",
    "SettingError",
    "Step",
    "Turn",
    "Uploads",
    "Watched",
    "Wording",
    "check_settings",
    "load_programme",
    "look_over",
    "result",
    "setting_names",
]


_LATE = {
    "KnowledgeBase": "knowledge.base",
    "Journal": "knowledge.journal",
    "Checkup": "knowledge.checkup",
    "look_over": "knowledge.checkup",
    "check_settings": "knowledge.settings",
    "setting_names": "knowledge.settings",
    **dict.fromkeys(("Figures", "Item", "Outcome"), "knowledge.evaluate"),
    **dict.fromkeys(("Exam", "Result", "result"), "knowledge.exam"),
    "Link": "knowledge.links",
    **dict.fromkeys(("Earlier", "IngestReport", "Inspection"), "knowledge.report"),
    **dict.fromkeys(("Placing", "Uploads"), "knowledge.uploads"),
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
