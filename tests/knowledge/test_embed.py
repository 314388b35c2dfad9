import json
import subprocess
import sys
from pathlib import Path

import huggingface_hub.constants
import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from knowledge.embed import BUNDLED, StaticEmbedder, TransformerEmbedder, as_langchain, load_embedder
from knowledge.errors import SettingError

SAMPLES = [
    "Apa syarat ikut smart city?",
    "psl 5 perpres spbe isinya apa",
    "Pasal 12 ayat (3) huruf b: Pemerintah Daerah menetapkan Peta Rencana SPBE.",
    "Who approves the regional regulation?",
    "Perangkat Daerah " * 700,
    "  \n\t ",
    "",
    "智慧城市 🏙️",
]


@pytest.fixture(scope="module")
def bundled() -> StaticEmbedder:
    return StaticEmbedder.bundled()


@pytest.fixture
def compass(tmp_path: Path) -> Path:
    """A model of four words whose vectors are east, north, twice west, and nothing."""
    vocabulary = {"[UNK]": 0, "timur": 1, "utara": 2, "barat": 3}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    table = np.asarray([[0, 0], [1, 0], [0, 1], [-2, 0]], np.float16)
    save_file({"embedding.weight": table}, str(tmp_path / "model.safetensors"))
    module = {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}
    (tmp_path / "modules.json").write_text(json.dumps([module]))
    write_prompts(tmp_path, {})
    return tmp_path


def write_prompts(folder: Path, prompts: dict[str, str]) -> None:
    config = {"prompts": prompts, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config))


def test_a_text_is_the_direction_of_the_mean_of_its_tokens(compass: Path) -> None:
    found = StaticEmbedder(compass).embed(["Timur", "timur utara", "barat", "timur timur barat", "timur ???"])
    half = np.sqrt(0.5)
    assert np.allclose(found, [[1, 0], [half, half], [-1, 0], [0, 0], [1, 0]])


def test_texts_without_known_words_give_zeros_and_leave_their_neighbours_alone(compass: Path) -> None:
    found = StaticEmbedder(compass).embed(["", "utara", "", "", "timur", "???", ""])
    assert found.tolist() == [[0, 0], [0, 1], [0, 0], [0, 0], [1, 0], [0, 0], [0, 0]]


def test_no_texts_give_no_rows(compass: Path) -> None:
    assert StaticEmbedder(compass).embed([]).shape == (0, 2)


def test_token_vectors_have_length_one(compass: Path) -> None:
    embedder = StaticEmbedder(compass)
    ids, vectors = embedder.token_vectors("utara barat ???")
    assert ids.tolist() == [
        2,
        3,
        0,
    ] or ids.tolist()[:2] == [2, 3]
    assert vectors[:2].tolist() == [[0, 1], [-1, 0]]
    assert [tokens.tolist() for tokens in embedder.tokenize(["barat barat", ""])] == [[3, 3], []]
    assert ids.dtype == np.int32
    assert vectors.dtype == np.float32


def test_the_name_changes_with_the_weights_and_not_with_the_place(
    compass: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("copy")
    for file in compass.iterdir():
        (elsewhere / file.name).write_bytes(file.read_bytes())
    before = StaticEmbedder(compass).name
    assert StaticEmbedder(elsewhere).name == before
    save_file({"embedding.weight": np.ones((4, 2), np.float16)}, str(elsewhere / "model.safetensors"))
    assert StaticEmbedder(elsewhere).name != before


def test_a_vector_does_not_depend_on_what_is_embedded_beside_it(bundled: StaticEmbedder) -> None:
    texts = [f"{sample} {number}" for number in range(150) for sample in SAMPLES]
    together = bundled.embed(texts)
    assert together.dtype == np.float32
    for index in (0, 3, 255, 256, 257, len(texts) - 1):
        assert np.allclose(together[index], bundled.embed_query(texts[index]), atol=1e-6)


def test_the_bundled_model_agrees_with_sentence_transformers(bundled: StaticEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUNDLED), local_files_only=True).float()
    expected = model.encode(SAMPLES, normalize_embeddings=True)
    assert np.allclose(bundled.embed(SAMPLES), expected, atol=1e-5)


def test_the_bundled_model_is_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in BUNDLED.iterdir()) <= 20 * 1024 * 1024


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("kepala dinas", "kepala perangkat daerah", "kepala negara asing"),
        ("village fund", "dana desa", "kawasan hutan"),
        ("gmn cara bikin ktp", "penerbitan kartu tanda penduduk", "pengelolaan sampah rumah tangga"),
        ("data pribadi warga bocor", "kegagalan pelindungan data pribadi", "penyertaan modal negara"),
    ],
)
def test_everyday_and_english_words_lie_near_those_of_the_law(
    bundled: StaticEmbedder, question: str, near: str, far: str
) -> None:
    close, distant = bundled.embed([near, far]) @ bundled.embed_query(question)
    assert close > distant + 0.1


def test_the_bundled_model_needs_no_torch() -> None:
    code = (
        "import sys; from knowledge.embed import load_embedder; load_embedder().embed(['kota']);"
        "sys.exit(bool({'torch', 'sentence_transformers', 'langchain_core'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_another_static_folder_is_read_without_sentence_transformers(compass: Path) -> None:
    assert isinstance(load_embedder(str(compass)), StaticEmbedder)


def test_questions_and_passages_get_the_prompts_that_the_model_names(compass: Path) -> None:
    write_prompts(compass, {"query": "utara ", "passage": "barat "})
    embedder = load_embedder(str(compass))
    assert isinstance(embedder, TransformerEmbedder)
    assert embedder.dimensions == 2
    assert np.allclose(embedder.embed_query("utara"), [0, 1])
    assert np.allclose(embedder.embed(["barat", "timur timur timur"]), [[-1, 0], [1, 0]])
    assert embedder.embed([]).shape == (0, 2)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"names the folder .*nowhere, which does not exist"):
        load_embedder(str(tmp_path / "nowhere"))


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="holds no sentence-transformers model"):
        load_embedder(str(tmp_path))


def test_a_static_model_without_its_weights_is_named(compass: Path) -> None:
    (compass / "model.safetensors").unlink()
    with pytest.raises(SettingError, match=r"model\.safetensors cannot be read"):
        StaticEmbedder(compass)


def test_a_hub_model_out_of_reach_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(SettingError, match="hf download nobody/no-such-model --local-dir"):
        load_embedder("nobody/no-such-model")


def test_langchain_gets_lists_of_floats(compass: Path) -> None:
    embeddings = as_langchain(StaticEmbedder(compass))
    assert embeddings.embed_documents(["timur", "utara"]) == [[1, 0], [0, 1]]
    assert embeddings.embed_query("barat") == [-1, 0]
