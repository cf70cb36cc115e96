"""Norm shares are parts of the norm-weighted map, computed here from the map itself."""

from __future__ import annotations

import numpy as np
import pytest

import headscope as hs
from headscope.store.run import MemoryArrays, Run
from tests.folders import save_model


def test_norm_shares_are_parts_of_the_norm_weighted_map(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = save_model(tmp_path_factory.mktemp("models") / "bert")
    run = hs.observe(str(folder), ["The cat sits on the mat.", "A dog sleeps."])
    special, first, total = np.zeros(4), np.zeros(4), np.zeros(4)
    for number in range(2):
        weights = run.array("L1", "weights", number).astype(float)
        image = weights * run.array("L1", "value_norm", number)[:, None, :]
        special += image[:, :, [0, -1]].sum((1, 2))
        first += image[:, :, 0].sum(1)
        total += image.sum((1, 2))
    for head, one in enumerate(hs.read(run, "statistics", heads="L1.*")):
        assert one.special_norm_share == pytest.approx(special[head] / total[head], rel=1e-5)
        assert one.first_token_norm_share == pytest.approx(first[head] / total[head], rel=1e-5)


def test_without_an_output_projection_there_are_none_and_the_card_says_so(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from headscope.show.claims import statistic_text

    run = hs.from_arrays(np.full((3, 3), 1 / 3), list("abc"))
    assert isinstance(run, Run)
    assert isinstance(run.arrays, MemoryArrays)
    one = hs.read(run, "statistics")[0]
    assert one.special_norm_share is None
    assert statistic_text(one, "special_norm_share", "en") == "not available"
    assert statistic_text(one, "special_norm_share", "zh") == "无法得到"
