"""The pattern of each head: global, diagonal, block, sink, sparse or mixed, with shares and evidence.

Read from the streamed reductions, so it exists at any length; where weights were kept they sharpen it. A pattern says
where a head looks. It does not say what the head is for, nor whether the model needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from headscope.base.axes import OFFSETS
from headscope.base.heads import Head, parse_site, select_heads
from headscope.readings.base import PATTERNS, HeadPattern, Label
from headscope.readings.pattern_boundaries import BoundaryTest, compare_boundaries
from headscope.readings.pattern_evidence import Evidence, gather, pool
from headscope.readings.pattern_mixture import (
    by_pattern,
    fit,
    fit_sparingly,
    harmonic,
    likelihood,
    pooled_spikes,
    with_sparse,
)
from headscope.readings.pattern_rows import TextRows, site_rows
from headscope.readings.pattern_sinks import KINDS, Sinks, find_sinks
from headscope.store.layout import SiteRecord
from headscope.store.run import Run

LABELS: tuple[Label, ...] = (*PATTERNS, "mixed")  # type: ignore[assignment]
LEAST_STRUCTURE = 0.5  # structured share below which a head is global: most of its attention follows no pattern
LEAST_OF_FEW = 0.3  # the same for few rows, whose fit is drawn towards even rows
MIXED_RATIO = 0.4  # second share / first share (of the structured patterns) from which a head is mixed
LEAST_SECOND = 0.12
ENOUGH_ROWS = 60
WORTH_ALL = 1.2  # nats that all templates together must gain over even rows
FEW_ROWS = 32
_DRAWS = 40
_LEAST_LEFT = 0.05


def read_patterns(
    run: Run, heads: str | None = None, seed: int = 0, *, use_weights: bool = True
) -> tuple[HeadPattern, ...]:
    """The pattern of every head of a run.

    Shares come from a mixture of templates (even rows; offsets and decaying neighbourhoods; the own segment; sink
    columns) plus the concentration that no template explains (`sparse`); they sum to 1. The label is the structured
    pattern with the largest share; `mixed` where the second one has at least 0.4 of it; `global` where all structure
    together is below 0.5 (below 0.3 where evidence is low: few rows draw the fit towards even rows). `block` is claimed
    only where true segment boundaries beat shifted ones.

    Args:
        run: what was observed.
        heads: a head set such as `L0-3.*`; all if None.
        seed: of the bootstrap and of the boundary shifts.
        use_weights: read kept weights where there are any; False reads the streamed reductions alone.

    Returns:
        One record a head, in the run's order.

    Raises:
        BadHeadId: `heads` names a head that is not there.

    References: Clark et al. 2019 (arXiv 1906.04341), Voita et al. 2019 (arXiv 1905.09418) for the patterns.
    """
    chosen = run.heads if heads is None else select_heads(heads, run.heads)
    found: dict[Head, HeadPattern] = {}
    for site in run.sites:
        members = [head for head in chosen if head.site == parse_site(site.site)]
        if members and run.texts:
            found |= dict(zip(members, _read_site(run, site, members, seed, use_weights), strict=True))
    return tuple(found[head] for head in chosen)


@dataclass(frozen=True, slots=True)
class _Reading:
    """By head: template shares, pattern shares, labels, and how often the bootstrap gives the same label."""

    templates: np.ndarray
    shares: np.ndarray
    labels: np.ndarray
    confidence: np.ndarray


def _read_site(run: Run, site: SiteRecord, members: list[Head], seed: int, use_weights: bool) -> list[HeadPattern]:
    texts = site_rows(run, site, [head.number for head in members], use_weights=use_weights)
    texts = [text for text in texts if len(text.place.rows)]
    if not texts:
        return [_nothing_seen(head) for head in members]
    sinks, boundaries = find_sinks(texts), compare_boundaries(texts, seed)
    reading = _read(texts, sinks, gather(texts, sinks), boundaries, seed)
    share = np.mean([_sink_mass(text, sink) for text, sink in zip(texts, sinks, strict=True)], axis=0)
    rest_texts, rest = _without_sinks(texts, sinks)
    second = _read(rest_texts, sinks, rest, boundaries, None)
    structure = _structure(texts)
    records = []
    for number, head in enumerate(members):
        label = LABELS[reading.labels[number]]
        sink_share = float(share[number].sum())
        has_rest = 0 < sink_share < 1 - _LEAST_LEFT
        records.append(
            HeadPattern(
                head=str(head),
                label=label,
                shares={name: float(reading.shares[number, n]) for n, name in enumerate(PATTERNS)},
                offset=_best_offset(texts, number) if label == "diagonal" else None,
                strength=float(structure[number]),
                secondary=LABELS[second.labels[number]] if has_rest else None,
                confidence=float(reading.confidence[number]),
                evidence="enough" if _rows(texts) >= ENOUGH_ROWS else "low",
                sink_kind=_kind(share[number]),
                sink_share=sink_share,
                p_value=float(boundaries.p_value[number]) if label == "block" else None,
            )
        )
    return records


def _read(
    texts: Sequence[TextRows], sinks: Sequence[Sinks], evidence: Evidence, boundaries: BoundaryTest, seed: int | None
) -> _Reading:
    weight, rows = evidence.weight, _rows(texts)
    meant = pool(evidence.meant, weight)
    start = np.ones((len(evidence.mass), len(evidence.patterns)))
    for number, pattern in enumerate(evidence.patterns):
        if pattern == "block":
            start[~boundaries.is_beaten, number] = 0
    start[meant == 0] = 0
    templates = _templates(evidence, start, rows)
    spikes = pooled_spikes(texts, sinks, evidence, templates)
    shares = with_sparse(by_pattern(templates, meant, evidence.patterns), pool(spikes, weight), rows)
    labels = labels_of(shares, rows)
    if seed is None:
        return _Reading(templates, shares, labels, np.ones(len(labels)))
    agreed = _drawn_labels(evidence, templates, spikes, rows, seed) == labels
    return _Reading(templates, shares, labels, agreed.mean(0))


def _templates(evidence: Evidence, start: np.ndarray, rows: int) -> np.ndarray:
    """Template shares, [head, template]: only the even one where all others together gain too little."""
    mass, expected = pool(evidence.mass, evidence.weight), pool(evidence.expected, evidence.weight)
    few = np.array([rows if name == "global" else max(rows, FEW_ROWS) for name in evidence.patterns])
    shares = fit_sparingly(mass, expected, start, evidence.worth / few)
    even = np.zeros_like(shares)
    even[:, 0] = 1
    gain = likelihood(mass, expected, shares) - likelihood(mass, expected, even)
    return np.where((gain * rows > WORTH_ALL)[:, None], shares, even)


def _drawn_labels(evidence: Evidence, templates: np.ndarray, spikes: np.ndarray, rows: int, seed: int) -> np.ndarray:
    """Labels of bootstrap draws over units, [draw, head]."""
    units = evidence.mass.shape[1]
    draws = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), _DRAWS)
    found = []
    warm = templates + 1e-3 * (templates > 0)
    for draw in draws * evidence.weight:
        weight = draw / draw.sum()
        mass, expected, meant = (pool(v, weight) for v in (evidence.mass, evidence.expected, evidence.meant))
        shares = by_pattern(fit(mass, expected, warm, rounds=15), meant, evidence.patterns)
        found.append(labels_of(with_sparse(shares, pool(spikes, weight), rows), rows))
    return np.array(found)


def labels_of(shares: np.ndarray, rows: int) -> np.ndarray:
    """The label of shares [..., pattern] that rest on so many rows, as a number of `LABELS`.

    >>> shares = np.array([[0.6, 0.4, 0, 0, 0], [0.3, 0.6, 0, 0.1, 0], [0.2, 0.4, 0, 0.4, 0]])
    >>> [LABELS[n] for n in labels_of(shares, rows=100)]
    ['global', 'diagonal', 'mixed']
    """
    structured = shares.copy()
    structured[..., PATTERNS.index("global")] = 0
    ordered = np.sort(structured, axis=-1)
    first, second = ordered[..., -1], ordered[..., -2]
    is_mixed = (second >= MIXED_RATIO * first) & (second >= LEAST_SECOND)
    label = np.where(is_mixed, len(PATTERNS), structured.argmax(-1))
    least = LEAST_STRUCTURE if rows >= ENOUGH_ROWS else LEAST_OF_FEW
    return np.asarray(np.where(structured.sum(-1) < least, PATTERNS.index("global"), label))


def _without_sinks(texts: Sequence[TextRows], sinks: Sequence[Sinks]) -> tuple[list[TextRows], Evidence]:
    """The texts with sink columns empty and rows renormalised, and their cells without those of sinks."""
    cut = []
    for text, sink in zip(texts, sinks, strict=True):
        left = text.weights * ~sink.flag[:, None, :]
        total = left.sum(-1, keepdims=True)
        cut.append(TextRows(text.place, text.sums, np.where(total > _LEAST_LEFT, left / np.maximum(total, 1e-9), 0)))
    evidence = gather(cut, sinks)
    is_plain = evidence.cells % 2 == 0
    mass, expected = evidence.mass[..., is_plain], evidence.expected[..., is_plain]
    expected = expected / np.maximum(expected.sum(-1, keepdims=True), 1e-9)
    return cut, replace(evidence, mass=mass, expected=expected, cells=evidence.cells[is_plain])


def _nothing_seen(head: Head) -> HeadPattern:
    """A head none of whose rows sees two keys has no preference to show."""
    shares = dict.fromkeys(PATTERNS, 0.0) | {"global": 1.0}
    return HeadPattern(str(head), "global", shares, None, 0.0, None, 0.0, "low")


def _sink_mass(text: TextRows, sink: Sinks) -> np.ndarray:
    """Mean mass of a row on sink columns by kind, [head, kind]."""
    received = text.weights.mean(1)
    return np.stack([(received * (sink.kind == n)).sum(-1) for n in range(len(KINDS))], axis=-1)


def patterns_json(patterns: Iterable[HeadPattern]) -> dict[str, Any]:
    """Patterns in the form that `--json` prints."""
    return {"heads": [asdict(one) for one in patterns]}


def _kind(mass: np.ndarray) -> str | None:
    if not mass.any():
        return None
    kind = KINDS[int(mass.argmax())]
    return "other" if kind == "last" else kind


def _best_offset(texts: Sequence[TextRows], head: int) -> int:
    """The offset with the largest mean mass over the rows that have it."""
    mass = sum(text.sums["offset_mass"][head, 0].astype(float) for text in texts)
    rows = sum(text.sums["offset_rows"][head, 0].astype(float) for text in texts)
    return OFFSETS[int(np.argmax(np.where(rows >= 0.25 * np.max(rows), mass / np.maximum(rows, 1), 0)))]


def _rows(texts: Sequence[TextRows]) -> int:
    return sum(int((text.sums["visible_keys"].max(0) > 1).sum()) for text in texts)


def _structure(texts: Sequence[TextRows]) -> np.ndarray:
    """How far rows are from having no preference: `(P - P0) / (1 - P0)`, at least 0, [head].

    `P = 1 - sum H / sum log n` over rows; P0 is P of rows from Dirichlet(1).
    """
    lost, even = 0.0, 0.0
    for text in texts:
        n = (text.place.high - text.place.low)[text.place.rows].astype(float)
        spread = -np.sum(text.weights * np.log(np.maximum(text.weights, 1e-300)), axis=-1)
        lost = lost + spread.mean(-1)
        even = even + (harmonic(n) - 1).mean()
    return np.asarray(np.clip(1 - lost / even, 0, 1))
