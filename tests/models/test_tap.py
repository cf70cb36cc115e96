"""The tap sees every call of the observed model, changes nothing, and leaves nothing behind."""

from __future__ import annotations

import threading

import pytest
import torch
from transformers import AttentionInterface

from headscope.errors import CannotObserve
from headscope.models.tap import Tapped, kind_of, tap
from tests.zoo.architectures import build, inputs


def _interface() -> object:
    return AttentionInterface.__dict__["get_interface"]


def test_a_call_arrives_with_grouped_keys_and_its_scale() -> None:
    model, calls = build("llama"), []
    with torch.no_grad(), tap(model, calls.append):
        model(**inputs("llama", "none"))
    call = calls[0].call
    assert [one.call.module for one in calls] == ["layers.0.self_attn", "layers.1.self_attn"]
    assert call.q.shape[1] == 4
    assert call.k.shape[1] == 2
    assert call.scale == pytest.approx(12**-0.5)


def test_a_soft_cap_and_sinks_arrive_with_the_call() -> None:
    capped: list[Tapped] = []
    model = build("gemma2")
    with torch.no_grad(), tap(model, capped.append):
        model(**inputs("gemma2", "none"))
    assert capped[0].call.softcap == 50.0
    sunk: list[Tapped] = []
    model = build("gpt_oss")
    with torch.no_grad(), tap(model, sunk.append):
        model(**inputs("gpt_oss", "none"))
    assert sunk[0].call.sinks is not None
    assert sunk[0].call.sinks.shape == (4,)


def test_transformers_is_as_before_after_the_tap_closes() -> None:
    before, model = _interface(), build("bert")
    with tap(model, lambda tapped: None):
        assert _interface() is not before
    assert _interface() is before


def test_transformers_is_as_before_after_an_exception() -> None:
    before, model = _interface(), build("bert")

    def fail(tapped: Tapped) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), tap(model, fail):
        model(**inputs("bert", "none"))
    assert _interface() is before


def test_taps_may_close_in_any_order() -> None:
    before, model = _interface(), build("bert")
    first, second = tap(model, lambda tapped: None), tap(model, lambda tapped: None)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert _interface() is not before
    second.__exit__(None, None, None)
    assert _interface() is before


def test_calls_of_other_models_pass_unseen() -> None:
    observed, other, calls = build("bert"), build("bert"), []
    with torch.no_grad(), tap(observed, calls.append):
        other(**inputs("bert", "none"))
    assert calls == []


def test_calls_from_other_threads_pass_unseen() -> None:
    model, calls = build("bert"), []
    with torch.no_grad(), tap(model, calls.append):
        thread = threading.Thread(target=lambda: model(**inputs("bert", "none")))
        thread.start()
        thread.join()
    assert calls == []


def test_the_output_keeps_every_bit() -> None:
    model, given = build("mistral"), inputs("mistral", "left")
    with torch.no_grad():
        plain = model(**given).last_hidden_state
        with tap(model, lambda tapped: None):
            seen = model(**given).last_hidden_state
    assert torch.equal(plain, seen)


def test_an_unknown_implementation_is_refused_by_name() -> None:
    model = build("bert")
    AttentionInterface.register("planted", AttentionInterface()["sdpa"])
    try:
        model.config._attn_implementation = "planted"
        with pytest.raises(CannotObserve, match=r"encoder\.layer\.0\.attention\.self.*planted"), tap(model, print):
            model(input_ids=inputs("bert", "none")["input_ids"])
    finally:
        del AttentionInterface._global_mapping["planted"]


def test_cross_attention_is_told_from_self_attention() -> None:
    model, calls = build("bart"), []
    with torch.no_grad(), tap(model, calls.append):
        model(**inputs("bart", "none"))
    assert [one.call.kind for one in calls] == ["encoder", "encoder", "self", "cross", "self", "cross"]
    assert kind_of("decoder.block.0.layer.1.EncDecAttention", torch.nn.Identity()) == "cross"
