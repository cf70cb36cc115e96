"""Random sequences are what they say they are, and the run holds the model's own weights on them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel

from headscope.capture.probes import COPY, FIRST, FRESH, added_ids, draw_sequences, observe_repeats, prepare_ids
from headscope.errors import BadOption, BadText
from headscope.models.load import Loaded, load_model
from headscope.store.run import open_run
from headscope.store.write import save
from tests.folders import save_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("models") / "bert")


@pytest.fixture(scope="module")
def bert(folder: Path) -> Loaded:
    return load_model(str(folder))


def test_sequences_repeat_or_go_on_with_other_tokens(bert: Loaded) -> None:
    run = observe_repeats(bert, sequences=3, tokens=10)
    assert run.texts == 6
    for number in range(6):
        text = run.text(number, "text")
        assert [one.is_special for one in text.tokens] == [True, *[False] * 20, True]
        assert [(word.first, word.last) for word in text.words] == [(place, place) for place in range(22)]
        assert [one.label for one in text.segments] == [FIRST, FRESH if number % 2 else COPY]
        shown = [token.text for token in text.tokens[1:-1]]
        assert len(set(shown)) == (20 if number % 2 else 10)
        if number % 2 == 0:
            assert shown[:10] == shown[10:]
            assert [token.text for token in run.text(number + 1, "text").tokens[1:11]] == shown[:10]
        assert [text.source[one.start : one.end] for one in text.tokens[1:-1]] == shown


def test_the_run_holds_the_models_own_weights(bert: Loaded, folder: Path) -> None:
    run = observe_repeats(bert, sequences=2, tokens=6, seed=5)
    first = draw_sequences(bert, sequences=2, tokens=6, seed=5).first[1].tolist()
    model = AutoModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float64).eval()
    with torch.no_grad():
        maps = model(torch.tensor([[2, *first, *first, 3]]), output_attentions=True).attentions
    for layer, weights in enumerate(maps):
        np.testing.assert_allclose(run.array(f"L{layer}", "word_weights", 2), weights[0].numpy(), atol=1e-5)


def test_ids_are_ordinary_and_follow_from_the_seed(bert: Loaded) -> None:
    one, again, other = (draw_sequences(bert, sequences=4, tokens=20, seed=seed) for seed in (1, 1, 2))
    assert (one.first == again.first).all()
    assert not (one.first == other.first).all()
    assert not np.isin(np.concatenate([one.first, one.fresh]), bert.tokenizer.all_special_ids).any()
    assert all(len(set(row.tolist())) == 40 for row in np.concatenate([one.first, one.fresh], axis=1))


def test_special_tokens_stand_where_the_tokenizer_puts_them(bert: Loaded, tmp_path: Path) -> None:
    assert added_ids(bert.tokenizer) == ([2], [3])
    llama = load_model(str(save_model(tmp_path / "llama", "llama")))
    assert added_ids(llama.tokenizer) == ([], [])


def test_a_run_of_sequences_can_be_kept_and_says_its_seed(bert: Loaded, tmp_path: Path) -> None:
    run = save(observe_repeats(bert, sequences=1, tokens=5, seed=3), tmp_path / "run")
    assert open_run(tmp_path / "run").manifest.seeds == {"probes": 3}
    assert run.text(0, "text").segments[1].label == COPY


def test_what_cannot_be_drawn_is_refused(bert: Loaded) -> None:
    with pytest.raises(BadOption, match="0 x 25"):
        observe_repeats(bert, sequences=0)
    with pytest.raises(BadText, match="Vocabulary is too small"):
        observe_repeats(bert, sequences=1, tokens=60)
    with pytest.raises(BadText, match="too long"):
        prepare_ids(bert, [[9] * 80])
