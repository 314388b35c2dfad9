"""Settings of the knowledge base, read from the environment and `.env`, each with its reason."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_DOCUMENTS = ROOT / "knowledge" / "documents"
SHIPPED_QUESTIONS = ROOT / "knowledge" / "questions"
SHIPPED_MODEL = ROOT / "knowledge" / "model"


class Settings(BaseSettings):
    """What an office may change without touching code."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    index_dir: Path = Field(
        default=ROOT / "data" / "index",
        description="Folder of the index; made at the first ingest.",
    )
    documents_dir: Path = Field(
        default=ROOT / "data" / "documents",
        description="Folder of the office's own documents, ingested beside the shipped guidance.",
    )
    uploads_dir: Path | None = Field(
        default=None,
        description="Folder that documents sent in a chat go to; empty for DOCUMENTS_DIR.",
    )
    upload_pages: int = Field(
        default=2_000,
        ge=1,
        description="Most pages of a document that is sent in a chat.",
    )
    upload_files: int = Field(
        default=200,
        ge=1,
        description="Most files of an archive that is sent in a chat.",
    )
    upload_seconds: int = Field(
        default=900,
        ge=1,
        description="Longest time that reading one upload may take.",
    )
    upload_megabytes: int = Field(
        default=3_000,
        ge=500,
        description="Memory that reading one upload may take.",
    )
    embedding_model: str = Field(
        default="",
        description="Folder or hub name of a sentence-transformers model; empty for the bundled one.",
    )
    reranker_model: str = Field(
        default="",
        description="Folder or hub name of a CrossEncoder that re-orders the best passages; empty for none.",
    )
    llm: str = Field(
        default="",
        description="Model that rephrases answers, as LangChain's init_chat_model names it; empty for extracts only.",
    )
    golden_questions: Path | None = Field(
        default=None,
        description="Question set that every new version of the index must answer before it is served; empty for none.",
    )
    golden_threshold: float = Field(
        default=0.9,
        ge=0,
        le=1,
        description="Share of the golden questions that must be answered rightly.",
    )
    download_megabytes: int = Field(
        default=100,
        ge=1,
        description="Largest document that `ingest.py add` downloads.",
    )
    download_seconds: float = Field(
        default=300.0,
        gt=0,
        description="Longest time that one download may take.",
    )
    download_private: bool = Field(
        default=False,
        description="Whether `ingest.py add` may also download from addresses inside the own network.",
    )

    @field_validator("uploads_dir")
    @classmethod
    def _is_not_shipped(cls, value: Path | None) -> Path | None:
        if value is not None and value.resolve().is_relative_to(SHIPPED_DOCUMENTS):
            raise ValueError("choose a folder outside the shipped knowledge/documents, which updates replace")
        return value

    @property
    def uploads(self) -> Path:
        """Returns the folder that documents sent in a chat go to, never the shipped one."""
        if self.uploads_dir is not None:
            return self.uploads_dir
        shipped = self.documents_dir.resolve().is_relative_to(SHIPPED_DOCUMENTS)
        return ROOT / "data" / "documents" if shipped else self.documents_dir

    @property
    def folders(self) -> list[Path]:
        """Returns the folders of the office's own documents, each once."""
        return list(dict.fromkeys((self.documents_dir, self.uploads)))


def load_settings() -> Settings:
    """Reads the settings.

    Raises:
        SettingError: naming every setting that cannot be used, all at once.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise _refused([_sentence(e["loc"], e["msg"]) for e in error.errors()]) from None


def check_settings() -> None:
    """Looks at the settings without using them.

    Raises:
        SettingError: naming every setting that cannot be used, all at once.
    """
    settings = load_settings()
    if settings.golden_questions is not None and not settings.golden_questions.is_file():
        raise _refused([f"GOLDEN_QUESTIONS: there is no file {settings.golden_questions}; name one or leave it empty"])


def setting_names() -> list[str]:
    """Returns the name of every setting."""
    return list(Settings.model_fields)


def _refused(problems: list[str]) -> SettingError:
    head = "Setelan tidak dapat dipakai / settings cannot be used:\n  "
    return SettingError(head + "\n  ".join(problems), problems)


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    reason = message.removeprefix("Value error, ")
    return f"{'.'.join(map(str, place)).upper()}: {reason[0].lower()}{reason[1:]}"
