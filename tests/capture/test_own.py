"""Any module of PyTorch becomes a run: on its owner's tensors, with its owner's labels, checked like all others."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import headscope as hs
from headscope.errors import BadInput, BadMatrix, CannotObserve
from headscope.testing.adapters import LoneAdapter, LoneAttention
from tests.models.test_routes import MODEL, QUERIES, Fused, Stack
from tests.zoo.architectures import build

LABELS = ["[CLS]", "the", "cat", "sits", "on", "it", "."]


def _hidden(tokens: int = QUERIES) -> Tensor:
    return torch.randn(1, tokens, MODEL, generator=torch.Generator().manual_seed(1))


@torch.no_grad()
def test_a_module_of_ones_own_becomes_a_run_with_its_labels() -> None:
    model = Stack(Fused).eval()
    run = hs.observe(model, _hidden(), labels=LABELS)
    np.testing.assert_allclose(run.array("L0", "weights", 0), model.layers[0].maps(_hidden())[0].numpy(), atol=1e-6)
    side = run.manifest.texts[0].sides["text"]
    assert [token.text for token in side.tokens] == LABELS
    assert [token.is_special for token in side.tokens] == [True] + [False] * 6
    assert run.manifest.model is not None
    assert (run.manifest.model.name, run.manifest.sites[0].route) == ("Stack", "sdpa")
    assert run.manifest.faith is not None
    assert run.manifest.faith.max_abs_diff is None
    assert run.manifest.faith.full_length_diff < 1e-6
    assert len(hs.read(run, "patterns")) == 4
    assert hs.observe(model, {"hidden": _hidden()}).manifest.texts[0].sides["text"].source == "0 1 2 3 4 5 6"
    assert hs.observe(model, (_hidden(),)).manifest.sites == run.manifest.sites


def test_torchs_transformer_has_a_source_and_a_target() -> None:
    torch.manual_seed(0)
    model = nn.Transformer(MODEL, 2, 1, 1, 16, batch_first=True).eval()
    given = {"src": _hidden(), "tgt": _hidden(4)}
    run = hs.observe(model, given, labels={"source": LABELS, "target": ["le", "chat", "dort", "."]})
    assert {site.site: (site.kind, site.query_side, site.key_side) for site in run.manifest.sites} == {
        "E0": ("encoder", "source", "source"),
        "L0": ("self", "target", "target"),
        "X0": ("cross", "target", "source"),
    }
    bare = hs.observe(model, given)
    assert {name: len(side.tokens) for name, side in bare.manifest.texts[0].sides.items()} == {"target": 4, "source": 7}
    np.testing.assert_array_equal(bare.array(bare.manifest.sites[-1].site, "peak", 0).shape, (2, 4))


def test_a_model_of_transformers_reads_tensors_as_well() -> None:
    run = hs.observe(build("bert", sharpen=1.0).float(), {"input_ids": torch.arange(5, 12)[None]}, labels=LABELS)
    assert [site.route for site in run.manifest.sites] == ["tap", "tap"]


def test_an_adapter_of_the_plan_reads_what_no_route_sees() -> None:
    model, given = LoneAttention().eval(), torch.randn(1, 3, 8)
    with pytest.raises(CannotObserve, match="LoneAttention"):
        hs.observe(model, given)
    run = hs.observe(model, given, plan=hs.Plan(adapters=(LoneAdapter(),)))
    assert [(site.site, site.route) for site in run.manifest.sites] == [("L0", "lone")]


def test_what_does_not_fit_is_refused() -> None:
    model = Stack(Fused).eval()
    with pytest.raises(CannotObserve, match=r"layers\.0"):
        hs.observe(model, _hidden(), labels=LABELS[:-1])
    with pytest.raises(BadMatrix):
        hs.observe(model, _hidden(), labels=[1, 2])  # type: ignore[list-item]
    with pytest.raises(BadInput, match="several texts"):
        hs.observe(model, _hidden().repeat(2, 1, 1))
    with pytest.raises(BadInput, match="do not fit"):
        hs.observe(model, (_hidden(), _hidden()))
    with pytest.raises(BadInput, match="Labels"):
        hs.observe("bert-tiny", "The cat.", labels=["a"])
