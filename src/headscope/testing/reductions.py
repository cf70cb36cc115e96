"""The laws every reduction obeys, as one check: for the authors of reductions.

1. It equals the dense float64 computation. 2. It does not depend on the size of the blocks. 3. `merge` is associative.
4. `start` is neutral. States of disjoint rows may be merged in any grouping, so a pass can be split and resumed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import pairwise

import numpy as np

from headscope.stream.call import AttentionCall
from headscope.stream.fold import Reduction, State, blocks_of, fold
from headscope.stream.frame import Frame
from headscope.stream.weights import Block, block_of_rows

Oracle = Callable[[AttentionCall, Frame], dict[str, np.ndarray]]


def check_reduction(
    reduction: Reduction, call: AttentionCall, frame: Frame, oracle: Oracle, *, tolerance: float = 1e-9
) -> None:
    """Hold a reduction against its laws on one call (text 0).

    Args:
        reduction: what is checked.
        call: any attention call, of numpy arrays or torch tensors.
        frame: the geometry of its text.
        oracle: the arrays that `finish` must give, computed densely in float64 by other means.
        tolerance: absolute and relative.

    Raises:
        AssertionError: a law is broken; the message names the law and the array.

    >>> from headscope.reduce.keys import KeyMass
    >>> from headscope.stream.frame import plain_frame
    >>> flat = np.zeros((1, 1, 3, 2))
    >>> def even(call, frame):
    ...     ones = np.ones((1, 3))
    ...     return {"received": ones, "received_chance": ones, "received_rows": 3 * ones}
    >>> check_reduction(KeyMass(), AttentionCall(flat, flat, None, scale=1.0), plain_frame(1, 3, 3), even)
    """
    whole = _folded(reduction, call, frame, max(call.queries, 1))
    _equal(whole, oracle(call, frame), "the dense computation", tolerance)
    for rows in (1, 3, 5):
        _equal(_folded(reduction, call, frame, rows), whole, f"blocks of {rows} rows", tolerance)
    _check_merge(reduction, call, frame, whole, tolerance)


def _folded(reduction: Reduction, call: AttentionCall, frame: Frame, rows: int) -> State:
    return fold(blocks_of(call, rows_per_block=rows), (reduction,), frame)[reduction.name]


def _check_merge(reduction: Reduction, call: AttentionCall, frame: Frame, whole: State, tolerance: float) -> None:
    """Three disjoint parts, merged from the left, from the right, and with empty states between them."""
    cuts = [0, call.queries // 3, (2 * call.queries) // 3, call.queries]
    blocks = [block_of_rows(call, a, b) for a, b in pairwise(cuts) if b > a]
    first = blocks[0].weights

    def merged(*states: State) -> State:
        result = states[0]
        for state in states[1:]:
            result = reduction.merge(result, state)
        return result

    def parts() -> Sequence[State]:
        return [_stepped(reduction, frame, block) for block in blocks]

    left = merged(*parts())
    *rest, last = parts()
    right = last
    for state in reversed(rest):
        right = reduction.merge(state, right)
    padded = merged(reduction.start(frame, first), left, reduction.start(frame, first))
    backwards = merged(*reversed(parts()))
    grouped = {"merge from the left": left, "merge from the right": right}
    for law, state in (grouped | {"empty states": padded, "another order": backwards}).items():
        _equal(reduction.finish(frame, deepcopy(state)), whole, law, tolerance)


def _stepped(reduction: Reduction, frame: Frame, block: Block) -> State:
    return reduction.step(frame, reduction.start(frame, block.weights), block)


def _equal(found: State, wanted: State, law: str, tolerance: float) -> None:
    if set(found) != set(wanted):
        raise AssertionError(f"{law}: arrays are {sorted(found)}, expected {sorted(wanted)}")
    for name, values in wanted.items():
        np.testing.assert_allclose(
            np.asarray(found[name]), np.asarray(values), atol=tolerance, rtol=tolerance, err_msg=f"{law}: {name}"
        )
