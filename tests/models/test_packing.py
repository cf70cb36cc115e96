"""Models that are compiled, quantised, offloaded or in 16 bits: observed as they run, or refused before they do."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from accelerate import dispatch_model
from torch import Tensor, nn

import headscope as hs
from headscope.capture.passes import Pass
from headscope.errors import CannotObserve, NotKept
from headscope.models.faith import check_model
from headscope.models.fingerprint import fingerprint_model
from headscope.models.load import load_model, loaded_from
from headscope.models.packing import input_device, refuse_packed
from tests.folders import save_model
from tests.zoo.architectures import build, inputs

TEXT = "The cat sits on the mat, and it rains while we read long letters from home."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "llama", "llama"))


class Untouched(nn.Module):
    """A model that must not run."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.inner = model

    def forward(self, *_: Any, **__: Any) -> None:
        raise AssertionError("the model ran")


def test_a_compiled_model_is_refused_with_the_module_inside_it() -> None:
    compiled = torch.compile(build("bert"), backend="eager")
    with pytest.raises(CannotObserve, match=r"torch\.compile.*model\._orig_mod") as refused:
        loaded_from(compiled)
    assert "torch.compile" in refused.value.text("zh")
    refuse_packed(compiled._orig_mod)


def test_a_compiled_layer_inside_is_named() -> None:
    model = build("bert")
    model.encoder.layer[1] = torch.compile(model.encoder.layer[1], backend="eager")
    with pytest.raises(CannotObserve, match=r"encoder\.layer\.1 .*model\.encoder\.layer\.1\._orig_mod"):
        refuse_packed(Untouched(model).inner)


def test_a_model_compiled_in_place_is_refused() -> None:
    model = build("bert")
    model.compile(backend="eager")
    with pytest.raises(CannotObserve, match=r"BertModel after \.compile\(\)"):
        loaded_from(model)


@pytest.mark.parametrize(
    "name",
    ["flash_attention_2", "flash_attention_3", "flex_attention", "paged|sdpa", "kernels-community/vllm-flash-attn3"],
)
def test_kernels_that_show_no_rows_are_refused_before_the_model_runs(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = build("llama")
    model.config._attn_implementation = name
    monkeypatch.setattr(type(model), "forward", Untouched.forward)
    with pytest.raises(CannotObserve) as refused:
        loaded_from(model)
    for language in ("en", "zh"):
        assert name in refused.value.text(language)
        assert 'attn_implementation="sdpa"' in refused.value.text(language)


def test_what_was_loaded_and_then_compiled_is_refused_too(folder: str) -> None:
    loaded = load_model(folder)
    loaded.model.compile(backend="eager")
    with pytest.raises(CannotObserve, match="compile"):
        hs.observe(loaded, TEXT)


class EightBits(nn.Module):
    """A linear module of another library: int8 weights with a scale a row, unpacked in its own forward."""

    def __init__(self, plain: nn.Linear) -> None:
        super().__init__()
        scale = plain.weight.detach().abs().amax(1, keepdim=True) / 127
        self.weight = nn.Parameter((plain.weight.detach() / scale).round().to(torch.int8), requires_grad=False)
        self.register_buffer("scale", scale)

    def forward(self, given: Tensor) -> Tensor:
        return given @ (self.weight.to(given.dtype) * self.scale.to(given.dtype)).T


class FourBits(nn.Linear):
    """A linear module by its class, whose weight is two numbers a byte in one column."""

    def __init__(self, plain: nn.Linear) -> None:
        super().__init__(plain.in_features, plain.out_features, bias=False)
        self.scale = float(plain.weight.detach().abs().max()) / 7
        levels = ((plain.weight.detach() / self.scale).round() + 8).to(torch.uint8).flatten()
        self.weight = nn.Parameter((levels[::2] * 16 + levels[1::2])[:, None], requires_grad=False)

    def forward(self, given: Tensor) -> Tensor:
        levels = torch.stack([self.weight[:, 0] // 16, self.weight[:, 0] % 16], 1).flatten().to(given.dtype) - 8
        return given @ (levels * self.scale).reshape(self.out_features, self.in_features).T


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@pytest.mark.parametrize("packed", [EightBits, FourBits])
def test_quantised_modules_are_observed_as_they_run(folder: str, packed: Any, dtype: str) -> None:
    loaded = load_model(folder, dtype=dtype)
    for layer in loaded.model.model.layers:
        for name in ("q_proj", "k_proj", "v_proj", "o_proj"):
            setattr(layer.self_attn, name, packed(getattr(layer.self_attn, name)))
    run = hs.observe(loaded_from(loaded.model, loaded.tokenizer), TEXT)
    wide = copy.deepcopy(loaded.model)
    wide.set_attn_implementation("eager")
    given = loaded.tokenizer(TEXT, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        maps = wide(given, output_attentions=True).attentions
    for layer, weights in enumerate(maps):
        ours = torch.as_tensor(run.array(f"L{layer}", "weights", 0))
        torch.testing.assert_close(ours, weights[0].float(), atol=1e-5 if dtype == "float32" else 2e-2, rtol=0)
        with pytest.raises(NotKept):
            run.array(f"L{layer}", "output_norm", 0)
    assert run.manifest.faith is not None
    assert run.manifest.faith.float32_diff is None


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
@pytest.mark.parametrize(
    ("name", "padding"), [("llama", "left"), ("bert", "right"), ("gemma2", "left"), ("gpt_oss", "none")]
)
def test_16_bits_hold_with_padding_groups_soft_caps_and_sinks(name: str, padding: str, dtype: torch.dtype) -> None:
    model, given = build(name, sharpen=2.0).to(dtype), inputs(name, padding)
    with torch.no_grad():
        checked = check_model(model, lambda model: model(**given))
    assert checked.float32_diff is not None
    assert checked.float32_diff <= 1e-5
    assert checked.max_abs_diff <= checked.tolerance


@pytest.fixture
def offloaded(folder: str, tmp_path: Path) -> Any:
    """A llama of which one layer lies on the disk, another is moved by hooks."""
    loaded = load_model(folder)
    parts = {"model.embed_tokens": "cpu", "model.norm": "cpu", "model.rotary_emb": "cpu", "lm_head": "cpu"}
    places = parts | {"model.layers.0": "disk", "model.layers.1": "cpu", "model.layers.2": "disk"}
    dispatch_model(loaded.model, device_map=places, main_device="cpu", offload_dir=str(tmp_path), force_hooks=True)
    return loaded


def test_offloaded_layers_are_observed_with_the_same_rows(folder: str, offloaded: Any) -> None:
    run, plain = hs.observe(loaded_from(offloaded.model, offloaded.tokenizer), TEXT), hs.observe(folder, TEXT)
    for site in ("L0", "L1", "L2"):
        assert (run.array(site, "weights", 0) == plain.array(site, "weights", 0)).all()
    assert run.manifest.model is not None
    assert run.manifest.model.device == "cpu"


def test_a_fingerprint_reads_what_is_offloaded(folder: str, offloaded: Any) -> None:
    plain = load_model(folder).model
    assert fingerprint_model(offloaded.model) == fingerprint_model(plain)
    with torch.no_grad():
        plain.model.layers[0].mlp.down_proj.weight[0, 0] += 1
    assert fingerprint_model(offloaded.model) != fingerprint_model(plain)


def test_inputs_go_where_the_embedding_runs() -> None:
    model = build("llama").to("meta")
    model.embed_tokens.to_empty(device="cpu")
    assert input_device(model) == torch.device("cpu")
    model.embed_tokens.to("meta")
    model.embed_tokens._hf_hook = type("Hook", (), {"execution_device": "cuda:1"})()
    assert input_device(model) == torch.device("cuda:1")


class Placed(Tensor):
    """A tensor that says where it lies, and fails where it meets one from another place."""

    place: str

    @staticmethod
    def at(tensor: Tensor, place: str) -> Placed:
        made = tensor.as_subclass(Placed)
        made.place = place
        return made

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        leaves = torch.utils._pytree.tree_leaves((args, kwargs or {}))
        places = {one.place for one in leaves if isinstance(one, Placed) and hasattr(one, "place")}
        assert len(places) <= 1, f"tensors of {places} meet in {func}"
        result = super().__torch_function__(func, types, args, kwargs or {})
        for one in torch.utils._pytree.tree_leaves(result):
            if isinstance(one, Placed) and places:
                one.place = next(iter(places))
        return result


@pytest.mark.parametrize("keep", ["weights", "qk", "none"])
def test_nothing_of_two_layers_ever_meets(folder: str, keep: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError, match="meet"):
        torch.stack([Placed.at(torch.ones(2), place) for place in ("L0", "L1")])
    listen = Pass.listen
    heard: list[str] = []

    def placed(mine: Pass, tapped: Any) -> None:
        place = tapped.call.module
        heard.append(place)
        q, k, v = (Placed.at(one, place) for one in (tapped.call.q, tapped.call.k, tapped.call.v))
        listen(mine, replace(tapped, call=replace(tapped.call, q=q, k=k, v=v), output=Placed.at(tapped.output, place)))

    monkeypatch.setattr(Pass, "listen", placed)
    texts = [TEXT, "A dog sleeps."]
    run = hs.observe(folder, texts, plan=hs.Plan(keep=keep))
    assert len(set(heard)) == 3
    plain = hs.Plan(keep=keep)
    monkeypatch.setattr(Pass, "listen", listen)
    for site in ("L0", "L2"):
        expected = hs.observe(folder, texts, plan=plain).array(site, "entropy_bits", 1)
        torch.testing.assert_close(torch.as_tensor(run.array(site, "entropy_bits", 1)), torch.as_tensor(expected))
