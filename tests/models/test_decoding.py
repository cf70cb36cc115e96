"""What may be asked of a generation, and which models are refused before they speak."""

from __future__ import annotations

import pytest

from headscope.errors import BadOption, BadText, CannotObserve
from headscope.models.decoding import Decoding, check_decoding, check_speaker
from headscope.models.load import loaded_from
from headscope.models.question import ask
from tests.folders import tokenizer
from tests.zoo.architectures import build
from tests.zoo.speaking import speaking


@pytest.mark.parametrize(
    ("decoding", "most", "message"),
    [
        (Decoding(), 0, "max_new_tokens 0, expected 1 or more"),
        (Decoding(beams=0), 5, "beams 0"),
        (Decoding(is_sampled=True, temperature=0.0), 5, "temperature 0.0, expected > 0"),
        (Decoding(is_sampled=True, top_p=1.5), 5, "top_p 1.5"),
        (Decoding(is_sampled=True, top_k=0), 5, "top_k 0"),
        (Decoding(top_p=0.5), 5, "top_p 0.5 without sampling"),
        (Decoding(top_k=5, beams=2), 5, "top_k 5 without sampling"),
    ],
)
def test_what_cannot_be_meant_is_refused(decoding: Decoding, most: int, message: str) -> None:
    with pytest.raises(BadOption, match=message):
        check_decoding(decoding, most)


def test_beams_go_with_sampling() -> None:
    check_decoding(Decoding(beams=4, is_sampled=True, temperature=0.8, top_p=0.9, top_k=10), 1)


@pytest.mark.parametrize("name", ["bert", "llama"])
def test_a_model_without_a_language_head_is_refused_by_name(name: str) -> None:
    with pytest.raises(CannotObserve, match=f"is a {type(build(name)).__name__}, expected a model that generates"):
        check_speaker(loaded_from(build(name)))


@pytest.mark.parametrize("kind", ["static", "quantized", "hybrid"])
def test_a_cache_that_pads_or_changes_keys_is_refused_by_name(kind: str) -> None:
    model = speaking("llama")
    model.generation_config.cache_implementation = kind
    with pytest.raises(CannotObserve, match=f"got {kind}, expected one of dynamic"):
        check_speaker(loaded_from(model))


def test_prompt_and_answer_may_fill_the_model_to_the_last_row() -> None:
    """The token that is said last is read by no row, so it needs no place."""
    loaded = loaded_from(speaking("llama"), tokenizer(with_special=False))  # 128 places
    assert ask(loaded, "the cat sits", 126).inputs["input_ids"].shape == (1, 3)
    with pytest.raises(BadText, match=r"got 3 tokens with an answer of up to 127, expected at most 128.*at most 126"):
        ask(loaded, "the cat sits", 127)
    pair = loaded_from(speaking("bart"), tokenizer(with_special=True))
    assert ask(pair, "the cat sits", 128).is_pair
    with pytest.raises(BadText, match="expected at most 128"):
        ask(pair, "the cat sits", 129)
