"""How much of a head each pattern explains: a mixture of templates, and what the templates leave concentrated.

`mass ~ sum_k share_k expected_k` over cells, shares by expectation maximisation (convex: one best answer). What falls
to the even template is `global`, unless it is concentrated on few keys a row, more than rows without preference would
be: that part is `sparse`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headscope.readings.base import PATTERNS
from headscope.readings.pattern_evidence import Evidence, cells_of, pool
from headscope.readings.pattern_rows import TextRows
from headscope.readings.pattern_sinks import Sinks

SPIKES = 3  # a sparse row may hold up to this many keys


def fit(mass: np.ndarray, expected: np.ndarray, start: np.ndarray, rounds: int = 60) -> np.ndarray:
    """Template shares [..., template] that make the mass [..., cell] likeliest; a share that starts at 0 stays there.

    >>> even, first = [0.5, 0.5], [1.0, 0.0]
    >>> fit(np.array([0.75, 0.25]), np.array([even, first]), np.ones(2)).round(2).tolist()
    [0.5, 0.5]
    """
    shares = start / np.maximum(start.sum(-1, keepdims=True), 1e-12)
    for _ in range(rounds):
        shares = _round(mass, expected, shares)
    return np.asarray(shares)


def fit_sparingly(
    mass: np.ndarray, expected: np.ndarray, start: np.ndarray, worth: np.ndarray, rounds: int = 8
) -> np.ndarray:
    """`fit`, then drop the least useful template while it gains less likelihood than it must be `worth`.

    Args:
        mass: [head, cell].
        expected: [head, template, cell].
        start: [head, template].
        worth: least gain of each template, nats a row, [template].
        rounds: of refitting after a template is left out.
    """
    shares = fit(mass, expected, start)
    heads, many = np.arange(len(mass)), expected.shape[-2]
    for _ in range(many):
        tried = np.repeat(shares[:, None], many, axis=1) * (1 - np.eye(many)) + 1e-12 * (shares[:, None] > 0)
        tried = tried * (1 - np.eye(many))
        tried = fit(mass[:, None], expected[:, None], tried, rounds)
        loss = likelihood(mass, expected, shares)[:, None] - likelihood(mass[:, None], expected[:, None], tried)
        spare = np.where(shares > 0, worth - loss, -np.inf).argmax(-1)
        is_spare = (worth[spare] > loss[heads, spare]) & (shares[heads, spare] > 0)
        if not is_spare.any():
            break
        shares = np.where(is_spare[:, None], tried[heads, spare], shares)
    return fit(mass, expected, shares, rounds=40)


def _round(mass: np.ndarray, expected: np.ndarray, shares: np.ndarray) -> np.ndarray:
    mixed = (shares[..., None, :] @ expected)[..., 0, :]
    ratio = mass / np.where(mixed > 0, mixed, 1)
    shares = shares * (expected @ ratio[..., None])[..., 0]
    return np.asarray(shares / np.maximum(shares.sum(-1, keepdims=True), 1e-12))


def likelihood(mass: np.ndarray, expected: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """`sum_cell mass log mixture`, nats a row, [...]."""
    mixed = (shares[..., None, :] @ expected)[..., 0, :]
    return np.asarray(np.sum(mass * np.log(np.maximum(mixed, 1e-12)), axis=-1))


def by_pattern(shares: np.ndarray, meant: np.ndarray, patterns: tuple[str, ...]) -> np.ndarray:
    """Template shares summed by pattern, [..., pattern] in the order of `PATTERNS` (sparse still 0).

    Rows for which a template means nothing are even, so that part of its share is `global`.
    """
    real = shares * meant
    sums = [real[..., [name == pattern for name in patterns]].sum(-1) for pattern in PATTERNS]
    sums[PATTERNS.index("global")] = sums[PATTERNS.index("global")] + (shares - real).sum(-1)
    return np.stack(sums, axis=-1)


def with_sparse(shares: np.ndarray, spikes: np.ndarray, rows: int) -> np.ndarray:
    """Move what is concentrated from `global` to `sparse`, or to `diagonal` where it lies on the query or beside it.

    Concentration counts once it exceeds what rows without preference show; from there on its amount is what stands out
    of an even rest. Between the two estimates it moves over 0.15, starting at 0.95 / sqrt of the number of rows (about
    three standard errors of rows without preference), but within 0.1 to 0.25.

    Args:
        shares: [..., pattern].
        spikes: [..., 3, 5], see `spike_sums`.
        rows: how many rows there are in all.
    """
    beyond_chance = spikes[..., 0] / np.maximum(spikes[..., 1], 1e-9)
    best = beyond_chance.argmax(-1)[..., None]
    sure, even, near = (
        np.take_along_axis(values, best, axis=-1)[..., 0]
        for values in (
            beyond_chance,
            spikes[..., 2] / np.maximum(spikes[..., 3], 1e-9),
            spikes[..., 4] / np.maximum(spikes[..., 2], 1e-9),
        )
    )
    trust = np.clip((sure - min(max(0.1, 0.95 / rows**0.5), 0.25)) / 0.15, 0, 1)
    amount = np.clip(trust * even + (1 - trust) * np.maximum(sure, 0), 0, shares[..., 0])
    near = np.clip(near, 0, 1)
    found = shares.copy()
    found[..., PATTERNS.index("global")] -= amount
    found[..., PATTERNS.index("sparse")] = amount * (1 - near)
    found[..., PATTERNS.index("diagonal")] += amount * near
    return found


def spike_sums(text: TextRows, sink: Sinks, evidence: Evidence, shares: np.ndarray, groups: int) -> np.ndarray:
    """How concentrated the rows are once the templates' part is taken from them.

    Of a row with even mass g over n keys the largest m hold `h = m / n (1 + H_n - H_m)` of it where the row has no
    preference (Dirichlet(1)); a row of which s lies on m keys holds s + h (g - s). Hence least squares over rows:
    `s = sum (1 - h) (top - h g) / sum (1 - h)^2`; the same with h = m / n for what stands out of an even rest.

    Returns:
        For m = 1, 2, 3 numerator and denominator of the first, of the second, and the part of the second numerator that
        lies at offsets -1..1, as means over rows: [head, group, 3, 5].
    """
    left, count = _left_to_even(text, sink, evidence, shares)
    order = np.argsort(-left, axis=-1)[..., :SPIKES]
    top = np.take_along_axis(left, order, axis=-1)
    is_near = np.take_along_axis(np.broadcast_to(np.abs(text.place.offsets) <= 1, left.shape), order, axis=-1)
    total, group = left.sum(-1), np.arange(left.shape[1]) % groups
    found = np.zeros((len(left), groups, SPIKES, 5))
    for number in range(min(SPIKES, top.shape[-1])):
        m, n = number + 1.0, np.maximum(count, number + 1)
        held = top[..., : number + 1].sum(-1)
        held_near = (top * is_near)[..., : number + 1].sum(-1)
        for part, even in ((0, m / n * (1 + harmonic(n) - harmonic(np.array(m)))), (2, m / n)):
            room = np.where(count >= 2 * m, 1 - even, 0)
            excess = room * (held - even * total)
            for step, values in enumerate(
                (excess, room**2, excess * held_near / np.maximum(held, 1e-12))[: 2 + part // 2]
            ):
                found[:, :, number, part + step] = _by_group(values, group)
    return found


def _by_group(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    return np.stack([values[:, group == one].mean(-1) for one in range(group.max() + 1)], axis=1)


def _left_to_even(text: TextRows, sink: Sinks, evidence: Evidence, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The part of each weight that the even template answers for, and over how many keys it spreads."""
    index = cells_of(text.place, evidence.offsets)[None] * 2 + sink.flag[:, None, :]
    answer = np.ones((len(shares), int(index.max()) + 2))
    answer[:, evidence.cells[evidence.cells < answer.shape[1]]] = _even_answer(evidence, shares)[
        :, evidence.cells < answer.shape[1]
    ]
    part = np.take_along_axis(answer, index.reshape(len(shares), -1), axis=1).reshape(index.shape)
    part = part * text.place.visible
    return text.weights * part, part.sum(-1)


def _even_answer(evidence: Evidence, shares: np.ndarray) -> np.ndarray:
    """The share of each cell's expected mass that comes from the even templates, [head, cell]."""
    parts = shares[..., None] * pool(evidence.expected, evidence.weight)
    even = parts[:, [name == "global" for name in evidence.patterns]].sum(1)
    return np.asarray(even / np.maximum(parts.sum(1), 1e-12))


def pooled_spikes(
    texts: Sequence[TextRows], sinks: Sequence[Sinks], evidence: Evidence, shares: np.ndarray
) -> np.ndarray:
    """`spike_sums` of all units, [head, unit, 3, 5]."""
    groups = evidence.mass.shape[1] // len(texts)
    parts = [spike_sums(text, sink, evidence, shares, groups) for text, sink in zip(texts, sinks, strict=True)]
    return np.concatenate(parts, axis=1)


def harmonic(number: np.ndarray) -> np.ndarray:
    """The harmonic number of a real, psi(n + 1) + Euler's constant, to 1e-4 from 1 on.

    >>> harmonic(np.array([1.0, 2.0, 8.0])).round(3).tolist()
    [1.0, 1.5, 2.718]
    """
    n = number + 1.0
    return np.asarray(np.log(n) - 1 / (2 * n) - 1 / (12 * n**2) + 1 / (120 * n**4) + np.euler_gamma)
