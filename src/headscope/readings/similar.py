"""Which heads look alike: twins of each head, and an order in which like heads stand together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.axes import BINS, REACH
from headscope.store.run import Run

TWINS = 3
TEXTS = 8
CELLS = 16
_NEEDED = ("offset_mass", "distance_mass", "image_mean", "visible_keys")
_MOST_ORDERED = 400  # heads up to which the best order of a tree is looked for; it takes their number cubed


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the heads of a run are.

    Attributes:
        heads: their names, in the run's order.
        shares: 0 to 1, [head, head]; 0 between heads that read other sides of the text, and where the run holds too
            little.
    """

    heads: tuple[str, ...]
    shares: np.ndarray


def read_likeness(run: Run) -> Likeness:
    """How alike any two heads of a run are, over its first 8 texts.

    Likeness is the mean of two overlaps, each 1 - (total variation distance) = sum min(p, q):

    - of where mass lies by offset key - query: single offsets up to 15, doubling distances beyond;
    - of where it lies in the text: the pooled image in at most 16 x 16 cells, each row of cells a distribution over
      cells of keys, rows counting alike.

    1 is said of heads whose mass lies alike in both, 0 of heads that share nothing. It does not show that two heads do
    the same: cells are coarse, so heads that read different words of one neighbourhood look alike; and nothing is said
    of what they hand over. Heads are compared where both read the same sides of the text.

    >>> from headscope.capture.arrays import from_arrays
    >>> previous, own = [[1.0, 0.0], [1.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]]
    >>> found = read_likeness(from_arrays([own, previous, own]))
    >>> found.shares.round(2).tolist()
    [[1.0, 0.5, 1.0], [0.5, 1.0, 0.5], [1.0, 0.5, 1.0]]
    """
    heads = tuple(str(head) for head in run.heads)
    shares = np.eye(len(heads))
    start = 0
    groups: dict[tuple[str, str], list[tuple[np.ndarray, np.ndarray]]] = {}
    for site in run.sites:
        members = np.arange(start, start + site.heads)
        start += site.heads
        if run.texts and all(run.has(site.site, name) for name in _NEEDED):
            groups.setdefault((site.query_side, site.key_side), []).append((members, _features(run, site.site)))
    for parts in groups.values():
        places = np.concatenate([members for members, _ in parts])
        shares[np.ix_(places, places)] = _overlaps(np.concatenate([features for _, features in parts]))
    return Likeness(heads, shares)


def twins(found: Likeness, head: str) -> tuple[tuple[str, float], ...]:
    """The three heads most like one, with their likeness; fewer where no others can be compared.

    >>> shares = np.array([[1.0, 0.2, 0.0], [0.2, 1.0, 0.0], [0.0, 0.0, 1.0]])
    >>> twins(Likeness(("L0.H0", "L0.H1", "X0.H0"), shares), "L0.H0")
    (('L0.H1', 0.2),)
    """
    place = found.heads.index(head)
    order = [n for n in np.argsort(-found.shares[place], kind="stable").tolist() if n != place]
    return tuple((found.heads[n], float(found.shares[place, n])) for n in order[:TWINS] if found.shares[place, n] > 0)


def clustered(found: Likeness) -> tuple[str, ...]:
    """The names of the heads in an order in which like ones stand together.

    It is that of the leaves of a tree of average linkage on 1 - likeness, turned so that neighbours are as alike as can
    be (Bar-Joseph, Gifford and Jaakkola 2001, Bioinformatics 17), as found by scipy.

    >>> shares = np.array([[1.0, 0.1, 0.9], [0.1, 1.0, 0.2], [0.9, 0.2, 1.0]])
    >>> clustered(Likeness(("L0.H0", "L0.H1", "L0.H2"), shares))
    ('L0.H1', 'L0.H2', 'L0.H0')
    """
    heads, shares = found.heads, found.shares
    if len(heads) < 3 or not (shares[~np.eye(len(heads), dtype=bool)] > 0).any():
        return heads
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    apart = squareform(1 - shares, checks=False)
    tree = linkage(apart, "average", optimal_ordering=len(heads) <= _MOST_ORDERED)
    return tuple(heads[n] for n in leaves_list(tree))


def _features(run: Run, site: str) -> np.ndarray:
    """Distributions of each head side by side, scaled so that half the sum of differences of two heads is 1 - their
    likeness: [head, feature]."""
    texts = range(min(run.texts, TEXTS))
    parts = []
    for text in texts:
        near = run.array(site, "offset_mass", text)[:, 0, 1:-1].astype(np.float64)  # offsets -15 .. 15
        far = run.array(site, "distance_mass", text)[:, 0].astype(np.float64)[:, _far_bins()]
        image = _pooled(run.array(site, "image_mean", text).astype(np.float64))
        rows = _shares(image) / image.shape[1]
        parts += [_shares(np.concatenate([near, far], axis=1)), rows.reshape(len(rows), -1)]
    return np.concatenate(parts, axis=1) / (2 * len(texts))


def _far_bins() -> np.ndarray:
    """Bins of distances from 16 on, to both sides."""
    size = np.arange(2 * BINS + 1) % (BINS + 1)
    return np.flatnonzero((size >= np.log2(REACH)) & (np.arange(2 * BINS + 1) != BINS))


def _pooled(image: np.ndarray) -> np.ndarray:
    """An image [head, row, key] in at most 16 x 16 cells, as sums."""
    for axis in (1, 2):
        width = -(-image.shape[axis] // CELLS)
        image = np.add.reduceat(image, np.arange(0, image.shape[axis], width), axis=axis)
    return image


def _shares(values: np.ndarray) -> np.ndarray:
    """Values as shares of their sum along the last axis; even where there is none."""
    total = values.sum(axis=-1, keepdims=True)
    even = 1 / values.shape[-1]
    return np.asarray(np.where(total > 0, values / np.where(total > 0, total, 1.0), even))


def _overlaps(features: np.ndarray) -> np.ndarray:
    apart = np.array([np.abs(features - each).sum(axis=1) for each in features])
    return np.clip(1 - apart / 2, 0.0, 1.0)
