"""The concept document's own sentence on e5-small: which heads read 虽然 from 但是, and where 天气 and 出门 stand.

One sentence is an anecdote: heads are found above the 90th percentile, and so they are for a pair nobody would name.
What is tested is that the answer is that of the model's own maps, not that a head has a role."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoModel, AutoTokenizer

import headscope as hs
from headscope.capture.demo_sentences import document_sentences
from headscope.models.samples import sample_folder
from headscope.readings.pair_rank import pair_rank, pair_ranks
from headscope.store.run import Run

pytestmark = pytest.mark.large
SOURCE = document_sentences("zh")[0]
WORDS = ["虽然", "天气", "不", "好", "，", "但是", "我们", "还是", "要", "出门"]


@pytest.fixture(scope="module")
def run() -> Run:
    if sample_folder("e5-small") is None:
        pytest.skip("sample model e5-small is not in the cache: scripts/models e5-small")
    starts = [SOURCE.index(word) for word in WORDS]
    spans = [(start, start + len(word)) for start, word in zip(starts, WORDS, strict=True)]
    return hs.observe("e5-small", SOURCE, words=[spans], plan=hs.Plan(keep="words"))


def share_by_hand(folder: Path, source: str, head: str, query: str, key: str) -> float:
    """The share of a row from the model's own eager maps in float64: here both words are one token each."""
    model = AutoModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float64).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    read = tokenizer(source, return_tensors="pt", return_offsets_mapping=True)
    spelled = [source[start:end] for start, end in read.pop("offset_mapping")[0].tolist()]
    with torch.no_grad():
        maps = model(**read, output_attentions=True).attentions
    layer, number = (int(part) for part in head.removeprefix("L").split(".H"))
    row = maps[layer][0, number, spelled.index(query)].numpy()
    counts = [place for place, word in enumerate(spelled) if word not in ("", query, "，")]
    return float(row[spelled.index(key)] / row[counts].sum())


def test_the_share_is_that_of_the_models_own_maps(run: Run):
    folder = sample_folder("e5-small")
    assert folder is not None
    found = pair_rank(run, "L5.H5", query="但是", key="虽然")
    assert found.share == pytest.approx(share_by_hand(folder, SOURCE, "L5.H5", "但是", "虽然"), abs=1e-4)


def test_heads_that_read_although_from_but_more_than_any_word_reads_one_as_far_away(run: Run):
    found = [one for one in pair_ranks(run, query="但是", key="虽然") if one.percentile_at_distance > 0.9]
    assert {one.pairs_at_distance for one in found} == {9}
    assert {"L2.H3", "L4.H5", "L5.H2", "L5.H5"} <= {one.head for one in found}
    assert len(found) == pytest.approx(51, abs=3)  # of 144, where 16 would be chance


def test_weather_and_going_out_stand_high_in_some_heads_which_is_an_anecdote(run: Run):
    there = list(pair_ranks(run, query="天气", key="出门"))
    back = list(pair_ranks(run, query="出门", key="天气"))
    assert {one.pairs for one in there + back} == {81}
    best = {one.head: one.rank for one in there if one.rank == 1}
    assert {"L2.H1", "L4.H0"} <= best.keys()
    assert sum(one.percentile > 0.9 for one in there) == pytest.approx(47, abs=3)


def test_nearly_any_pair_stands_in_the_top_tenth_in_some_head(run: Run):
    words = [word for word in WORDS if word != "，"]
    pairs = [(query, key) for query in words for key in words if query != key]
    tops = [any(one.percentile > 0.9 for one in pair_ranks(run, query=query, key=key)) for query, key in pairs]
    assert sum(tops) > 0.8 * len(pairs)
