"""Texts to vectors: the bundled static embedder, or any sentence-transformers model, loaded late."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from knowledge.errors import SettingError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

BUNDLED = Path(__file__).parent / "model"
TEXTS_AT_ONCE = 1024  # enough for the tokenizer's threads, without holding the tokens of a whole ingest
MOST_KEPT = 2_000  # short texts whose tokens are remembered
TRANSFORMER_BATCH = 32  # on a CPU larger batches only add padding
HUB_PATIENCE = 5.0  # seconds to find out whether the hub can be reached; its own client retries for minutes
SMALLEST_LENGTH = 1e-12  # a shorter vector stays as it is, as in torch's normalize


class Embedder(Protocol):
    """Anything that turns texts into vectors of length one.

    `name` is written into an index: embedders of one name give the same vectors. A text without a single known
    token gives zeros.
    """

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns one row for each passage."""
        ...

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Returns the vector of a question."""
        ...


class StaticEmbedder:
    """A table of token vectors, a text being the mean of its tokens; needs neither torch nor sentence-transformers.

    `vectors` holds the vector of length one of every token, by token id.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        weights, tokenizer = _static_files(folder)
        table = load(weights)["embedding.weight"]
        self.name = _static_name(weights, tokenizer)
        self.dimensions = int(table.shape[1])
        self._table: NDArray[np.float32] = table.astype(np.float32)
        self.vectors: NDArray[np.float32] = _of_length_one(self._table)
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        # A question and its words are asked for over and over while it is answered.
        self._lately = lru_cache(maxsize=MOST_KEPT)(self._ids_of)

    @classmethod
    def bundled(cls) -> StaticEmbedder:
        """Loads the model that ships with the project."""
        return cls(BUNDLED)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns one row for each text."""
        rows = np.empty((len(texts), self.dimensions), np.float32)
        for begin in range(0, len(texts), TEXTS_AT_ONCE):
            some = texts[begin : begin + TEXTS_AT_ONCE]
            rows[begin : begin + len(some)] = self._means(self._ids(some))
        return rows

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Returns the vector of a question; the model makes no difference between questions and passages."""
        row: NDArray[np.float32] = self._means([self._lately(text)])[0]
        return row

    def tokenize(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Returns the token ids of each text, which are rows of `vectors`."""
        return [np.asarray(ids, np.int32) for ids in self._ids(texts)]

    def words(self) -> list[str]:
        """Returns the tokens that can stand at the beginning of a word: whole words, and parts of some."""
        return [token for token in self._tokenizer.get_vocab(with_added_tokens=False) if not token.startswith("##")]

    def token_vectors(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Returns the token ids of a text, and a vector of length one for each."""
        ids = np.asarray(self._lately(text), np.int32)
        return ids, self.vectors[ids]

    def _ids_of(self, text: str) -> tuple[int, ...]:
        return tuple(self._ids([text])[0])

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [encoding.ids for encoding in encodings]

    def _means(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Returns the direction of each text's mean, for which the sum does as well."""
        tokens = np.fromiter(chain.from_iterable(ids), np.intp)
        ends = np.cumsum([len(some) for some in ids])
        sums = np.zeros((len(ids), self.dimensions), np.float32)
        for row, (begin, end) in enumerate(pairwise((0, *ends))):  # seven times faster than one reduceat over them all
            np.add.reduce(self._table[tokens[begin:end]], axis=0, out=sums[row])
        return _of_length_one(sums)


class TransformerEmbedder:
    """Any other sentence-transformers model, with the question and passage prompts that its own configuration names."""

    def __init__(self, model: str, *, offline: bool = True) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(model, local_files_only=offline)
        self.name = _folder_name(Path(model)) if Path(model).is_dir() else model
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns one row for each passage."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        rows = self._model.encode_document(list(texts), batch_size=TRANSFORMER_BATCH, show_progress_bar=False)
        return _of_length_one(np.asarray(rows, np.float32))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Returns the vector of a question."""
        row = self._model.encode_query([text], show_progress_bar=False)
        unit: NDArray[np.float32] = _of_length_one(np.asarray(row, np.float32))[0]
        return unit


class LateEmbedder:
    """A model of which only the name is needed until something new is embedded."""

    def __init__(self, model: str) -> None:
        """Takes what EMBEDDING_MODEL names.

        Raises:
            SettingError: there is no such model.
        """
        self._model = model
        folder = Path(model).expanduser() if model else BUNDLED
        if folder.is_dir():
            self.name = _static_name(*_static_files(folder)) if _is_static(folder) else _folder_name(folder)
        else:
            self.name = model if _is_hub_name(model) else self.loaded.name

    @cached_property
    def loaded(self) -> Embedder:
        """Loads the model at the first call.

        Raises:
            SettingError: as `load_embedder`.
        """
        return load_embedder(self._model)


def load_embedder(model: str = "") -> Embedder:
    """Loads the bundled embedder, or the sentence-transformers model of a folder or hub name.

    Raises:
        SettingError: There is no such folder, it holds no model, or the hub's model is neither on this machine
            nor within reach.
    """
    if not model:
        return StaticEmbedder.bundled()
    folder = Path(model).expanduser()
    if folder.is_dir():
        return StaticEmbedder(folder) if _is_static(folder) else _transformer(str(folder))
    if not _is_hub_name(model):
        raise SettingError(f"EMBEDDING_MODEL names the folder {model}, which does not exist.")
    return _transformer(model)


def as_langchain(embedder: Embedder) -> Embeddings:
    """Returns the embedder as LangChain's `Embeddings`."""
    from langchain_core.embeddings import Embeddings

    class Adapter(Embeddings):
        """Vectors as the lists of floats that LangChain passes around."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = embedder.embed(texts).tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            row: list[float] = embedder.embed_query(text).tolist()
            return row

    return Adapter()


def _of_length_one(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = rows / np.maximum(lengths, SMALLEST_LENGTH)
    return unit


def _static_files(folder: Path) -> tuple[bytes, bytes]:
    try:
        return (folder / "model.safetensors").read_bytes(), (folder / "tokenizer.json").read_bytes()
    except OSError as error:
        raise SettingError(f"{folder} holds no embedding model: {error.filename} cannot be read.") from error


def _static_name(weights: bytes, tokenizer: bytes) -> str:
    return f"static-{hashlib.sha256(weights + tokenizer).hexdigest()[:16]}"


def _is_static(folder: Path) -> bool:
    """Tells whether a folder holds one table of token vectors, and neither prompts nor anything else to run."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        config = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
    plain = kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) and not any(config["prompts"].values())
    return plain and (folder / "model.safetensors").exists()


def _is_hub_name(model: str) -> bool:
    """Tells "intfloat/multilingual-e5-small" from a path."""
    return not model.startswith((".", "/", "~")) and "\\" not in model and model.count("/") <= 1


def _folder_name(folder: Path) -> str:
    """Returns the folder's own name and a hash of its files' names and sizes; hashing gigabytes would take a minute."""
    files = sorted((str(file.relative_to(folder)), file.stat().st_size) for file in folder.rglob("*") if file.is_file())
    return f"{folder.resolve().name}-{hashlib.sha256(repr(files).encode()).hexdigest()[:16]}"


def _transformer(model: str) -> TransformerEmbedder:
    """Loads from this machine, and downloads a hub model only where that failed and the hub answers."""
    try:
        return TransformerEmbedder(model)
    except (OSError, ValueError, KeyError) as error:
        if Path(model).is_dir():
            raise SettingError(f"EMBEDDING_MODEL: {model} holds no sentence-transformers model ({error}).") from error
        if _hub_has(model):
            return TransformerEmbedder(model, offline=False)
        raise SettingError(
            f"EMBEDDING_MODEL: {model} is not on this machine and cannot be fetched from the hub. On a machine with "
            f"internet run `hf download {model} --local-dir my-model`, copy that folder here, and set "
            "EMBEDDING_MODEL to its path."
        ) from error


def _hub_has(model: str) -> bool:
    """Tells whether the hub can be reached and knows the model, in one request instead of minutes of retries."""
    from huggingface_hub import HfApi, constants

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        HfApi().model_info(model, timeout=HUB_PATIENCE)
    except Exception:  # noqa: BLE001 -- whatever the hub's client or its HTTP library raises means: not to be had
        return False
    return True
