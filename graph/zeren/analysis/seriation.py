"""An order of bureaus and of measures in which like stands by like, for every picture that is a matrix.

Up to `MOST` rows, a tree of likenesses (average linkage of cosine distances) whose leaves are turned so that neighbours
are as alike as the tree allows (Bar-Joseph, Gifford and Jaakkola 2001). Beyond, where that takes minutes, the second
singular vector of the matrix scaled by its degrees: the Fiedler vector of the graph of units and measures, cut into its
connected parts (Dhillon 2001). No chance in either: rows go in by id, and starts and signs are fixed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, Unpack

import numpy as np

from zeren.analysis.duties import MEASURE, Scope, duties, select

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zeren.facts import Tables

    Numbers: TypeAlias = NDArray[np.float64]
    Places: TypeAlias = NDArray[np.int64]

MOST: Final = 600
_SMALL: Final = 40  # a matrix of a side of this size is decomposed whole
_Sparse: TypeAlias = Any  # scipy has no types


def order(tables: Tables, **scope: Unpack[Scope]) -> tuple[list[str], list[tuple[str, int]]]:
    """The ids of the units that bear a duty, and (document, order) of every measure; those without duties stand last."""
    held = duties(tables, **scope).drop_duplicates([*MEASURE, "unit"])
    measures = sorted({(str(document), int(measure)) for document, measure in held[MEASURE].itertuples(index=False)})
    units = sorted(map(str, held["unit"].unique()))
    matrix = _incidence(units, measures, held[["unit", *MEASURE]].itertuples(index=False))
    rows, columns = lines(matrix)
    every = select(tables["measures"], tables, **scope)[["document", "order"]].itertuples(index=False)
    without = sorted({(str(document), int(one)) for document, one in every} - set(measures))
    return [units[i] for i in rows], [*(measures[i] for i in columns), *without]


def lines(matrix: _Sparse) -> tuple[list[int], list[int]]:
    """An order of the rows and one of the columns of a sparse matrix without empty rows or columns."""
    if max(matrix.shape) <= MOST:
        return _by_tree(matrix), _by_tree(matrix.T.tocsr())
    return _by_fiedler(matrix)


def _incidence(units: list[str], measures: list[tuple[str, int]], pairs: Any) -> _Sparse:
    from scipy import sparse  # type: ignore[import-untyped]

    row, column = ({key: i for i, key in enumerate(keys)} for keys in (units, measures))
    found = [(row[str(unit)], column[str(document), int(measure)]) for unit, document, measure in pairs]
    places = ([i for i, _ in found], [j for _, j in found])
    return sparse.csr_array((np.ones(len(found)), places), shape=(len(units), len(measures)))


def _by_tree(matrix: _Sparse) -> list[int]:
    """Rows by the leaves of their tree, the end with the fuller rows first."""
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering  # type: ignore[import-untyped]
    from scipy.spatial.distance import pdist  # type: ignore[import-untyped]

    if matrix.shape[0] < 3:
        return list(range(matrix.shape[0]))
    apart = np.clip(pdist(matrix.toarray(), "cosine").round(9), 0, None)
    found = leaves_list(optimal_leaf_ordering(linkage(apart, "average"), apart)).astype(np.int64)
    return _fuller_first(found, np.asarray(matrix.sum(axis=1)).ravel())


def _fuller_first(found: Places, full: Numbers) -> list[int]:
    half = len(found) // 2
    turned = full[found[len(found) - half :]].sum() > full[found[:half]].sum()
    return [int(i) for i in (found[::-1] if turned else found)]


def _by_fiedler(matrix: _Sparse) -> tuple[list[int], list[int]]:
    """Rows and columns by connected part, the largest first, then by the Fiedler vector of their part."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    height = matrix.shape[0]
    graph = sparse.block_array([[None, matrix], [matrix.T, None]], format="csr")
    count, part = connected_components(graph, directed=False)
    sizes = np.bincount(part, minlength=count)
    rows: list[int] = []
    columns: list[int] = []
    for one in sorted(range(count), key=lambda n: (-int(sizes[n]), n)):
        own, others = np.flatnonzero(part[:height] == one), np.flatnonzero(part[height:] == one)
        left, right = _fiedler(matrix[own][:, others])
        rows += own[np.argsort(left.round(9), kind="stable")].tolist()
        columns += others[np.argsort(right.round(9), kind="stable")].tolist()
    return rows, columns


def _fiedler(matrix: _Sparse) -> tuple[Numbers, Numbers]:
    """The second singular vectors of a connected part, scaled; fuller rows at the low end."""
    from scipy import sparse
    from scipy.sparse.linalg import svds  # type: ignore[import-untyped]

    least = min(matrix.shape)
    if least < 2:
        return np.zeros(matrix.shape[0]), np.zeros(matrix.shape[1])
    full, wide = (1 / np.sqrt(np.asarray(matrix.sum(axis=axis)).ravel()) for axis in (1, 0))
    scaled = sparse.diags_array(full) @ matrix @ sparse.diags_array(wide)
    if least <= _SMALL:
        left, _, right = np.linalg.svd(scaled.toarray(), full_matrices=False)
        pair = left[:, 1] * full, right[1] * wide
    else:
        left, values, right = svds(scaled, k=2, v0=np.ones(least), tol=1e-9)
        second = int(np.argmin(values))
        pair = left[:, second] * full, right[second] * wide
    sign = -1.0 if float(pair[0] @ (1 / full**2)) > 0 else 1.0
    return (pair[0] * sign, pair[1] * sign) if pair[0].any() else pair
