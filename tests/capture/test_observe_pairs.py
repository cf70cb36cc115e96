"""The planted heads are found at their rows in every family; batches and padding change nothing; what cannot be read
is refused by name.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from headscope.base.pairs import SentencePair, joined
from headscope.base.text import Token
from headscope.capture.observe import observe_prepared
from headscope.capture.pairs import observe_pairs
from headscope.capture.plan import Plan
from headscope.errors import BadOption, BadText, CannotObserve
from headscope.models.inputs import prepare
from headscope.models.load import loaded_from
from headscope.store.layout import COLUMNS, LabelRecord
from headscope.store.run import Run, open_run
from tests.folders import save_model
from tests.planted_translation import FAMILIES, Planted, observed, planted

FIRST_ROW = {"marian": 1, "mbart": 1, "mbart50": 2, "nllb": 2, "t5": 1, "whisper": 5}
# Columns that name a key: where two weigh the same, rounding decides which comes first.
OF_TIES = ("top_key", "offset_argmax")


def right_links(run: Run, made: Planted, head: str, row: str) -> float:
    """The share of target words whose most weighted source word, at the row of their label, is the true one."""
    site, number = head.split(".H")
    hits = []
    for text, (pair, gold) in enumerate(zip(made.pairs, made.gold, strict=True)):
        weights, key = run.array(site, "weights", text)[int(number)], run.text(text, run.site(site).key_side)
        begins = {segment.label: segment.start for segment in key.segments}
        columns = [tokens_of(key.tokens, span, begins.get("source", 0)) for span in pair.source_words]
        for place, span in enumerate(pair.target_words):
            label = label_of(run.manifest.texts[text].labels, span, begins.get("target", 0))
            mass = [weights[getattr(label, f"{row}_row"), found].sum() for found in columns]
            hits.append((int(np.argmax(mass)), place) in gold and np.sort(mass)[-1] > 2 * np.sort(mass)[-2])
    return float(np.mean(hits))


def tokens_of(tokens: tuple[Token, ...], span: tuple[int, int], begin: int) -> list[int]:
    start, end = span[0] + begin, span[1] + begin
    return [n for n, token in enumerate(tokens) if not token.is_special and token.start < end and token.end > start]


def label_of(labels: tuple[LabelRecord, ...], span: tuple[int, int], begin: int) -> LabelRecord:
    (found,) = (one for one in labels if one.start < span[1] + begin and one.end > span[0] + begin)
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_the_planted_head_of_each_row_finds_every_word_and_no_other_head_does(family: str) -> None:
    made = planted(family)
    run = observed(made)
    rates = {
        (str(head), row): right_links(run, made, str(head), row) for head in run.heads for row in ("input", "output")
    }
    assert rates.pop((made.input_head, "input")) == 1.0
    assert rates.pop((made.output_head, "output")) == 1.0
    assert max(rates.values()) < 0.3


@pytest.mark.parametrize("family", FIRST_ROW)
def test_what_stands_before_the_first_word_is_of_the_family_and_found(family: str) -> None:
    made = planted(family, count=2)
    run = observed(made)
    for text, pair in enumerate(made.pairs):
        labels = run.manifest.texts[text].labels
        first = FIRST_ROW[family]
        assert [label.input_row for label in labels] == list(range(first, first + len(pair.target_words)))
        assert [label.output_row for label in labels] == list(range(first - 1, first - 1 + len(pair.target_words)))
        words = [word for word in run.text(text, "target").words if not word.is_special]
        assert [word.text for word in words] == pair.target.split()
        assert [word.first for word in words] == [label.input_row for label in labels]


def test_a_model_without_an_encoder_reads_both_sides_in_one_text() -> None:
    made = planted("llama", count=3)
    run = observed(made)
    for number, pair in enumerate(made.pairs):
        text = run.text(number, "text")
        assert text.source == f"translate {pair.source} = {pair.target}"
        assert [(one.label, text.source[one.start : one.end]) for one in text.segments] == [
            ("source", pair.source),
            ("target", pair.target),
        ]
        assert [word.text for word in text.words] == [*pair.source.split(), *pair.target.split()]
        for label in run.manifest.texts[number].labels:
            read = text.tokens[label.input_row]
            assert (read.start, read.end) == (label.start, label.end)
            assert label.output_row == label.input_row - 1
    assert [site.site for site in run.sites] == ["L0", "L1"]


def scrambled(family: str) -> Planted:
    """The family's model in float64 with random weights in every head, so that no two keys weigh the same."""
    made = planted(family, count=7)
    model = made.loaded.model.double()
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim >= 2:
                parameter.add_(0.06 * torch.randn(parameter.shape, generator=generator))
    prepared = tuple(
        replace(one, inputs={name: ids if ids.ndim == 2 else ids.double() for name, ids in one.inputs.items()})
        for one in made.prepared
    )
    return replace(made, loaded=loaded_from(model, made.loaded.tokenizer), prepared=prepared)


def largest_difference(run: Run, other: Run, *, but: tuple[str, ...] = ()) -> float:
    """Over all arrays of all texts, relative to values above 1."""
    worst = 0.0
    for site in run.sites:
        for name in COLUMNS:
            assert run.has(site.site, name) == other.has(site.site, name)
            for text in range(run.texts if run.has(site.site, name) and name not in but else 0):
                ours, theirs = run.array(site.site, name, text), other.array(site.site, name, text)
                assert ours.shape == theirs.shape
                both = np.nan_to_num(ours.astype(float)), np.nan_to_num(theirs.astype(float))
                size = np.maximum(np.abs(both[0]), 1.0)
                worst = max(worst, float((np.abs(both[0] - both[1]) / size).max(initial=0)))
    return worst


@pytest.mark.parametrize("family", FAMILIES)
def test_pairs_in_a_batch_are_each_as_if_alone(family: str) -> None:
    made = scrambled(family)
    alone = observed(made, batch=1)
    for batch in (3, 16):
        together = observed(made, batch=batch)
        assert together.manifest.texts == alone.manifest.texts
        assert together.manifest.plan.batch == batch
        assert largest_difference(alone, together) <= 1e-12


@pytest.mark.parametrize("family", FAMILIES)
def test_planted_links_do_not_depend_on_the_batch(family: str) -> None:
    made = planted(family, count=9)
    assert largest_difference(observed(made, batch=1), observed(made, batch=4), but=OF_TIES) <= 1e-5


def test_every_kind_of_site_is_recorded_from_a_batch_as_if_alone() -> None:
    made = scrambled("marian")
    texts = [prepare(made.loaded, pair.source, pair.target) for pair in made.pairs]
    alone = observe_prepared(made.loaded, texts, Plan(keep="qk"))
    together = observe_prepared(made.loaded, texts, Plan(keep="qk", batch=5))
    assert [site.site for site in together.sites] == ["E0", "L0", "X0", "L1", "X1"]
    assert largest_difference(alone, together) <= 1e-12


def test_only_where_the_target_reads_the_source_is_anything_recorded(tmp_path: Path) -> None:
    made = planted("marian", count=3)
    run = observed(made, out=tmp_path / "run", plan=Plan(layers="1"))
    stored = open_run(tmp_path / "run")
    assert run.manifest.plan.keep == "alignment"
    assert [site.site for site in stored.sites] == ["X1"]
    queries, keys = len(stored.text(2, "target").tokens), len(stored.text(2, "source").tokens)
    assert stored.array("X1", "joint_norm", 2).shape == (1, queries, keys)
    assert stored.array("X1", "value_norm", 2).shape == (4, keys)
    assert stored.manifest.texts[2].labels[0].end == 1
    assert stored.manifest.texts == run.manifest.texts


def test_joint_norms_are_those_of_the_summed_vectors() -> None:
    made = scrambled("mbart")
    cross = made.loaded.model.model.decoder.layers[1].encoder_attn
    kept: dict[str, torch.Tensor] = {}
    cross.v_proj.register_forward_hook(lambda _m, _i, output: kept.__setitem__("v", output))
    run = observed(made, batch=1)
    last = run.texts - 1
    weights = torch.tensor(run.array("X1", "weights", last))
    values = kept["v"][0].reshape(-1, 4, 64)
    handed = torch.einsum("hqk,khd,mhd->qkm", weights, values, cross.out_proj.weight.reshape(-1, 4, 64))
    expected = handed.detach().norm(dim=-1).numpy()
    np.testing.assert_allclose(run.array("X1", "joint_norm", last)[0], expected, rtol=1e-4, atol=1e-6)


def pair_of(source: str, target: str) -> SentencePair:
    (one, spans), (other, target_spans) = joined(source.split()), joined(target.split())
    return SentencePair(one, other, spans, target_spans)


GOOD = pair_of("a b", "α β")


@pytest.mark.parametrize(
    ("family", "pair", "told", "error", "message"),
    [
        ("marian", pair_of("a " * 70, "α"), {}, BadText, "Source of pair 2 cannot be read.*got 72 tokens"),
        ("marian", pair_of("a", "α " * 60), {}, BadText, "Target of pair 2 cannot be read.*got 61 tokens"),
        ("marian", pair_of("a", ""), {}, BadText, "Target of pair 2.*empty"),
        ("marian", pair_of("", "α"), {}, BadText, "Source of pair 2.*empty"),
        ("marian", SentencePair("a  b", "α", ((0, 1), (1, 2)), ((0, 1),)), {}, BadText, "pair 2.*no piece for ' '"),
        ("marian", SentencePair("a", "α  β", ((0, 1),), ((1, 2),)), {}, BadText, "Target of pair 2.*no piece"),
        ("marian", GOOD, {"languages": None}, BadOption, "Target language is missing"),
        ("marian", GOOD, {"languages": ("la", "zh")}, BadOption, "got 'zh', expected one of el"),
        ("marian", GOOD, {"prompt": "{source} = {target}"}, BadOption, "Prompt has no reader"),
        ("llama", pair_of("a " * 30, "α " * 30), {}, BadText, r"Prompt of pair 2.*got 62 tokens, expected at most 60"),
        ("llama", GOOD, {"prompt": None}, BadOption, "Source has no place.*no encoder"),
        ("llama", GOOD, {"prompt": "to Greek: {target}"}, BadOption, r"expected \{source\} and, behind it, \{target\}"),
        ("llama", GOOD, {"prompt": "{target} from {source}"}, BadOption, "Source has no place"),
        ("llama", GOOD, {"prompt": "{source} {source} {target}"}, BadOption, "Source has no place"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_leaves_nothing(
    tmp_path: Path, family: str, pair: SentencePair, told: dict[str, Any], error: type[Exception], message: str
) -> None:
    made = planted(family, count=0)
    options = {"languages": made.languages, "prompt": made.prompt} | told
    with pytest.raises(error, match=message) as caught:
        observe_pairs(made.loaded, [GOOD, pair], out=tmp_path / "run", **options)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.text("zh"))
    assert list(tmp_path.iterdir()) == []


def test_no_pairs_are_refused() -> None:
    with pytest.raises(BadText, match="Pairs are missing"):
        observe_pairs(planted("marian", count=0).loaded, [])


def test_a_model_that_sees_later_tokens_has_no_row_that_says_a_word(tmp_path: Path) -> None:
    from transformers import AutoModel, AutoTokenizer

    folder = save_model(tmp_path / "bert")
    bert = loaded_from(AutoModel.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder))
    with pytest.raises(CannotObserve, match="sees later tokens"):
        observe_pairs(bert, [pair_of("the cat", "a dog")], prompt="{source} . {target}")


def test_a_name_given_for_a_model_is_loaded(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "bart", "bart")
    run = observe_pairs(str(folder), [pair_of("the cat", "a dog sleeps"), pair_of("a dog", "it rains")])
    assert [site.site for site in run.sites] == ["X0", "X1"]
    assert run.manifest.faith is not None
    assert run.manifest.faith.passed
