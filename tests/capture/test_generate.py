"""A prompt and its answer are a run like any other: the same numbers as observing them as one text, told as two."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import decoders
from transformers import BertConfig, BertLMHeadModel
from transformers.cache_utils import DynamicLayer

import headscope as hs
from headscope.capture.observe import observe_prepared
from headscope.capture.passes import Pass
from headscope.capture.plan import Plan
from headscope.errors import BadOption, BadText, CannotObserve
from headscope.models.inputs import Prepared, options_of
from headscope.models.load import Loaded, load_model
from headscope.models.tap import Tapped
from headscope.store.layout import COLUMNS
from tests.folders import save_model
from tests.folders import tokenizer as word_pieces

PROMPTS = ["The cat sits on the mat and", "We read long letters", "A dog"]
BEAMS = hs.Decoding(beams=3)
# Columns that name a key: where two weigh the same, rounding decides which comes first.
OF_TIES = ("top_key", "offset_argmax")


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return _loaded(tmp_path_factory.mktemp("models") / "llama", "llama", vocab_size=85)


@pytest.fixture(scope="module")
def long_llama(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return _loaded(tmp_path_factory.mktemp("models") / "llama", "llama", vocab_size=85, max_position_embeddings=700)


@pytest.fixture(scope="module")
def bart(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return _loaded(tmp_path_factory.mktemp("models") / "bart", "bart", vocab_size=85)


def _loaded(folder: Path, kind: str, **options: Any) -> Loaded:
    loaded = load_model(str(save_model(folder, kind, **options)))
    loaded.tokenizer.backend_tokenizer.decoder = decoders.WordPiece()
    return loaded


def plain(loaded: Loaded, prompt: str, **options: Any) -> list[int]:
    """What transformers alone generates."""
    given = loaded.tokenizer(prompt, return_tensors="pt")
    asked = {name: given[name] for name in ("input_ids", "attention_mask")}
    return loaded.model.generate(**asked, **options)[0].tolist()


def read_whole(loaded: Loaded, run: hs.Run, ids: list[int], prompt: str) -> hs.Run:
    """The run of one ordinary pass over the ids, as texts of the generated run."""
    read = torch.tensor([ids[:-1]])
    sides = {side: run.text(0, side) for side in run.manifest.texts[0].sides}
    inputs = {"input_ids": read}
    if "source" in sides:
        inputs = {
            "input_ids": loaded.tokenizer(prompt, return_tensors="pt")["input_ids"],
            "decoder_input_ids": read,
        }
    prepared = Prepared(inputs, options_of(loaded.model), sides)
    return observe_prepared(loaded, [prepared], Plan(keep=run.manifest.plan.keep))


def assert_same(run: hs.Run, other: hs.Run) -> None:
    """Every array of both, relative to values above 1."""
    assert [site.site for site in run.sites] == [site.site for site in other.sites]
    compared = 0
    for site in run.sites:
        for name in COLUMNS:
            assert run.has(site.site, name) == other.has(site.site, name)
            if run.has(site.site, name) and name not in OF_TIES:
                mine, theirs = run.array(site.site, name, 0), other.array(site.site, name, 0)
                np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-4, err_msg=f"{site.site} {name}")
                compared += 1
    assert compared > 20


@pytest.mark.parametrize("keep", ["weights", "qk", "none"])
@pytest.mark.parametrize("decoding", [hs.Decoding(), BEAMS], ids=["greedy", "beams"])
def test_the_run_is_that_of_one_pass_over_prompt_and_answer(llama: Loaded, keep: Any, decoding: hs.Decoding) -> None:
    run = hs.generate(llama, PROMPTS[0], max_new_tokens=9, decoding=decoding, plan=hs.Plan(keep=keep))
    ids = plain(llama, PROMPTS[0], max_new_tokens=9, num_beams=decoding.beams, do_sample=False)
    assert_same(run, read_whole(llama, run, ids, PROMPTS[0]))
    assert all(site.is_causal for site in run.sites)


def test_an_encoder_decoder_gives_its_three_kinds_of_sites(bart: Loaded) -> None:
    run = hs.generate(bart, PROMPTS[0], max_new_tokens=9, decoding=BEAMS)
    ids = plain(bart, PROMPTS[0], max_new_tokens=9, num_beams=3, do_sample=False)
    assert [site.site for site in run.sites] == ["E0", "E1", "L0", "X0", "L1", "X1"]
    assert run.array("X1", "weights", 0).shape == (4, len(ids) - 1, len(run.text(0, "source").tokens))
    assert_same(run, read_whole(bart, run, ids, PROMPTS[0]))
    assert run.text(0, "source").source == PROMPTS[0]


def test_long_answers_take_the_fused_pass_and_every_row_of_them_is_checked(long_llama: Loaded) -> None:
    run = hs.generate(long_llama, PROMPTS[0], max_new_tokens=150, plan=hs.Plan(keep="none"))
    ids = plain(long_llama, PROMPTS[0], max_new_tokens=150, do_sample=False)
    assert len(ids) > 128
    assert_same(run, read_whole(long_llama, run, ids, PROMPTS[0]))


def test_rows_that_read_and_rows_that_say_are_told_apart(llama: Loaded) -> None:
    run = hs.generate(llama, PROMPTS[0], max_new_tokens=6)
    text, labels = run.text(0, "text"), run.manifest.texts[0].labels
    prompt = len(llama.tokenizer(PROMPTS[0])["input_ids"])
    assert len(text.tokens) == prompt + 5
    assert [label.output_row for label in labels] == list(range(prompt - 1, prompt + 5))
    assert [label.input_row for label in labels] == [*range(prompt, prompt + 5), -1]
    for label in labels[:-1]:
        read = text.tokens[label.input_row]
        assert (read.start, read.end) == (label.start, label.end)
    assert text.source.startswith(PROMPTS[0])
    assert text.source[labels[-1].start :] == text.source[labels[-1].start : labels[-1].end]
    assert [(one.label, text.source[one.start : one.end]) for one in text.segments] == [
        ("prompt", PROMPTS[0]),
        ("answer", text.source[len(PROMPTS[0]) :]),
    ]


def test_what_said_a_token_can_be_read_from_its_row(llama: Loaded) -> None:
    """The row that the label names gives the token the most probability, in a forward of its own."""
    run = hs.generate(llama, PROMPTS[1], max_new_tokens=6)
    ids = plain(llama, PROMPTS[1], max_new_tokens=6, do_sample=False)
    with torch.no_grad():
        best = llama.model(torch.tensor([ids])).logits[0].argmax(-1).tolist()
    text = run.text(0, "text")
    for label in run.manifest.texts[0].labels:
        spelled = llama.tokenizer.decode(best[label.output_row]).replace("##", "")
        assert spelled == text.source[label.start : label.end]


def test_other_segments_may_be_asked_for(llama: Loaded) -> None:
    run = hs.generate(llama, "The cat sits. It rains.", max_new_tokens=3, plan=hs.Plan(segments="sentence"))
    labels = [one.label for one in run.text(0, "text").segments]
    assert labels[0] == "The cat sits."
    assert labels[1].startswith("It rains.")


def test_one_token_is_said_and_read_by_nobody(llama: Loaded) -> None:
    run = hs.generate(llama, PROMPTS[0], max_new_tokens=1)
    assert len(run.text(0, "text").tokens) == len(llama.tokenizer(PROMPTS[0])["input_ids"])
    assert [label.input_row for label in run.manifest.texts[0].labels] == [-1]
    assert len(hs.read(run, "patterns")) == 12


def test_each_prompt_is_answered_alone(llama: Loaded) -> None:
    drawn = hs.Decoding(is_sampled=True, seed=4)
    together = hs.generate(llama, PROMPTS, max_new_tokens=7, decoding=drawn)
    for number, prompt in enumerate(PROMPTS):
        alone = hs.generate(llama, prompt, max_new_tokens=7, decoding=drawn)
        assert together.text(number, "text") == alone.text(0, "text")
        np.testing.assert_array_equal(together.array("L2", "weights", number), alone.array("L2", "weights", 0))
    assert together.manifest.seeds == {"generation": 4}


def test_equal_seeds_give_equal_bytes_and_other_seeds_other_answers(llama: Loaded, tmp_path: Path) -> None:
    answers = []
    for name, seed in (("one", 1), ("two", 1), ("other", 2)):
        drawn = hs.Decoding(is_sampled=True, temperature=3.0, seed=seed)
        run = hs.generate(llama, PROMPTS[0], max_new_tokens=8, decoding=drawn, out=tmp_path / name)
        answers.append(run.text(0, "text").source)
    assert answers[0] == answers[1] != answers[2]
    files = [file.relative_to(tmp_path / "one") for file in (tmp_path / "one/sites").rglob("*") if file.is_file()]
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)


def test_the_run_says_how_its_answers_were_chosen(llama: Loaded, tmp_path: Path) -> None:
    drawn = hs.Decoding(beams=2, is_sampled=True, temperature=0.7, top_p=0.9, top_k=20, seed=9)
    hs.generate(llama, PROMPTS[0], max_new_tokens=4, decoding=drawn, out=tmp_path / "run")
    told = hs.open(tmp_path / "run").manifest.generation
    assert told is not None
    assert (told.max_new_tokens, told.beams, told.is_sampled) == (4, 2, True)
    assert (told.temperature, told.top_p, told.top_k) == (0.7, 0.9, 20)


def test_chosen_layers_and_some_rows_hold(llama: Loaded) -> None:
    whole = hs.generate(llama, PROMPTS[0], max_new_tokens=8)
    run = hs.generate(llama, PROMPTS[0], max_new_tokens=8, plan=hs.Plan(layers="1", rows="last:5"))
    assert [site.site for site in run.sites] == ["L1"]
    rows = run.array("L1", "row_query", 0)[0]
    assert rows.tolist() == list(range(len(run.text(0, "text").tokens)))[-5:]
    np.testing.assert_allclose(
        run.array("L1", "row_entropy_bits", 0), whole.array("L1", "entropy_bits", 0)[:, rows], atol=1e-5
    )


def test_a_cache_that_changes_its_keys_is_refused_with_the_difference(
    long_llama: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind 128 rows the usual check looks at a few of them only; those of the answer are all looked at."""
    update, calls = DynamicLayer.update, iter(range(100_000))

    def spoiled(self: DynamicLayer, key_states: torch.Tensor, *rest: Any, **more: Any) -> Any:
        keys, values = update(self, key_states, *rest, **more)
        if next(calls) == 3 * 141 + 1:  # one step of layer 1, near the end of 150
            keys = torch.cat([keys[:, :, :-1] * 1.5, keys[:, :, -1:]], dim=2)
        return keys, values

    monkeypatch.setattr(DynamicLayer, "update", spoiled)
    with pytest.raises(CannotObserve, match=r"layers\.1\.self_attn"):
        hs.generate(long_llama, PROMPTS[0], max_new_tokens=150, plan=hs.Plan(keep="none"))


def test_progress_counts_tokens_and_then_rows(llama: Loaded) -> None:
    told: list[tuple[Any, ...]] = []
    run = hs.generate(llama, PROMPTS[0], max_new_tokens=5, progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "generate"] == [("generate", made, 5) for made in range(1, 6)]
    rows = 3 * len(run.text(0, "text").tokens)
    assert told[-1] == ("observe", rows, rows, "L2")
    assert [step[0] for step in told if step[1] == 0] == ["load", "check", "observe"]


def test_ctrl_c_while_a_later_answer_is_made_leaves_those_before(llama: Loaded, tmp_path: Path) -> None:
    texts: list[int] = []

    def pressed(stage: str, done: int, total: int, where: str = "", /) -> None:
        if stage == "generate" and done == 1:
            texts.append(1)
        if stage == "generate" and len(texts) == 3 and done == 2:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(hs.Stopped):
        hs.generate(llama, PROMPTS, max_new_tokens=5, out=tmp_path / "run", progress=pressed)
    run = hs.open(tmp_path / "run")
    assert run.manifest.state == "partial"
    assert (run.texts, run.manifest.asked.texts) == (2, 3)
    whole = hs.generate(llama, PROMPTS, max_new_tokens=5)
    np.testing.assert_array_equal(run.array("L1", "weights", 1), whole.array("L1", "weights", 1))


def test_ctrl_c_in_the_first_answer_leaves_nothing_or_whole_layers(
    llama: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt) as stop:
        hs.generate(llama, PROMPTS[0], out=tmp_path / "run", progress=_press_at("generate", 3))
    assert not isinstance(stop.value, hs.Stopped)
    assert not list(tmp_path.iterdir())
    listen, calls = Pass.listen, iter(range(100))

    def pressed(self: Pass, tapped: Tapped) -> None:
        if next(calls) == 1:
            signal.raise_signal(signal.SIGINT)
        listen(self, tapped)

    monkeypatch.setattr(Pass, "listen", pressed)
    with pytest.raises(hs.Stopped) as stopped:
        hs.generate(llama, PROMPTS, max_new_tokens=4, out=tmp_path / "run")
    assert [site.site for site in stopped.value.run.sites] == ["L0"]
    assert stopped.value.run.texts == 1


def _press_at(wanted: str, at: int) -> Any:
    def pressed(stage: str, done: int, total: int, where: str = "", /) -> None:
        if (stage, done) == (wanted, at):
            signal.raise_signal(signal.SIGINT)

    return pressed


@pytest.mark.parametrize(
    ("prompt", "options", "error", "message"),
    [
        ([], {}, BadText, "empty"),
        ("  ", {}, BadText, "empty"),
        (PROMPTS[0], {"max_new_tokens": 0}, BadOption, "max_new_tokens"),
        (PROMPTS[0], {"max_new_tokens": 60}, BadText, "too long"),
        (PROMPTS[0], {"plan": hs.Plan(memory="2GiB")}, BadOption, "memory"),
        (PROMPTS[0], {"plan": hs.Plan(layers="9")}, BadOption, "9"),
        (PROMPTS[0], {"max_new_tokens": 3, "plan": hs.Plan(rows="last:500")}, BadOption, "500"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    llama: Loaded, tmp_path: Path, prompt: Any, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        hs.generate(llama, prompt, out=tmp_path / "run", **options)
    assert not list(tmp_path.iterdir())


def test_a_model_that_is_handed_over_stays_as_it_is(bart: Loaded) -> None:
    config = bart.model.generation_config.to_dict()
    run = hs.generate(bart.model, PROMPTS[1], tokenizer=bart.tokenizer, max_new_tokens=3, decoding=BEAMS)
    assert bart.model.generation_config.to_dict() == config
    assert run.manifest.faith is not None
    assert run.manifest.faith.full_length_diff <= 1e-5


def test_a_model_whose_rows_see_what_comes_is_refused_by_name(tmp_path: Path) -> None:
    config = BertConfig(vocab_size=85, hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64)
    model = BertLMHeadModel(config).eval()
    tokenizer = word_pieces(with_special=False)
    with pytest.raises(CannotObserve, match=r"rows of bert\.encoder\.layer\.0\.attention\.self see tokens behind"):
        hs.generate(model, PROMPTS[0], tokenizer=tokenizer, max_new_tokens=3)
    model.config.is_decoder = True
    decoder = BertLMHeadModel(model.config).eval()
    run = hs.generate(decoder, PROMPTS[0], tokenizer=tokenizer, max_new_tokens=3)
    assert all(site.is_causal for site in run.sites)
    assert [site.site for site in run.sites] == ["L0", "L1"]
