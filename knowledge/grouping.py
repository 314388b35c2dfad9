"""Questions that mean the same, put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.embed import Embedder
from knowledge.words import formal, stems

# Over the shipped bank 0.16 of the pairs that one provision answers are at least as close, 0.008 of other pairs of the
# same regulation and hardly any of different ones: a group that is too small costs a tap, one that is wrong an answer.
ALIKE = 0.55


def group(questions: Sequence[str], embedder: Embedder) -> list[list[int]]:
    """Returns the positions of questions that mean the same together, each group headed by its first.

    A question joins the group whose head is nearest to it, so the most important ones should come first.
    """
    if not questions:
        return []
    texts = [formal(question) for question in questions]
    vectors = np.asarray(embedder.embed(texts), dtype=np.float32)
    words = [frozenset(stems(text)) for text in texts]
    groups: list[list[int]] = []
    for place, vector in enumerate(vectors):
        heads = [members[0] for members in groups]
        likeness = vectors[heads] @ vector if heads else np.zeros(0, dtype=np.float32)
        likeness[[bool(words[h]) and words[h] == words[place] for h in heads]] = 1.0
        if heads and likeness.max() >= ALIKE:
            groups[int(likeness.argmax())].append(place)
        else:
            groups.append([place])
    return groups
