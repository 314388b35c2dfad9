"""Trains the WordPiece vocabulary, and first vectors from which words occur near which."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

WINDOW = 6  # tokens to each side
SMOOTHING = 0.75  # of the context counts: rare contexts otherwise dominate (Levy, Goldberg and Dagan 2015)


def train_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """Returns a lower-casing WordPiece tokenizer with the `[PAD]` and `[UNK]` tokens first."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=60))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=["[PAD]", "[UNK]"], limit_alphabet=200, min_frequency=5, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def neighbour_vectors(ids: np.ndarray, size: int, dimensions: int, seed: int) -> np.ndarray:
    """Returns a vector a token: the left singular vectors of the positive pointwise mutual information.

    Args:
        ids: One long run of tokens, texts separated by 0.
        size: How many tokens there are.
        dimensions: How many singular vectors are kept.
        seed: Of the randomised decomposition.
    """
    counts = _cooccurrences(ids, size)
    sums = np.asarray(counts.sum(axis=1)).ravel() + 1e-9
    context = sums**SMOOTHING
    table = counts.tocoo()
    information = np.log(table.data * context.sum() / (sums[table.row] * context[table.col]))
    keep = information > 0
    positive = sparse.csr_matrix((information[keep], (table.row[keep], table.col[keep])), shape=counts.shape)
    left, values, _ = randomized_svd(positive, dimensions, n_iter=3, random_state=seed)
    vectors = left * np.sqrt(values)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-6)).astype(np.float32)


def _cooccurrences(ids: np.ndarray, size: int, chunk: int = 4_000_000) -> sparse.csr_matrix:
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for begin in range(0, len(ids), chunk):
        part = ids[begin : begin + chunk]
        for distance in range(1, WINDOW + 1):
            left, right = part[:-distance], part[distance:]
            inside = (left > 1) & (right > 1)
            weights = np.full(int(inside.sum()), 1 / distance, dtype=np.float32)
            total = total + sparse.coo_matrix((weights, (left[inside], right[inside])), shape=(size, size)).tocsr()
    total = total + total.T
    total.data[total.data < 1.0] = 0
    total.eliminate_zeros()
    return total.tocsr()
