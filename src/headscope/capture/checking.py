"""The self-check of a model on a prepared text, and the routes it found, opened."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

import torch

from headscope.models.adapters import Adapter
from headscope.models.faith import PREFIX_TOKENS, Checked, check_model
from headscope.models.inputs import Prepared, first_tokens
from headscope.models.load import Loaded
from headscope.models.packing import refuse_packed
from headscope.models.routes import watch
from headscope.models.tap import Listener


def check_on(loaded: Loaded, prepared: Prepared, adapters: Sequence[Adapter] = ()) -> Checked:
    """The self-check of a model on the first tokens of a text.

    Raises:
        CannotObserve: it fails.
    """
    refuse_packed(loaded.model)
    first = first_tokens(prepared, PREFIX_TOKENS)
    with torch.no_grad():
        checked = check_model(loaded.model, lambda model: model(**first.inputs, **first.options), adapters=adapters)
    lengths = {name: len(side.tokens) for name, side in first.sides.items()}
    return replace(checked, lengths=lengths, windows=first.windows)


def seen_by(loaded: Loaded, checked: Checked, listener: Listener) -> AbstractContextManager[None]:
    """The routes that the self-check found, open."""
    return watch(loaded.model, listener, routes=checked.routes, adapters=checked.adapters)
