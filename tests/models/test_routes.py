"""Attention that asks no interface is seen all the same, and exactly: each way once, against dense float64."""

from __future__ import annotations

from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from headscope.errors import CannotObserve
from headscope.models.faith import Checked, check_model
from headscope.models.routes import slow_path, watch
from headscope.models.tap import Tapped
from headscope.stream.call import AttentionCall
from headscope.stream.weights import block_of_rows

TEXTS, QUERIES, HEADS, WIDTH = 2, 7, 2, 6
MODEL = HEADS * WIDTH


class Attention(nn.Module):
    """Projections of a causal attention; how they become an output, each kind says itself."""

    def __init__(self) -> None:
        super().__init__()
        self.num_heads = HEADS
        self.q, self.k, self.v, self.out = (nn.Linear(MODEL, MODEL) for _ in range(4))

    def split(self, hidden: Tensor) -> list[Tensor]:
        return [one(hidden).unflatten(-1, (HEADS, WIDTH)).transpose(1, 2) for one in (self.q, self.k, self.v)]

    def joined(self, mixed: Tensor) -> Tensor:
        return self.out(mixed.transpose(1, 2).flatten(-2))

    def maps(self, hidden: Tensor) -> Tensor:
        """What is right, computed densely."""
        q, k, _ = self.split(hidden)
        scores = (q @ k.mT) * WIDTH**-0.5
        return scores.masked_fill(~torch.ones(QUERIES, QUERIES, dtype=torch.bool).tril(), -torch.inf).softmax(-1)


class Fused(Attention):
    """nanoGPT's way: torch's function, told that it is causal."""

    def forward(self, hidden: Tensor) -> Tensor:
        q, k, v = self.split(hidden)
        return self.joined(F.scaled_dot_product_attention(q, k, v, is_causal=True))


class Biased(Attention):
    """torch's function with a float mask of two axes."""

    def forward(self, hidden: Tensor) -> Tensor:
        q, k, v = self.split(hidden)
        mask = torch.full((QUERIES, QUERIES), -torch.inf, dtype=hidden.dtype).triu(1)
        return self.joined(F.scaled_dot_product_attention(q, k, v, attn_mask=mask))


class Plain(Attention):
    """The old way: texts and heads in one axis, a fill of -10000, a dropout between softmax and product."""

    def forward(self, hidden: Tensor) -> Tensor:
        q, k, v = (part.flatten(0, 1) for part in self.split(hidden))
        scores = torch.baddbmm(torch.zeros(1, 1, 1, dtype=q.dtype), q, k.mT, alpha=WIDTH**-0.5)
        scores = scores + torch.full((QUERIES, QUERIES), -10000.0, dtype=q.dtype).triu(1)
        weights = F.dropout(F.softmax(scores, dim=-1), 0.5, self.training)
        return self.joined(torch.bmm(weights, v).unflatten(0, (-1, HEADS)))


class Einsum(Attention):
    """XLNet's way: einsums, the query's axis first in what comes out."""

    def forward(self, hidden: Tensor) -> Tensor:
        q, k, v = self.split(hidden)
        scores = torch.einsum("bnid,bnjd->bnij", q, k) * WIDTH**-0.5
        scores = scores - 1e30 * torch.ones(QUERIES, QUERIES, dtype=q.dtype).triu(1)
        mixed = torch.einsum("bnij,bnjd->ibnd", scores.softmax(dim=3), v)
        return self.out(mixed.permute(1, 0, 2, 3).flatten(-2))


class Scripted(Attention):
    """Attention in compiled code: no function of torch is called by name."""

    def __init__(self) -> None:
        super().__init__()
        given = [torch.zeros(TEXTS, HEADS, QUERIES, WIDTH, dtype=torch.float64)] * 3
        self.traced = torch.jit.trace(lambda q, k, v: (q @ k.mT).softmax(-1) @ v, given)

    def forward(self, hidden: Tensor) -> Tensor:
        return self.joined(self.traced(*self.split(hidden)))


class Stack(nn.Module):
    """Two layers of one kind."""

    def __init__(self, kind: type[Attention]) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.layers = nn.ModuleList([kind() for _ in range(2)])

    def forward(self, hidden: Tensor) -> Tensor:
        for layer in self.layers:
            hidden = hidden + layer(hidden)
        return hidden


def _hidden() -> Tensor:
    return torch.randn(TEXTS, QUERIES, MODEL, generator=torch.Generator().manual_seed(1), dtype=torch.float64)


def _checked(model: nn.Module, **given: Any) -> Checked:
    with torch.no_grad():
        return check_model(model, lambda model: model(**given))


def _rows(call: AttentionCall) -> Tensor:
    return torch.stack([block_of_rows(call, 0, call.queries, batch=text).weights for text in range(call.texts)])


@pytest.mark.parametrize(
    ("kind", "route"), [(Fused, "sdpa"), (Biased, "sdpa"), (Plain, "softmax"), (Einsum, "softmax")]
)
@torch.no_grad()
def test_own_code_is_seen_exactly(kind: type[Attention], route: str) -> None:
    model = Stack(kind).eval().double()
    checked = _checked(model, hidden=_hidden())
    assert checked.routes == {route}
    assert checked.is_output_same
    assert [str(check.site) for check in checked.slots.values()] == ["L0", "L1"]
    hidden = _hidden()
    for layer, check in zip(model.layers, checked.slots.values(), strict=True):
        assert float((_rows(check.tapped.call) - layer.maps(hidden)).abs().max()) < 1e-12
        block = block_of_rows(check.tapped.call, 0, QUERIES)
        assert bool((block.visible == torch.ones(QUERIES, QUERIES, dtype=torch.bool).tril()).all())
        hidden = hidden + layer(hidden)
    assert all(check.projection is not None for check in checked.slots.values())


def test_attention_in_compiled_code_is_refused_by_the_name_of_its_module() -> None:
    model = Stack(Fused).eval().double()
    with pytest.warns(DeprecationWarning, match="jit"):
        model.layers[1] = Scripted().eval().double()
    with pytest.raises(CannotObserve, match=r"nobody saw: layers\.1"):
        _checked(model, hidden=_hidden())


@pytest.fixture(scope="module")
def transformer() -> nn.Transformer:
    """torch's own encoder and decoder, both with the fast path that hides their insides."""
    torch.manual_seed(0)
    model = nn.Transformer(MODEL, HEADS, 1, 1, 16, batch_first=True).eval().double()
    model.encoder.use_nested_tensor = False  # torch warns that these are in flux
    return model


@torch.no_grad()
def test_torchs_own_layers_are_seen_with_their_padding(transformer: nn.Transformer) -> None:
    keep = torch.ones(TEXTS, QUERIES, dtype=torch.bool)
    keep[1, -2:] = False
    given = {"src": _hidden(), "tgt": _hidden()[:, :4], "src_key_padding_mask": ~keep}
    checked = _checked(transformer, **given)
    assert checked.routes == {"mha"}
    assert [check.tapped.call.kind for check in checked.slots.values()] == ["encoder", "self", "cross"]
    assert all(check.projection is not None for check in checked.slots.values())
    assert len({str(check.site) for check in checked.slots.values()}) == 3
    first = next(iter(checked.slots.values())).tapped.call
    own = transformer.encoder.layers[0].self_attn
    projections = zip(own.in_proj_weight.chunk(3)[:2], own.in_proj_bias.chunk(3)[:2], strict=True)
    q, k = ((_hidden() @ weight.T + bias).unflatten(-1, (HEADS, WIDTH)).transpose(1, 2) for weight, bias in projections)
    right = (q @ k.mT * WIDTH**-0.5).masked_fill(~keep[:, None, None], -torch.inf).softmax(-1)
    assert float((_rows(first) - right).abs().max()) < 1e-12


def test_torchs_fast_path_is_only_borrowed(transformer: nn.Transformer) -> None:
    before = torch.backends.mha.get_fastpath_enabled()
    with watch(transformer, lambda tapped: None):
        assert not torch.backends.mha.get_fastpath_enabled()
    assert torch.backends.mha.get_fastpath_enabled() == before
    with slow_path(False):
        assert torch.backends.mha.get_fastpath_enabled() == before


def test_weights_that_torchs_attention_is_asked_for_are_seen_too() -> None:
    torch.manual_seed(0)
    model, heard = nn.MultiheadAttention(MODEL, HEADS, batch_first=True).eval().double(), list[Tapped]()
    hidden = _hidden()
    with torch.no_grad(), watch(model, heard.append):
        output, weights = model(hidden, hidden, hidden, need_weights=True, average_attn_weights=False)
    assert [one.route for one in heard] == ["mha"]
    assert torch.equal(_rows(heard[0].call), weights)
    with torch.no_grad():
        assert torch.allclose(model(hidden, hidden, hidden)[0], output, atol=1e-12)
