"""Four runs that the viewer must be able to show, with something planted in each that a view must find.

`python -m headscope.testing.viewer_runs FOLDER` writes them, and beside each the answers that a viewer asks for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import msgspec
import numpy as np

from headscope.base.axes import TILE_CELLS
from headscope.base.messages import LANGUAGES
from headscope.capture.arrays import from_arrays, from_qkv
from headscope.capture.labels import Labels
from headscope.show.answers import answer, path_of
from headscope.show.shelf import open_shelf
from headscope.store.run import Run, open_run
from headscope.store.tiles import CHANNELS, highest_level
from headscope.store.write import save
from headscope.stream.mask import MaskSpec

WIDE = 4096  # of a long text one row in so many sees everything before it
WINDOW = 256  # the others see so many keys


def short_run() -> Run:
    """Six tokens, causal, two layers of three heads; head 0 of each layer reads the previous token."""
    return from_arrays(
        np.stack([_maps(3, 6, seed, is_causal=True) for seed in (1, 2)]), ["the", "cat", "sat", "on", "the", "mat"]
    )


def text_run(layers: int = 2, heads: int = 4, tokens: int = 512) -> Run:
    """A text whose tokens see each other, with special tokens, full stops and sentences; head 0 reads the previous
    token, head 1 the first one, the others at random."""
    labels = ["[CLS]", *(f"word{n}" if n % 16 else "." for n in range(1, tokens - 1)), "[SEP]"]
    cuts = [1, *range(17, tokens - 1, 16), tokens - 1]
    weights = np.stack([_maps(heads, tokens, seed) for seed in range(layers)])
    return from_arrays(weights, labels, segments=[[a, b] for a, b in pairwise(cuts)])


def long_run(tokens: int = 100_000) -> Run:
    """Two heads of a long text from queries and keys, which are kept. Rows see the last 256 keys; one row in 4096 sees
    all before it. Head 0 reads the previous token; of head 1 those rows read the token in the middle before them."""
    import torch  # the fused pass takes its tensors only

    draws = np.random.default_rng(7)
    code = draws.normal(size=(tokens, 64)).astype(np.float32)
    code /= np.linalg.norm(code, axis=1, keepdims=True)
    place = np.arange(tokens)
    q = np.stack([code[np.maximum(place - 1, 0)], code[place // 2]])
    low = np.where(place % WIDE == WIDE - 1, 0, np.maximum(place + 1 - WINDOW, 0))
    labels = [f"word{n % 997}" for n in range(tokens)]
    chapters = [[n, min(n + 1000, tokens)] for n in range(0, tokens, 1000)]
    mask = MaskSpec(low=low, high=place + 1)
    return from_qkv(
        torch.from_numpy(q), torch.from_numpy(np.stack([code] * 2)), mask=mask,
        tokens=Labels(labels, segments=chapters), scale=20.0, keep="qk",
    )  # fmt: skip


def crossing_run() -> Run:
    """A translation, Chinese words reading English ones, two layers of two heads; head 0 reads along the diagonal."""
    source, target = ["I", "love", "natural", "language", "processing", "."], ["我", "爱", "自然", "语言", "处理", "。"]
    weights = np.random.default_rng(5).dirichlet(np.ones(len(source)), size=(2, 2, len(target)))
    weights[:, 0] = 0.1 * weights[:, 0] + 0.9 * np.eye(len(target))
    return from_arrays(weights, query_tokens=target, key_tokens=source)


def _maps(heads: int, tokens: int, seed: int, *, is_causal: bool = False) -> np.ndarray:
    """Rows [head, query, key]: head 0 reads the previous token, head 1 the first one, the others at random."""
    scores = np.random.default_rng(seed).normal(0, 1.5, (heads, tokens, tokens))
    place = np.arange(tokens)
    scores[0] -= 4 * np.abs(place[None, :] - place[:, None] + 1)
    scores[1:2, :, 0] += np.log(4 * tokens)
    if is_causal:
        scores[:, place[None, :] > place[:, None]] = -np.inf
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def write_answers(run: Run, path: Path) -> None:
    """All that a viewer asks of the first heads of a run on its first text, as JSON {request: answer}: to try panels
    without Python.

    Tiles are those of the coarsest three levels, rows and columns the first and the last ten.
    """
    shelf = open_shelf([run])
    opened = next(iter(shelf.runs.values()))
    wanted: list[tuple[str | int, ...]] = [("shelf",), ("strings", "en"), ("strings", "zh")]
    wanted += [(opened.name, *parts) for parts in _asked(run)]
    requests = [path_of(*parts) for parts in wanted]
    content = {request: msgspec.Raw(answer(shelf, request)) for request in requests}
    path.write_bytes(msgspec.json.encode(content))


def _asked(run: Run) -> Iterator[tuple[str | int, ...]]:
    yield from (("overview",), ("overview", "whole"), ("text", 0), ("thumbnails", 0), ("pairs",), ("pair", 0))
    yield from (("findings", language) for language in LANGUAGES)
    sides = run.manifest.texts[0].sides
    for head in run.heads[:8]:
        record = run.site(str(head.site))
        queries, keys = (len(sides[side].tokens) for side in (record.query_side, record.key_side))
        yield from ((kind, str(head), 0) for kind in ("head", "segments"))
        highest = highest_level(queries, keys)
        for level in range(max(0, highest - 2), highest + 1):
            across, down = (-(-length // (TILE_CELLS << level)) for length in (keys, queries))
            for x, y, channel in product(range(across), range(down), CHANNELS):
                yield ("tile", str(head), 0, level, x, y, channel)
        for kind, length in (("row", queries), ("column", keys)):
            for token in sorted({*range(min(length, 10)), *range(max(length - 10, 0), length)}):
                yield (kind, str(head), 0, token)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in {"short": short_run, "text": text_run, "crossing": crossing_run, "long": long_run}.items():
        made = make()
        save(made, folder / name)
        write_answers(open_run(folder / name), folder / f"{name}.json")
