"""Settings of the knowledge base, read from the environment and `.env`, each with its reason."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
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


def load_settings() -> Settings:
    """Reads the settings.

    Raises:
        SettingError: naming every setting that cannot be used, all at once.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise SettingError("Setelan tidak dapat dipakai / settings cannot be used:\n  " + "\n  ".join(lines)) from None
