"""Names of heads and sites: sets read back, shared keys as models repeat them, layers in order."""

from __future__ import annotations

import numpy as np
import pytest

from headscope.base.heads import Head, Site, heads_text, in_layer_order, parse_site, select_heads, shares_keys_with
from headscope.base.heads import sites_text as text_of

STACKS = (Site(0), Site(0, "E"), Site(0, "X"), Site(0, tower="vision"), Site(0, map=2))


@pytest.mark.parametrize(("heads", "key_heads"), [(8, 8), (8, 4), (12, 3), (6, 1)])
def test_heads_share_keys_as_models_repeat_them(heads: int, key_heads: int) -> None:
    keys = np.repeat(np.arange(key_heads), heads // key_heads)  # repeat_kv
    for number in range(heads):
        found = shares_keys_with(Head(Site(5), number), heads=heads, key_heads=key_heads)
        others = [other for other in range(heads) if other != number and keys[other] == keys[number]]
        assert found == tuple(Head(Site(5), other) for other in others)


def test_heads_in_short_are_a_set_that_reads_back() -> None:
    draws = np.random.default_rng(0)
    there = [Head(Site(layer, stack.kind, stack.tower, stack.map), n) for stack in STACKS for layer in (0, 3)
             for n in range(12)]  # fmt: skip
    for share in (0.1, 0.5, 0.9):
        chosen = [head for head in there if draws.random() < share]
        assert select_heads(heads_text(chosen), there) == chosen
    assert heads_text([]) == ""


def test_sites_in_short_keep_towers_kinds_and_maps_apart() -> None:
    sites = [Site(layer, stack.kind, stack.tower, stack.map) for stack in STACKS for layer in (0, 1, 2, 7)]
    told = "L0-2, L7, E0-2, E7, X0-2, X7, vision:L0-2, vision:L7, L0-2.map2, L7.map2"
    assert text_of(sites) == told


def test_layers_without_attention_stand_in_their_own_stack() -> None:
    there = [parse_site(name) for name in ("E1", "L1.map1", "L1.map2", "L4", "X1")]
    others = [parse_site(name) for name in ("E0", "E2", "L0", "L2", "L3", "L5", "audio:L0")]
    ordered = [str(site) for site in in_layer_order(there, others)]
    assert ordered == ["E0", "E1", "E2", "L0", "L1.map1", "L1.map2", "L2", "L3", "L4", "L5", "X1", "audio:L0"]
