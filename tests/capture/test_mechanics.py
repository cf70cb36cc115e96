"""A model whose heads were set by hand has the roles it was given, no other; models that learned nothing have none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM

from headscope.base.trials import Trials
from headscope.capture.head_logits import copying_trials, successor_trials
from headscope.capture.mechanics import MechanicsPlan, observe_mechanics
from headscope.capture.plan import Plan
from headscope.capture.probes import draw_sequences, ordinary_ids
from headscope.capture.retrieval import retrieval_trials
from headscope.errors import BadOption, BadText, CannotObserve
from headscope.models.load import load_model, random_twin
from headscope.readings.mechanical import mechanical_trials
from headscope.readings.roles import HeadRole, grade_roles
from tests.folders import LETTERS, WORDS, save_model
from tests.planted import ORDER, needle_texts, planted, sentences


def spoken(count: int = 30) -> list[str]:
    """Sentences in the words of the tiny models' tokenizer, with a comma inside."""
    random = np.random.default_rng(0)
    drawn = [random.choice(WORDS, size=12, replace=False).tolist() for _ in range(count)]
    return [" ".join(words[:5]) + ", " + " ".join(words[5:]) + "." for words in drawn]


def roles_of(trials: tuple[Trials, ...]) -> set[tuple[str, str]]:
    return {(one.role, one.head) for one in grade_roles(trials) if one.grade == "role"}


def test_every_planted_role_is_found_and_none_is_invented() -> None:
    loaded = planted()
    made = observe_mechanics(loaded, sentences())
    trials = (
        *mechanical_trials(made.repeats, made.sentences),
        copying_trials(loaded),
        successor_trials(loaded, {"greek": ORDER}),
        retrieval_trials(loaded, needle_texts(), fillers=3),
    )
    assert roles_of(trials) == {
        ("previous_token", "L0.H0"),
        ("duplicate_token", "L0.H1"),
        ("sink", "L0.H2"),
        ("induction", "L1.H0"),
        ("copying", "L0.H1"),
        ("copying", "L1.H0"),
        ("successor", "L1.H1"),
        ("retrieval", "L1.H0"),
    }


def test_copying_is_what_the_layers_own_modules_give(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "llama", "llama")
    loaded = load_model(str(folder))
    found = copying_trials(loaded, sequences=1, seed=2)
    drawn = draw_sequences(loaded, sequences=1, tokens=25, seed=2)
    ids = torch.tensor([[*drawn.first[0], *drawn.fresh[0]]])
    random = np.random.default_rng([2, 8])
    pool = ordinary_ids(loaded, 8 * 256, random)
    rest = random.permutation(np.setdiff1d(pool, ids[0, 1:].numpy()))
    others = rest[: len(rest) // 2].tolist()
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float64).eval()
    with torch.no_grad():
        streams = model(ids, output_hidden_states=True).hidden_states
        for number, layer in enumerate(model.model.layers):
            values = layer.self_attn.v_proj(layer.input_layernorm(streams[number]))[0]
            for head in range(4):
                cut = slice(head // 2 * 12, head // 2 * 12 + 12)  # two key heads for four heads of 12 dimensions
                added = values[1:, cut] @ layer.self_attn.o_proj.weight[:, head * 12 : head * 12 + 12].T
                logits = (added * model.model.norm.weight) @ model.lm_head.weight.T
                own = logits.gather(1, ids[0, 1:, None])
                share = (logits[:, others] < own).double().mean(1)
                np.testing.assert_allclose(found.score[number * 4 + head], share.numpy(), atol=1e-6)


def test_a_duplicate_token_head_shares_its_row_between_the_two_equal_tokens() -> None:
    made = observe_mechanics(planted(), sentences(3), probes=MechanicsPlan(sequences=6))
    graded = grade_roles(mechanical_trials(made.repeats, made.sentences))
    assert by_role(graded, "duplicate_token", "L0.H1").score == pytest.approx(0.5, abs=1e-3)


def by_role(graded: tuple[HeadRole, ...], role: str, head: str) -> HeadRole:
    return next(one for one in graded if (one.role, one.head) == (role, head))


@pytest.mark.parametrize("kind", ["bert", "llama"])
def test_models_with_random_weights_have_no_role(kind: str, tmp_path: Path) -> None:
    loaded = load_model(str(save_model(tmp_path / kind, kind)))
    for seed in range(4):
        twin = random_twin(loaded, seed=seed)
        made = observe_mechanics(twin, spoken(), probes=MechanicsPlan(seed=seed))
        read = mechanical_trials(made.repeats, made.sentences)
        assert roles_of((*read, *made.trials)) == set()
        assert all(one.items >= 100 for one in read)


def test_what_a_model_cannot_be_asked_is_reported_with_the_reason(tmp_path: Path) -> None:
    made = observe_mechanics(str(save_model(tmp_path / "bert")), spoken(3), probes=MechanicsPlan(sequences=2))
    assert {role: error.key for role, error in made.untested} == {
        "copying": "output_embedding_missing",
        "successor": "output_embedding_missing",
        "retrieval": "output_embedding_missing",
    }
    assert made.trials == ()


def test_an_encoder_decoder_is_asked_on_its_encoder_side_only(tmp_path: Path) -> None:
    folder = str(save_model(tmp_path / "bart", "bart"))
    made = observe_mechanics(folder, spoken(3), probes=MechanicsPlan(sequences=2))
    stacks: dict[str, list[set[str]]] = {}
    for one in mechanical_trials(made.repeats, made.sentences):
        stacks.setdefault(one.role, []).append({head.split(".")[0] for head in one.heads})
    for role in ("previous_token", "duplicate_token", "induction"):
        assert stacks[role] == [{"E0", "E1"}]
    assert stacks["sink"] == [{"E0", "E1"}, {"L0", "L1"}]
    assert {error.key for _, error in made.untested} == {"role_of_pairs"}


def test_progress_tells_of_stages_called_probes_and_check(tmp_path: Path) -> None:
    stages = set()
    observe_mechanics(
        str(save_model(tmp_path / "llama", "llama")),
        spoken(2),
        plan=Plan(layers="0"),
        probes=MechanicsPlan(sequences=2),
        progress=lambda stage, *step: stages.add(stage),
    )
    assert stages == {"check", "probes"}


def test_needles_ask_for_a_causal_model_that_answers(tmp_path: Path) -> None:
    llama = load_model(str(save_model(tmp_path / "llama", "llama", vocab_size=120)))
    with pytest.raises(BadText) as wrong:
        retrieval_trials(random_twin(llama), short_needles(), prompts=2, fillers=0)
    assert wrong.value.key in ("no_needle_fits", "needles_unanswered", "text_unknown")


def short_needles() -> dict[str, object]:
    form = "{place} is"
    pairs = [{"place": word, "sentence": form + " {code}.", "question": form} for word in WORDS[:4]]
    return {"needles": pairs, "fillers": []}


def test_a_language_without_lists_is_refused_by_name() -> None:
    from headscope.capture.sentence_file import read_sentence_file

    with pytest.raises(BadOption, match="language 'xx'"):
        read_sentence_file("ordinals", "xx")


def test_lists_that_no_tokenizer_spells_in_single_tokens_are_not_testable() -> None:
    with pytest.raises(BadText) as wrong:
        successor_trials(planted(), {"letters": [f"{letter}{letter}" for letter in LETTERS]})
    assert wrong.value.key == "no_ordered_list"


def test_a_masked_language_model_is_no_causal_one(tmp_path: Path) -> None:
    from transformers import BertConfig, BertForMaskedLM

    from headscope.models.load import loaded_from

    small = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
    tokenizer = planted().tokenizer
    loaded = loaded_from(BertForMaskedLM(BertConfig(vocab_size=len(tokenizer), **small)).eval(), tokenizer)
    with pytest.raises(CannotObserve) as wrong:
        retrieval_trials(loaded, needle_texts(), prompts=2, fillers=0)
    assert wrong.value.key == "role_needs_causal"
    with pytest.raises(CannotObserve) as bent:
        copying_trials(loaded, sequences=2)
    assert bent.value.key == "output_not_linear"
