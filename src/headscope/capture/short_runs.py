"""Observations of made-up texts, short enough to be made before the real one, to see what it will take."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from tempfile import TemporaryDirectory

import numpy as np
import torch

from headscope.base.rows import parse_rows
from headscope.base.text import Text, Token
from headscope.capture.observe import observe_prepared
from headscope.capture.plan import Plan
from headscope.models.faith import Checked
from headscope.models.inputs import Prepared, options_of
from headscope.models.load import Loaded
from headscope.models.packing import input_device
from headscope.store.run import Run


def made_up(loaded: Loaded, tokens: int) -> Prepared:
    """A text of so many tokens that means nothing; both sides of a pair are as long."""
    random = np.random.default_rng(0)
    vocabulary = int(loaded.model.get_input_embeddings().num_embeddings)  # type: ignore[operator]
    ids = torch.from_numpy(random.integers(vocabulary // 2, vocabulary, (1, tokens)))
    ids = ids.to(input_device(loaded.model))
    side = Text("x " * tokens, tuple(Token("x", 2 * place, 2 * place + 1) for place in range(tokens)), ())
    if getattr(loaded.model.config, "is_encoder_decoder", False):
        inputs = {"input_ids": ids, "decoder_input_ids": ids}
        return Prepared(inputs, options_of(loaded.model), {"source": side, "target": side})
    return Prepared({"input_ids": ids}, options_of(loaded.model), {"text": side})


def run_of(loaded: Loaded, checked: Checked, plan: Plan, tokens: int, *, is_stored: bool = False) -> Run:
    """A run of a made-up text; of a stored one the folder is gone, and only its manifest is left."""
    rows = parse_rows(plan.rows)
    if rows.kind != "all":
        plan = replace(plan, rows=f"{rows.kind}:{min(rows.count, tokens)}")
    text, plan = made_up(loaded, tokens), replace(plan, segments=None)
    with TemporaryDirectory() if is_stored else nullcontext() as folder:
        return observe_prepared(loaded, [text], plan, checked=checked, out=folder)


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
