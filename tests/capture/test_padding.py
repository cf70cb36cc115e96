"""Texts of different length in one batch are each as if alone, whatever their order and the side of padding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import (
    BertConfig,
    BertModel,
    LlamaConfig,
    LlamaModel,
    OPTConfig,
    OPTModel,
    RobertaConfig,
    RobertaModel,
    T5Config,
    T5ForConditionalGeneration,
)

import headscope as hs
from headscope.capture.checking import check_on
from headscope.capture.padding import padding_that_holds
from headscope.errors import BadOption
from headscope.models.batches import Padding
from headscope.models.load import Loaded, loaded_from
from headscope.store.run import Run
from tests.folders import tokenizer

TEXTS = (
    "The cat sits on the mat, and it rains while we read long letters from home.",
    "A dog.",
    "It rains and we read.",
    "The dog sleeps while the cat sits on long letters but it rains.",
    "Home.",
)
SIZES = {"vocab_size": 120, "hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "pad_token_id": 0}
WIDE = SIZES | {"intermediate_size": 64, "max_position_embeddings": 64}


def made(kind: str) -> Loaded:
    """A random model with sharp attention and its tokenizer."""
    torch.manual_seed(0)
    if kind == "bert":
        model: Any = BertModel(BertConfig(**WIDE))
    elif kind == "roberta":  # counts its positions from the ids
        model = RobertaModel(RobertaConfig(**WIDE | {"pad_token_id": 0}))
    elif kind == "llama":
        model = LlamaModel(LlamaConfig(**WIDE, num_key_value_heads=2))
    elif kind == "window":
        from transformers import MistralConfig, MistralModel

        model = MistralModel(MistralConfig(**WIDE, num_key_value_heads=2, sliding_window=5))
    elif kind == "opt":
        model = OPTModel(OPTConfig(**SIZES, ffn_dim=64, max_position_embeddings=64, word_embed_proj_dim=48))
    else:
        options = {"vocab_size": 120, "d_model": 48, "d_kv": 12, "d_ff": 64, "num_layers": 2, "num_heads": 4}
        model = T5ForConditionalGeneration(T5Config(**options, pad_token_id=0, decoder_start_token_id=0))
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim >= 2:
                parameter.mul_(3)
    return loaded_from(model.eval(), tokenizer(with_special=True))


def largest_difference(first: Run, second: Run, orders: tuple[tuple[int, ...], tuple[int, ...]]) -> float:
    """Between the weights of the same texts, which may stand at other places."""
    worst = 0.0
    for one, other in zip(*orders, strict=True):
        for site in first.sites:
            weights, others = first.array(site.site, "weights", one), second.array(site.site, "weights", other)
            assert weights.shape == others.shape
            worst = max(worst, float(np.abs(weights - others).max()))
            norms, other_norms = (run.array(site.site, "output_norm", n) for run, n in ((first, one), (second, other)))
            np.testing.assert_allclose(norms, other_norms, rtol=1e-4, atol=1e-4)
    return worst


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("kind", ["bert", "roberta", "llama", "window", "opt", "t5"])
def test_a_batch_is_its_texts_alone_in_any_order(kind: str, side: Any) -> None:
    loaded = made(kind)
    targets = [text[::-1] for text in TEXTS] if kind == "t5" else None
    alone = hs.observe(loaded, TEXTS, target=targets, plan=hs.Plan(keep="weights"))
    together = hs.observe(loaded, TEXTS, target=targets, plan=hs.Plan(keep="weights", batch=3, padding=side))
    assert (together.manifest.plan.batch, together.manifest.plan.padding) == (3, side)
    places = tuple(range(5))
    assert largest_difference(alone, together, (places, places)) <= 1e-5
    turned = hs.observe(
        loaded,
        TEXTS[::-1],
        target=targets and targets[::-1],
        plan=hs.Plan(keep="weights", batch=4, padding=side),
    )
    assert largest_difference(alone, turned, (places, places[::-1])) <= 1e-5


@pytest.mark.parametrize("side", ["right", "left"])
def test_statistics_of_a_batch_are_those_of_the_texts_alone(side: Any) -> None:
    loaded = made("llama")
    alone = hs.observe(loaded, TEXTS, plan=hs.Plan(keep="none"))
    together = hs.observe(loaded, TEXTS, plan=hs.Plan(keep="none", batch=5, padding=side))
    for text in range(5):
        for name in ("entropy_bits", "received", "span_tokens", "value_norm", "log_sum_exp", "visible_keys"):
            np.testing.assert_allclose(
                together.array("L1", name, text), alone.array("L1", name, text), rtol=1e-4, atol=1e-4
            )


def test_positions_are_told_or_left_to_the_model() -> None:
    for kind, expected in (("bert", True), ("roberta", False), ("llama", True)):
        loaded = made(kind)
        from headscope.models.inputs import prepare

        text = prepare(loaded, TEXTS[0])
        found = padding_that_holds(loaded, check_on(loaded, text), text, "left")
        assert found == Padding("left", has_positions=expected)


class Forgetful(BertModel):
    """A model that cannot be told padding: it sees what fills up."""

    def forward(self, input_ids: Any, attention_mask: Any = None, **rest: Any) -> Any:
        return super().forward(input_ids, **rest)


def test_a_model_that_cannot_be_told_padding_goes_text_by_text_and_the_run_says_so() -> None:
    torch.manual_seed(0)
    loaded = loaded_from(Forgetful(BertConfig(**WIDE)).eval(), tokenizer(with_special=True))
    run = hs.observe(loaded, TEXTS, plan=hs.Plan(keep="weights", batch=3))
    alone = hs.observe(loaded, TEXTS, plan=hs.Plan(keep="weights"))
    assert run.manifest.plan.batch == 1
    assert largest_difference(run, alone, (tuple(range(5)), tuple(range(5)))) == 0


def test_what_a_batch_takes_is_not_guessed() -> None:
    with pytest.raises(BadOption, match="text by text") as refused:
        hs.observe(made("bert"), TEXTS, plan=hs.Plan(batch=2, memory="8GiB"))
    assert "逐个" in refused.value.text("zh")
    with pytest.raises(BadOption, match="text by text"):
        hs.Plan(batch=2).cost(made("bert"), 20)


@pytest.mark.parametrize(("plan", "message"), [(hs.Plan(batch=0), "got 0"), (hs.Plan(padding="top"), "got 'top'")])  # type: ignore[arg-type]
def test_a_batch_that_cannot_be_is_refused(plan: hs.Plan, message: str) -> None:
    with pytest.raises(BadOption, match=message):
        hs.observe(made("bert"), TEXTS, plan=plan)


def test_the_command_line_pads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from headscope.cli.main import main

    loaded = made("llama")
    loaded.model.save_pretrained(tmp_path / "model")
    loaded.tokenizer.save_pretrained(tmp_path / "model")
    (tmp_path / "lines.txt").write_text("\n".join(TEXTS), "utf-8")
    words = ["observe", str(tmp_path / "model"), "--file", str(tmp_path / "lines.txt"), "--batch", "3"]
    with pytest.raises(SystemExit) as stop:
        main([*words, "--padding", "left", "-o", str(tmp_path / "run")])
    assert stop.value.code in (0, None)
    run = hs.open(tmp_path / "run")
    assert (run.texts, run.manifest.plan.batch, run.manifest.plan.padding) == (5, 3, "left")
    alone = hs.observe(loaded, TEXTS, plan=hs.Plan(keep="weights"))
    assert largest_difference(alone, run, (tuple(range(5)), tuple(range(5)))) <= 1e-5
