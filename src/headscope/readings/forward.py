"""Does the place that rows look at move forward with the query? Statistics of matrices, head by head."""

from __future__ import annotations

import numpy as np

_LEAST_MOVED = 1e-6  # of a row, below which nothing of it is left to look at
_MIDDLE = 0.8  # share of the rows between the outer tenths


def moving_part(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What a head gives to keys beyond what all its rows give them alike.

    M(q, k) = max(0, A(q, k) - median over q' of A(q', k)): sinks, a stare and an even ground are the same in most rows
    and fall away, wherever they lie; a key that few rows look at keeps its mass.

    Args:
        weights: A [head, query, key]; rows may sum to less than 1 where keys were left out.

    Returns:
        M with rows scaled to sum 1, all 0 where nothing is left [head, query, key], and what was left of each row
        before scaling [head, query].

    >>> stare = np.array([[[0.9, 0.1, 0.0], [0.9, 0.0, 0.1], [0.9, 0.1, 0.0]]])
    >>> rows, left = moving_part(stare)
    >>> rows.tolist(), left.round(2).tolist()
    ([[[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]], [[0.0, 0.1, 0.0]])
    """
    rest = np.maximum(weights - np.median(weights, axis=1, keepdims=True), 0.0)
    left = rest.sum(axis=-1)
    is_there = left > _LEAST_MOVED
    return rest / np.where(is_there, left, np.inf)[..., None], np.where(is_there, left, 0.0)


def farther(rows: np.ndarray) -> np.ndarray:
    """How much farther one row looks than another: D(b, a) = P(K_b > K_a) - P(K_b < K_a).

    K_a and K_b are keys drawn from the two rows (Cliff 1993, Psychological Bulletin 114: delta): 1 where all of row b
    lies behind all of row a, 0 where they are alike, so that a step counts as far as rows are narrower than it. A row
    without mass is alike to all.

    Args:
        rows: shares [head, query, key].

    Returns:
        [head, query b, query a]; D(a, b) = -D(b, a).

    >>> farther(np.array([[[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]]])).tolist()
    [[[0.0, -1.0], [1.0, 0.0]]]
    """
    reached = np.cumsum(rows, axis=-1)
    before_less_behind = 2 * reached - rows - reached[..., -1:]
    return np.asarray(rows @ np.swapaxes(before_less_behind, -1, -2))


def order_of(farther_rows: np.ndarray) -> np.ndarray:
    """The mean of D(b, a) over all pairs of rows with a before b, [head]: 1 where each row looks farther than all
    before it, -1 backward, 0 without order; two places one after the other come to 1/2 at most, k to 1 - 1/k.

    It is the statistic of Jonckheere (1954, Biometrika 41) and Terpstra (1952) for ordered groups, a row being a group.

    >>> steps = np.eye(4)[[0, 0, 3, 3]][None]
    >>> float(order_of(farther(np.eye(4)[None]))[0]), round(float(order_of(farther(steps))[0]), 3)
    (1.0, 0.667)
    """
    queries = farther_rows.shape[-1]
    return np.asarray(np.tril(farther_rows, -1).sum(axis=(-1, -2)) / (queries * (queries - 1) / 2))


def steadiness_of(farther_rows: np.ndarray) -> np.ndarray:
    """The order that is left inside the two parts when the rows are cut in two where that leaves least, [head].

    A head that stares at one place and then at another has order between its parts alone: 0. Steady motion keeps its
    1; k places one after the other keep about 1 - 2 / k.

    >>> steps = np.eye(4)[[0, 0, 3, 3]][None]
    >>> float(steadiness_of(farther(np.eye(4)[None]))[0]), float(steadiness_of(farther(steps))[0])
    (1.0, 0.0)
    """
    queries = farther_rows.shape[-1]
    later = np.tril(farther_rows, -1)
    cuts = np.arange(1, queries)
    first = np.cumsum(later.sum(axis=-1), axis=-1)[..., :-1]
    second = np.cumsum(later.sum(axis=-2)[..., ::-1], axis=-1)[..., ::-1][..., 1:]
    pairs = (cuts * (cuts - 1) + (queries - cuts) * (queries - cuts - 1)) / 2
    return np.asarray(((first + second) / np.maximum(pairs, 1)).min(axis=-1))


def covered_share(rows: np.ndarray) -> np.ndarray:
    """How much of the keys the places of a head's rows cover, 0 to 1 [head].

    The place of a row is its median key. The distance between the tenth and the ninetieth per cent of the places, over
    eight tenths of the keys: 1 for even motion from end to end; a tenth of the rows may stray to either side.

    >>> float(covered_share(np.eye(11)[None])[0]), float(covered_share(np.eye(11)[[5] * 11][None])[0])
    (1.0, 0.0)
    """
    keys, found = rows.shape[-1], []
    for head in rows:
        seen = head[head.sum(axis=-1) > 0]
        places = (np.cumsum(seen, axis=-1) < 0.5).sum(axis=-1) if len(seen) else np.zeros(1)
        low, high = np.quantile(places, [(1 - _MIDDLE) / 2, (1 + _MIDDLE) / 2])
        found.append(min(1.0, float(high - low) / (_MIDDLE * max(keys - 1, 1))))
    return np.array(found)


def drawn_orders(farther_rows: np.ndarray, draws: int, random: np.random.Generator) -> np.ndarray:
    """The order of rows that were exchanged at random, the same exchange for all heads: [draw, head].

    >>> drawn = drawn_orders(farther(np.eye(5)[None]), 400, np.random.default_rng(0))
    >>> drawn.shape, bool(abs(drawn.mean()) < 0.05), float(drawn.max())
    ((400, 1), True, 1.0)
    """
    queries = farther_rows.shape[-1]
    later, earlier = np.tril_indices(queries, -1)
    places = random.permuted(np.broadcast_to(np.arange(queries), (draws, queries)), axis=1)
    turned = np.sign(places[:, later] - places[:, earlier]).astype(np.float32)
    return np.asarray(turned @ farther_rows[:, later, earlier].T.astype(np.float32) / len(later), dtype=np.float64)
