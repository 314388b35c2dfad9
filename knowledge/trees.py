"""A small learned forest, compiled so that a hundred candidates are scored without walking a single tree.

The algorithm is QuickScorer (Lucchese et al., SIGIR 2015): the leaves of a tree are numbered from left to right, a
node whose condition is false takes the leaves on its left away, and the first leaf that is left is the one that a
walk would have reached. All conditions of all trees are tested at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Tree = Mapping[str, Sequence[float]]
Matrix = npt.NDArray[np.float32]
_MOST_LEAVES = 64


class _Node(NamedTuple):
    """A condition (`feature <= threshold` goes left) and the bits of the leaves that remain when it is false."""

    feature: int
    threshold: float
    remaining: int


class Trees:
    """A forest of regression trees (LambdaMART), the sum of whose leaves is the score.

    Each tree is parallel lists over its nodes; node n goes left when `feature <= threshold`, and leaves point at
    themselves and hold a value.
    """

    def __init__(self, trees: Sequence[Tree]) -> None:
        leaves = [list(_leaves(tree, 0)) for tree in trees]
        nodes = [list(_conditions(tree, 0, 0)) for tree in trees]
        if (most := max(map(len, leaves))) > _MOST_LEAVES:
            raise ValueError(f"a tree has {most} leaves; {_MOST_LEAVES} is the most that a forest of ours may have")
        shape = (max(1, *map(len, nodes)), len(trees), 1)
        self._feature = np.zeros(shape[:2], dtype=np.intp)
        self._threshold = np.full(shape, np.inf, dtype=np.float32)
        every = (1 << most) - 1
        self._remaining = np.full(shape, every, dtype=np.min_scalar_type(every))
        self._every = self._remaining.dtype.type(every)
        self._values = np.zeros((len(trees), most), dtype=np.float32)
        for n, (tree_nodes, values) in enumerate(zip(nodes, leaves, strict=True)):
            self._values[n, : len(values)] = values
            for place, node in enumerate(tree_nodes):
                self._feature[place, n] = node.feature
                self._threshold[place, n] = node.threshold
                self._remaining[place, n] = node.remaining & every

    def scores(self, features: Matrix) -> Matrix:
        """Returns one score for each row of features."""
        goes_left = np.ascontiguousarray(features.T)[self._feature] <= self._threshold
        left = np.bitwise_and.reduce(np.where(goes_left, self._every, self._remaining), axis=0)
        first = np.bitwise_count((left & (~left + left.dtype.type(1))) - left.dtype.type(1))
        found = self._values[np.arange(len(self._values)), np.ascontiguousarray(first.T)]
        return np.asarray(found.sum(axis=1), dtype=np.float32)


def _leaves(tree: Tree, node: int) -> Iterator[float]:
    """Yields the values of the leaves below a node, from left to right."""
    if tree["left"][node] == node:
        yield tree["value"][node]
    else:
        yield from _leaves(tree, int(tree["left"][node]))
        yield from _leaves(tree, int(tree["right"][node]))


def _conditions(tree: Tree, node: int, before: int) -> Iterator[_Node]:
    """Yields the conditions below a node, before whose leaves so many others come."""
    if tree["left"][node] == node:
        return
    left, right = int(tree["left"][node]), int(tree["right"][node])
    width = sum(1 for _ in _leaves(tree, left))
    yield _Node(int(tree["feature"][node]), tree["threshold"][node], ~(((1 << width) - 1) << before))
    yield from _conditions(tree, left, before)
    yield from _conditions(tree, right, before + width)
