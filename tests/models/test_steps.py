"""The steps of a generation, put together, are one full forward over the same ids: law by law, architecture by
architecture, against the model's own eager maps."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from headscope.errors import CannotObserve
from headscope.models import masks
from headscope.models.decoding import Decoding, Said, speak
from headscope.models.faith import kernel_difference
from headscope.models.load import loaded_from
from headscope.models.quiet import quiet_libraries
from headscope.models.routes import watch
from headscope.models.sites import Slot
from headscope.models.steps import Steps, steps_of
from headscope.models.stitched import stitched
from headscope.models.tap import Tapped
from headscope.stream.call import AttentionCall
from headscope.stream.mask import MaskSpec
from headscope.stream.weights import block_of_rows
from tests.zoo.speaking import BESIDE, full_maps, given, speaking

NEW = 10
WINDOWED = ("mistral", "gemma3_text", "gpt_oss", "gemma2", "llama4_text")
NAMES = ("llama", "gpt2", "qwen3", *WINDOWED, "deepseek_v3", *BESIDE, "t5", "bart", "whisper")
DECODINGS = {
    "greedy": Decoding(),
    "sampled": Decoding(is_sampled=True, temperature=1.5, seed=3),
    "2 beams": Decoding(beams=2),
    "4 beams": Decoding(beams=4),
    "3 sampled beams": Decoding(beams=3, is_sampled=True, temperature=2.0, seed=5),
}


# Parts of these compute in float32 whatever the model's format, and its rounding depends on how much comes at a time.
COARSE = {"llama4_text": 1e-8, "gpt_neo": 1e-6}


@pytest.fixture(autouse=True)
def _float64_softmax(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eager functions that ask for a float32 softmax compute it in float64: the comparison is to 1e-9."""
    softmax = torch.nn.functional.softmax

    @functools.wraps(softmax)  # routes know functions of torch by their names
    def wide(tensor: torch.Tensor, dim: int = -1, dtype: torch.dtype | None = None, **_: Any) -> torch.Tensor:
        return softmax(tensor, dim=dim, dtype=torch.float64 if tensor.dtype == torch.float64 else dtype)

    monkeypatch.setattr(torch.nn.functional, "softmax", wide)


@pytest.fixture(scope="module", params=NAMES)
def model(request: pytest.FixtureRequest) -> tuple[str, Any]:
    return request.param, speaking(request.param)


def kinds_of(model: Any, asked: dict[str, torch.Tensor], *, is_pair: bool) -> dict[Slot, str]:
    """The attention calls of one pass."""
    calls: list[Tapped] = []
    start = {"decoder_input_ids": torch.tensor([[1, 7]])} if is_pair else {}
    inputs = {key: value for key, value in asked.items() if key != "attention_mask"}
    with torch.no_grad(), watch(model, calls.append):
        model(**inputs, **start, use_cache=False)
    slots: dict[Slot, str] = {}
    for tapped in calls:
        kind = "self" if tapped.call.kind == "encoder" and not is_pair else tapped.call.kind
        slots[Slot(tapped.call.module, sum(slot.module == tapped.call.module for slot in slots))] = kind
    return slots


def spoken(name: str, model: Any, decoding: Decoding) -> tuple[Said, Steps, dict[Slot, str]]:
    asked = given(name, next(model.parameters()).dtype)
    kinds = kinds_of(model, asked, is_pair=model.config.is_encoder_decoder)
    steps = steps_of(kinds, kinds)
    watched = watch(model, steps.listen)
    said = speak(loaded_from(model), asked, NEW, decoding=decoding, steps=steps, watched=watched)
    return said, steps, kinds


def largest_difference(model: Any, asked: dict[str, torch.Tensor], said: Said, steps: Steps) -> float:
    """Over all sites, of the stitched rows from the eager maps of one forward; the kernel's outputs agree as well."""
    maps = full_maps(model, asked, said.ids[:-1])
    worst = 0.0
    for slot in list(steps.like):
        tapped = stitched(steps, slot, said.beams, said.prompt)
        block = block_of_rows(tapped.call, 0, tapped.call.queries)
        theirs = maps[steps.kinds[slot]].pop(0)
        assert theirs.shape == block.weights.shape
        assert not theirs[~block.visible].any()
        worst = max(worst, float((theirs - block.weights).abs().max()), kernel_difference(tapped))
    assert not any(maps.values())
    return worst


def said_unobserved(model: Any, asked: dict[str, torch.Tensor], decoding: Decoding) -> list[int]:
    """What transformers alone generates."""
    options: dict[str, Any] = {"num_beams": decoding.beams, "do_sample": decoding.is_sampled}
    options |= {} if decoding.temperature is None else {"temperature": decoding.temperature}
    with torch.no_grad(), torch.random.fork_rng(devices=[]), quiet_libraries():
        torch.manual_seed(decoding.seed)
        ids: list[int] = model.generate(**asked, **options, max_new_tokens=NEW)[0].tolist()
    return ids


@pytest.mark.parametrize("how", DECODINGS)
def test_steps_are_one_full_forward_over_what_is_said_unobserved(model: tuple[str, Any], how: str) -> None:
    name, made = model
    before = torch.random.get_rng_state()
    said, steps, _ = spoken(name, made, DECODINGS[how])
    assert torch.equal(before, torch.random.get_rng_state())
    plain = said_unobserved(made, given(name), DECODINGS[how])
    assert plain == (said.ids[said.prompt :] if name == "whisper" else said.ids)  # whisper hands out no start tokens
    assert largest_difference(made, given(name), said, steps) <= COARSE.get(name, 1e-9)


@pytest.mark.parametrize("name", ["llama", "mistral", "gpt_oss", "bloom", "t5", "bart"])
def test_in_single_precision_too(name: str) -> None:
    made = speaking(name, torch.float32, sharpen=2.0)
    said, steps, _ = spoken(name, made, DECODINGS["4 beams"])
    assert largest_difference(made, given(name, torch.float32), said, steps) <= 1e-5


@pytest.mark.parametrize("name", ["llama", "mistral", "deepseek_v3", "bart"])
def test_a_hypothesis_moves_between_beams(name: str) -> None:
    """Else following it would be no test."""
    said, _, _ = spoken(name, speaking(name), DECODINGS["4 beams"])
    assert len(set(said.beams)) > 1


def test_steps_hold_no_more_than_the_text() -> None:
    made = speaking("llama")
    said, steps, kinds = spoken("llama", made, Decoding())
    for slot in kinds:
        kept = [step.k for step in steps.kept[slot] if step.k is not None]
        assert sum(part.shape[2] for part in kept) == len(said.ids) - 1
        assert all(part.untyped_storage().nbytes() == part.nbytes for part in kept)


def planted(*, window: int, beams: int, seed: int = 0) -> tuple[AttentionCall, list[Tapped], list[int]]:
    """A whole causal call with holes in its mask, and the steps in which a cache would have computed it: over a prompt
    of 5, then token by token, the text's own numbers in another beam each time and noise in the others."""
    rng = np.random.default_rng(seed)
    prompt, rows, heads = 5, 12, 4
    whole = {name: torch.from_numpy(rng.normal(size=(1, heads, rows, 6))) for name in "qkv"}
    place = np.arange(rows)
    seen = (place <= place[:, None]) & (place > place[:, None] - window)
    seen &= (rng.random((rows, rows)) > 0.3) | np.eye(rows, dtype=bool)
    bias = torch.from_numpy(rng.normal(size=(1, heads, rows, rows)))
    shown = torch.from_numpy(seen)[None, None]
    call = AttentionCall(
        whole["q"], whole["k"], whole["v"], 0.5, MaskSpec(block=lambda a, b: shown[:, :, a:b]), bias=bias, module="m"
    )
    block = block_of_rows(call, 0, rows)
    output = (block.weights @ whole["v"][0]).transpose(0, 1)[None]
    chosen = [0, *rng.integers(beams, size=rows - prompt).tolist()]
    steps = []
    for start, stop in [(0, prompt), *((row, row + 1) for row in range(prompt, rows))]:
        low = 0 if start == 0 else max(stop - window, 0)
        beam = chosen[max(start - prompt + 1, 0)]
        parts = {"q": whole["q"][:, :, start:stop], "k": whole["k"][:, :, low:stop], "v": whole["v"][:, :, low:stop]}
        noisy = {name: torch.randn((beams, *part.shape[1:]), dtype=part.dtype) for name, part in parts.items()}
        outputs = torch.randn((beams, *output[:, start:stop].shape[1:]), dtype=output.dtype)
        mine = slice(None) if start == 0 else beam
        for name, part in parts.items():
            noisy[name][mine] = part[0]
        outputs[mine] = output[0, start:stop]
        bits = shown[:, :, start:stop, low:stop].repeat(beams, 1, 1, 1)
        if start:
            bits[[one for one in range(beams) if one != beam]] = True
        step = replace(call, **noisy, mask=MaskSpec(block=_rows(bits)), bias=bias[:, :, start:stop, low:stop])
        steps.append(Tapped(step, torch.nn.Identity(), outputs, None, "sdpa"))
    return call, steps, chosen


def _rows(bits: torch.Tensor) -> Any:
    return lambda start, stop: bits[:, :, start:stop]


@pytest.mark.parametrize("window", [3, 12])
def test_holes_bias_window_and_beams_are_put_back_in_their_places(window: int) -> None:
    call, tapped, chosen = planted(window=window, beams=3)
    slot = Slot("m", 0)
    steps = steps_of({slot: "self"}, [slot])
    for one in tapped:
        steps.listen(one)
    found = stitched(steps, slot, chosen, 5)
    whole, ours = block_of_rows(call, 0, 12), block_of_rows(found.call, 0, 12)
    assert torch.equal(whole.visible, ours.visible)
    assert torch.allclose(whole.weights, ours.weights, atol=1e-12)
    assert kernel_difference(found) <= 1e-12
    wrong = [(beam + 1) % 3 for beam in chosen]
    for one in tapped:
        steps.listen(one)
    assert kernel_difference(stitched(steps, slot, wrong, 5)) > 0.1


def test_steps_that_do_not_join_are_refused_by_name() -> None:
    _, tapped, _ = planted(window=12, beams=2)
    slot = Slot("m", 0)
    steps = steps_of({slot: "self"}, [slot])
    steps.listen(tapped[0])
    with pytest.raises(CannotObserve, match=r"m computed 5 queries over 5 keys at token 5"):
        steps.listen(tapped[0])  # the same text over again
    fixed = steps_of({slot: "self"}, [slot])
    with pytest.raises(CannotObserve, match=r"m computed 1 queries over 6 keys at token 0"):
        fixed.listen(tapped[1])  # a cache of fixed size holds keys that are not there yet
    with pytest.raises(CannotObserve, match="call 1 of m did not occur on the prefix"):
        steps_of({Slot("other", 0): "self"}, []).listen(tapped[0])


def test_an_encoder_that_runs_again_begins_anew() -> None:
    """Whisper finds out the language in a run of its own."""
    _, tapped, chosen = planted(window=12, beams=2)
    encoder, slot = Slot("e", 0), Slot("m", 0)
    steps = steps_of({encoder: "encoder", slot: "self"}, [encoder, slot])
    first = replace(tapped[0], call=replace(tapped[0].call, kind="encoder", module="e"))
    for one in (first, tapped[0], first, *tapped):
        steps.listen(one)
    assert steps.passes == len(tapped)
    assert stitched(steps, encoder, chosen, 5).call.queries == 5
    assert kernel_difference(stitched(steps, slot, chosen, 5)) <= 1e-12


@pytest.mark.parametrize("name", ["llama", "mistral"])
def test_a_prompt_whose_mask_is_not_built_joins_its_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masks, "OWN_MASK_TOKENS", 4)
    monkeypatch.setattr(masks, "ROWS", 3)
    model = speaking(name)
    said, steps, kinds = spoken(name, model, DECODINGS["4 beams"])
    maps = full_maps(model, given(name), said.ids[:-1])["self"]
    for slot, theirs in zip(kinds, maps, strict=True):
        tapped = stitched(steps, slot, said.beams, said.prompt)
        assert tapped.is_by_rows == (name == "mistral")  # without a window sdpa needs no mask
        assert tapped.call.mask.block is None
        block = block_of_rows(tapped.call, 0, tapped.call.queries)
        assert float((theirs - block.weights).abs().max()) <= 1e-9


@pytest.mark.parametrize("name", ["llama", "mistral"])
def test_a_prompt_that_is_read_in_pieces_joins_its_answer(name: str) -> None:
    model = speaking(name)
    model.generation_config.prefill_chunk_size = 4
    said, steps, _ = spoken(name, model, DECODINGS["4 beams"])
    assert largest_difference(model, given(name), said, steps) <= 1e-9


def test_tokens_that_are_guessed_ahead_are_refused_by_name() -> None:
    """Speculation reads tokens that are thrown away again."""
    model = speaking("llama")
    model.generation_config.prompt_lookup_num_tokens = 3
    ids = torch.tensor([[7, 8, 9] * 5])
    kinds = kinds_of(model, {"input_ids": ids}, is_pair=False)
    steps = steps_of(kinds, kinds)
    asked = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    with pytest.raises(CannotObserve, match="Steps of the generation do not join"):
        speak(loaded_from(model), asked, NEW, decoding=Decoding(), steps=steps, watched=watch(model, steps.listen))
