"""Measure what can be measured of the concept document's claims and write docs/claims.md.

    .venv/bin/python docs/make_claims.py              # every row; sample models out of the cache
    .venv/bin/python docs/make_claims.py --check      # compare the rows that need no model with the file

S-numbers are those of the project's list of claims. Every result is computed here; none is typed in. A row whose sample
model is not in the cache says so.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docs.alignment_claims import alignment_claims  # noqa: E402
from docs.role_claims import role_claims  # noqa: E402

import headscope as hs  # noqa: E402
from headscope.base.axes import OFFSETS  # noqa: E402
from headscope.capture.demo_sentences import demo_sentences, document_sentences  # noqa: E402
from headscope.models.samples import sample_folder  # noqa: E402
from headscope.reference import Parameters, attend, multi_head_attention  # noqa: E402
from headscope.show.sentences import sentence  # noqa: E402
from tests import test_concept_document as document  # noqa: E402

FILE = ROOT / "docs" / "claims.md"
MODELS = {"minilm": "en", "bert-tiny": "en", "smollm2": "en", "e5-small": "zh"}
HOLDS, FAILS, LATER = "holds", "does not hold", "not testable yet"
CAUSAL_WORDS = {"en": r"\b(uses|because|decides|source of|thinks?)\b", "zh": "因为|决定|来源|思考|利用"}


@dataclass(frozen=True, slots=True)
class Row:
    """One claim: what is measured, by what, with which result, and the verdict."""

    number: str
    claim: str
    measured: str
    how: str
    result: str
    verdict: str

    def line(self) -> str:
        """The row of the table."""
        cells = (self.number, self.claim, self.measured, self.how, self.result, self.verdict)
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def verdict(is_so: bool) -> str:
    """The word for a claim that was measured."""
    return HOLDS if is_so else FAILS


# ---- rows that need no model -----------------------------------------------------------------------------------------


def formula_rows() -> Iterator[Row]:
    """S13, S43: the formula of the output; S31 to S38: what single dimensions mean."""
    made = np.random.default_rng(0)
    heads, tokens, d, model = 4, 6, 8, 32
    w_q, w_k, w_v = made.normal(size=(3, heads, model, d)) / model**0.5
    w_o = made.normal(size=(heads, d, model)) / (heads * d) ** 0.5
    found = multi_head_attention(made.normal(size=(tokens, model)), Parameters(w_q, w_k, w_v, w_o))
    without = np.concatenate(list(found.v), axis=-1) @ np.concatenate(list(w_o), axis=0)
    miss = np.linalg.norm(without - found.output) / np.linalg.norm(found.output)
    total = np.abs(found.head_outputs.sum(0) - found.output).max()
    yield Row(
        "S13",
        "The output is concat(V1, V2, ...) W_O",
        "distance of that formula from the layer's output, relative to its size; a random layer of 4 heads",
        "`headscope.reference.multi_head_attention`",
        f"the formula misses by {miss:.0%}",
        verdict(miss < 1e-5) + ": the weights are left out; it is concat(A_h V_h) W_O + b_O",
    )
    yield Row(
        "S13, S43",
        "The heads are combined into one representation",
        "largest difference between the sum over heads of A_h V_h W_O^h and the output",
        "`headscope.reference.multi_head_attention`",
        below(total, 1e-12),
        verdict(total < 1e-12) + ", as a plain sum",
    )
    turn = made.normal(size=(heads, d, d))
    back = np.linalg.inv(turn)
    q, k = found.q @ turn, found.k @ back.transpose(0, 2, 1)
    plain, turned = (hs.from_qkv(*pair).array("L0", "weights", 0) for pair in ((found.q, found.k), (q, k)))
    kept = np.abs(plain - turned).max()
    moved = np.linalg.norm(q - found.q) / np.linalg.norm(found.q)
    yield Row(
        "S31, S32, S34",
        "Dimension n of Q or K has a meaning of its own",
        "change of the weights, and of the coordinates, when Q and K are turned by a random invertible matrix",
        "`hs.from_qkv(q, k)` against `hs.from_qkv(q @ R, k @ inv(R).T)`",
        f"weights: {below(kept, 1e-6)}; coordinates of Q: {moved:.0%} of their size",
        verdict(kept > 1e-6) + " without rotary embedding: the same head can be written in other coordinates",
    )
    other = attend(found.q, found.k, found.v @ turn, w_o=back @ w_o).output
    yield Row(
        "S38",
        "Dimension n of V has a meaning of its own",
        "change of the output when V is turned and W_O turned back",
        "`headscope.reference.attend`",
        below(np.abs(other - found.output).max(), 1e-9),
        verdict(np.abs(other - found.output).max() > 1e-9) + ": the same head can be written in other coordinates",
    )


def cat_rows() -> Iterator[Row]:
    """S14 to S19: the captions of the document's 6 x 6 example."""
    run = hs.from_arrays(document.CAT_ROWS, document.CAT)
    counted, others = (
        {row.query: row for row in hs.read(run, "words", exclude_self=out)[0].rows} for out in (False, True)
    )
    captions = {
        "The": ("mainly to itself", {"The"}, counted),
        "cat": ("mainly to sits", {"sits"}, counted),
        "sits": ("mainly to cat", {"cat"}, counted),
        "on": ("to the and mat", {"the", "mat"}, counted),
        "the": ("to mat", {"mat"}, counted),
        "mat": ("mainly to itself", {"mat"}, counted),
    }
    for number, (query, (said, keys, rows)) in enumerate(captions.items(), start=14):
        row = rows[query]
        is_so = {key.key for key in row.keys} == keys and row.verdict != "diffuse"
        alone = others[query]
        without = f"; without itself {sentence(alone)}" if query not in keys else ""
        remark = ""
        if not is_so:
            again = {key.key for key in alone.keys} == keys
            remark = "; without itself it does" if again and query not in keys else ""
        yield Row(
            f"S{number}",
            f"“{query}” attends {said}",
            "verdict on the row: main, tie or diffuse",
            '`hs.read(run, "words")`, `exclude_self=True`',
            sentence(row) + without,
            verdict(is_so) + remark,
        )


def pattern_rows() -> Iterator[Row]:
    """S48 to S51: the document's four examples of patterns."""
    block = {"tokens": ["The", "cat", "on", "mat"], "segments": [[0, 2], [2, 4]]}
    examples = (
        ("S48", "diagonal", document.DIAGONAL, {}, ""),
        ("S49", "block", document.BLOCK, {}, " (phrases not given)"),
        ("S49", "block", document.BLOCK, block, " (phrases given)"),
        ("S50", "sparse", document.SPARSE, {}, ""),
        ("S51", "global", document.GLOBAL, {}, ""),
    )
    for number, label, rows, labels, remark in examples:
        run = hs.from_arrays(rows, **labels)
        found = hs.read(run, "patterns")[0]
        spoken = hs.read(run, "words")[0].rows
        own = sum(row.verdict == "main" and row.keys[0].key_index == row.query_index for row in spoken)
        shares = ", ".join(f"{name} {share:.2f}" for name, share in found.shares.items() if share >= 0.005)
        yield Row(
            number,
            f"The {label} example shows the {label} pattern{remark}",
            "label and shares of the 4 x 4 example; rows whose main key is the query itself",
            '`hs.read(hs.from_arrays(...), "patterns")`',
            f"{found.label} ({shares}), strength {found.strength:.2f}, {found.evidence} evidence; "
            f"{own} of {len(spoken)} rows mainly to themselves",
            verdict(found.label == label)
            + (", low evidence: four rows cannot tell" if found.evidence == "low" else ""),
        )


def application_rows() -> Iterator[Row]:
    """S53 to S60: translation and summary."""
    off = max(abs(np.sum(rows, axis=-1) - 1).max() for rows in map(np.array, document.ALL.values()))
    yield Row(
        "S53",
        "A matrix's rows are distributions (cross-attention: target x source)",
        f"largest distance of a row sum from 1, over all {len(document.ALL)} matrices of the document",
        "`hs.from_arrays` (refuses other rows)",
        below(off, 1e-9),
        verdict(off < 1e-9),
    )
    run = hs.from_arrays(document.TRANSLATION, query_tokens=document.CHINESE, key_tokens=document.ENGLISH)
    rows = hs.read(run, "words")[0].rows
    pairs = [(row.query, row.keys[0].key, row.keys[0].share) for row in rows if row.verdict == "main"]
    expected = list(zip(document.CHINESE, document.ENGLISH, strict=True))
    yield Row(
        "S54",
        "我 corresponds to I, 自然 to natural, ... in the given matrix",
        "main key of each row",
        '`hs.read(run, "words")` on `X0.H0`',
        ", ".join(f"{query}→{key} {share:.2f}" for query, key, share in pairs),
        verdict([pair[:2] for pair in pairs] == expected) + " of the given numbers",
    )
    phrase = np.array(document.TRANSLATION)[3:, 3:].sum(axis=1)
    yield Row(
        "S55",
        "语言处理 corresponds to the combination “language processing”",
        "weight that the rows 语言 and 处理 put on the two words together",
        '`run.array("X0", "weights", 0)`',
        f"{phrase[0]:.2f} and {phrase[1]:.2f}",
        f"{verdict(phrase.min() > 0.5)} of the given numbers",
    )
    yield from (Row(*cells) for cells in alignment_claims(HOLDS, FAILS))
    run = hs.from_arrays(document.SUMMARY, query_tokens=document.SUMMARY_WORDS, key_tokens=document.PARAGRAPHS)
    captions = {
        "AI": {"第1段", "第2段"}, "技术": {"第2段"}, "发展": None, "迅速": {"第4段", "第5段"},
    }  # fmt: skip
    for row in hs.read(run, "words")[0].rows:
        keys = captions[row.query]
        is_so = row.verdict == "diffuse" if keys is None else {key.key for key in row.keys} == keys
        said = "spreads" if keys is None else f"attends to {' and '.join(sorted(keys))}"
        yield Row(
            "S56-S59",
            f"“{row.query}” {said} (the document: where the word comes from)",
            "verdict on the row",
            '`hs.read(run, "words")`',
            sentence(row),
            verdict(is_so) + " of the weights; where a word comes from needs an intervention",
        )
    means = run.array("X0", "received", 0)[0] / len(document.SUMMARY)
    yield Row(
        "S60",
        "The weights show which paragraphs contribute most",
        "mean weight each paragraph receives",
        '`run.array("X0", "received", 0)`',
        ", ".join(f"{name} {mean:.3f}" for name, mean in zip(document.PARAGRAPHS, means, strict=True)),
        f"{document.PARAGRAPHS[int(means.argmax())]} receives most; whether it contributes most is {LATER}: "
        "by the issue on sources, with text removed",
    )


def wording_rows() -> Iterator[Row]:
    """S62: what the product's own sentences say."""
    counts, hits = [], []
    for language, words in CAUSAL_WORDS.items():
        room = resources.files("headscope.base") / "locales" / language
        said = [
            text
            for name in ("show", "words")
            for text in json.loads((room / f"{name}.json").read_text("utf-8")).values()
        ]
        counts.append(len(said))
        hits += [text for text in said if re.search(words, text)]
    yield Row(
        "S62",
        "A matrix is a window into the model's thinking",
        "messages about heads that claim use, reason, decision or thought without an intervention",
        "`base/locales/*/{show,words}.json`",
        f"{len(hits)} of {counts[0]} English and {counts[1]} Chinese messages",
        f"contested in the literature; headscope says where rows go. Any stronger word is {LATER}: by ablation",
    )


# ---- rows that need sample models ------------------------------------------------------------------------------------


@cache
def observed(name: str) -> hs.Run | None:
    """A sample model on the document's sentences and thirty more; None where it is not in the cache."""
    if sample_folder(name) is None:
        return None
    language = MODELS[name]
    sys.stderr.write(f"{name} ...\n")
    return hs.observe(name, [*document_sentences(language), *demo_sentences(language)])


def by_model(names: Iterable[str], say: Callable[[hs.Run], str]) -> str:
    """What each model gives, or that it is not here."""
    parts = []
    for name in names:
        run = observed(name)
        parts.append(f"{name}: " + (f"not run (`scripts/models {name}`)" if run is None else say(run)))
    return "; ".join(parts)


def run_of(names: Iterable[str]) -> list[hs.Run]:
    """The runs there are."""
    return [run for name in names if (run := observed(name)) is not None]


def model_rows() -> Iterator[Row]:
    """Rows measured on the sample models."""
    yield own_keys_row()
    yield sum_law_row()
    yield from pair_rows()
    yield from diagonal_rows()
    yield from distance_rows()
    yield from sink_rows()
    yield row_sum_row()


def own_keys_row() -> Row:
    """S6."""

    def heads(run: hs.Run) -> str:
        site = run.sites[0]
        return f"{site.heads} query heads, {site.key_heads} key and value heads"

    shared = [run.manifest.model.name for run in run_of(MODELS) if run.sites[0].key_heads < run.sites[0].heads]
    return Row(
        "S6",
        "Every head has its own Q, K and V",
        "query heads against key heads of a layer",
        "`headscope observe`, `run.sites[0].key_heads`",
        by_model(MODELS, heads),
        f"{verdict(not shared)} where keys are grouped ({', '.join(shared) or 'none here'}); Q is always a head's own",
    )


def sum_law_row() -> Row:
    """S13 and S43 on real layers."""

    def worst(run: hs.Run) -> str:
        return f"{max(layer.sum_law_diff or 0 for layer in run.manifest.faith.layers):.0e}"

    is_so = all(
        layer.sum_law_diff is not None and layer.sum_law_diff <= 1e-5
        for run in run_of(MODELS)
        for layer in run.manifest.faith.layers
    )
    return Row(
        "S13, S43",
        "A layer's output is the sum over heads of A_h V_h W_O^h, and b_O",
        "largest difference from what the module returned, over all layers",
        "`headscope doctor MODEL --json`: `sum_law_diff`",
        by_model(MODELS, worst),
        verdict(is_so) + " to 1e-5",
    )


def pair_rows() -> Iterator[Row]:
    """S7 and S10: two pairs of words of the document's Chinese sentence."""
    for number, query, key in (("S7", "但是", "虽然"), ("S10", "出门", "天气")):
        yield Row(
            number,
            f"A head links {query} with {key}",
            "heads in which the pair has the largest weight of all pairs at its distance (whole words), one sentence",
            "e5-small, the document's sentence, `run.array(site, 'weights', 0)`",
            by_model(["e5-small"], lambda run, query=query, key=key: leading_heads(run, query, key)),
            f"{LATER}: one sentence is an anecdote; paired connectives and semantic pairs are tested on many",
        )


def leading_heads(run: hs.Run, query: str, key: str) -> str:
    """In how many heads a pair of words leads the pairs at its distance, and how many chance would give."""
    text = run.text(0, run.sites[0].query_side)
    words = [word for word in text.words if not word.is_special]
    names = [word.text for word in words]
    if query not in names or key not in names:
        return f"the tokenizer cuts the sentence into {' '.join(names)}"
    first, second = names.index(query), names.index(key)
    leading = compared = 0
    for site in run.sites:
        weights = np.asarray(run.array(site.site, "weights", 0), float)
        table = np.stack([
            np.stack([weights[:, q.first : q.last + 1, k.first : k.last + 1].sum(-1).mean(-1) for k in words], -1)
            for q in words
        ], 1)  # head query key  # fmt: skip
        same = [table[:, n, n + second - first] for n in range(len(words)) if 0 <= n + second - first < len(words)]
        leading += int((table[:, first, second] >= np.stack(same).max(0)).sum())
        compared = len(same)
    heads = len(run.heads)
    return f"{leading} of {heads} heads; {heads / compared:.0f} expected by chance among {compared} pairs"


def diagonal_rows() -> Iterator[Row]:
    """S25 and S26."""

    def diagonal(run: hs.Run) -> str:
        found = [one for one in hs.read(run, "patterns") if one.label == "diagonal"]
        strong = sorted(found, key=lambda one: -one.shares["diagonal"] * one.strength)[:3]
        named = ", ".join(f"{one.head} at {offset_text(one.offset)}" for one in strong)
        return f"{len(found)} of {len(run.heads)} heads" + (f" (clearest: {named})" if found else "")

    def fixed(run: hs.Run) -> str:
        count, best = 0, 0.0
        for site in run.sites:
            hits = sum(np.asarray(run.array(site.site, "offset_argmax", n), float)[:, 0] for n in range(run.texts))
            rows = sum((run.array(site.site, "visible_keys", n) > 0).sum(1) for n in range(run.texts))
            share = (hits / rows[:, None])[:, [OFFSETS.index(-1), OFFSETS.index(1)]].max(1)
            count, best = count + int((share >= 0.9).sum()), max(best, float(share.max()))
        return f"{count} of {len(run.heads)} heads (most: {best:.0%} of the rows)"

    found = [one for run in run_of(MODELS) for one in hs.read(run, "patterns")]
    yield Row(
        "S25",
        "There are heads that attend mainly to neighbours",
        "heads with the label diagonal, offset = key - query, pooled over the demo's sentences",
        "`headscope demo`, `headscope read RUN patterns`",
        by_model(MODELS, diagonal),
        verdict(any(one.label == "diagonal" for one in found)),
    )
    yield Row(
        "S25, S26",
        "A positional head's largest weight lies at offset -1 or +1 in 90 % of the rows (Voita et al. 2019)",
        "heads that meet this, all rows counted, special tokens too",
        "`run.array(site, 'offset_argmax', text)`",
        by_model(MODELS, fixed),
        "holds for the heads counted; that the head is there for local context is a role, "
        "tested as `previous_token` in docs/roles.md",
    )


def distance_rows() -> Iterator[Row]:
    """S27 and S28."""

    def first_to_last(run: hs.Run) -> str:
        pair, others, chance = end_weights(run)
        if is_causal(run):
            return f"largest weight {pair.max():g} (the mask hides every later key)"
        best = run.heads[int(pair.mean(0).argmax())]
        return (
            f"mean {pair.mean():.3f}, from the words between {others.mean():.3f}, even rows {chance:.3f}; "
            f"most in {best}, {pair.mean(0).max():.2f}"
        )

    def far(run: hs.Run) -> str:
        mass, even = far_weights(run)
        return f"{mass:.0%} (even rows {even:.0%})"

    yield Row(
        "S27",
        "The first word attends to the last (topic and focus)",
        "weight from the first word to the last, mean over heads and sentences; beside it what the words between "
        "give to the same key",
        "`run.array(site, 'weights', text)`",
        by_model(MODELS, first_to_last),
        f"impossible in a causal model; elsewhere a weight is there, its reading as topic and focus is {LATER}: "
        "no control tells it from position",
    )
    yield Row(
        "S28",
        "Distant words are linked directly, across what lies between",
        "share of the attention among words that spans half of the text or more, mean over heads",
        "`run.array(site, 'weights', text)`, special tokens left out",
        by_model(MODELS, far),
        f"holds of the mechanism: one step; how much arrives over all layers is {LATER}: by the issue on causality",
    )


def is_causal(run: hs.Run) -> bool:
    """Whether no row of the first text sees a later key."""
    return not np.triu(run.array(run.sites[0].site, "weights", 0), 1).any()


def offset_text(offset: int | None) -> str:
    """An offset, 0 being the query itself."""
    return f"{offset:+d}" if offset else "0, itself"


def plain_words(run: hs.Run, number: int) -> list[int]:
    """First tokens of the words that are neither special nor punctuation."""
    words = run.text(number, run.sites[0].query_side).words
    return [word.first for word in words if not word.is_special and any(c.isalnum() for c in word.text)]


def end_weights(run: hs.Run) -> tuple[np.ndarray, np.ndarray, float]:
    """[text, head] from first word to last and from those between to last, and what even rows give."""
    pair, others, chance = [], [], []
    for number in range(run.texts):
        words = plain_words(run, number)
        weights = np.concatenate([np.asarray(run.array(s.site, "weights", number), float) for s in run.sites])
        pair.append(weights[:, words[0], words[-1]])
        others.append(weights[:, words[1:-1], words[-1]].mean(1))
        chance.append(1 / weights.shape[-1])
    return np.stack(pair), np.stack(others), float(np.mean(chance))


def far_weights(run: hs.Run) -> tuple[float, float]:
    """Share of far pairs among words, of the weights and of even rows."""
    shares, even = [], []
    for number in range(run.texts):
        words = plain_words(run, number)
        weights = np.concatenate([np.asarray(run.array(s.site, "weights", number), float) for s in run.sites])
        among = weights[:, words][:, :, words]
        far = abs(np.subtract.outer(words, words)) >= max(2, weights.shape[-1] / 2)
        seen = np.tri(len(words), dtype=bool) if is_causal(run) else np.ones_like(far)
        total = among.sum(-1)
        shares.append(((among * far).sum(-1) / np.where(total > 0, total, 1)).mean())
        even.append(((far & seen).sum(-1) / seen.sum(-1)).mean())
    return float(np.mean(shares)), float(np.mean(even))


def sink_rows() -> Iterator[Row]:
    """S52."""

    def taken(run: hs.Run) -> str:
        found = hs.read(run, "patterns")
        share = np.mean([one.sink_share for one in found])
        over = sum(one.sink_share >= 0.5 for one in found)
        labels = sum(one.label == "sink" for one in found)
        return f"{share:.0%}, half or more in {over} of {len(found)} heads, {labels} labelled sink"

    def carried(run: hs.Run) -> str:
        found = hs.read(run, "statistics")
        weight = np.mean([one.first_token_share for one in found])
        norms = [one.first_token_norm_share for one in found if one.first_token_norm_share is not None]
        return f"{weight:.0%} of the weight" + (f", {np.mean(norms):.0%} by norm" if norms else "")

    def is_light(run: hs.Run) -> bool:
        found = [one for one in hs.read(run, "statistics") if one.first_token_norm_share is not None]
        weight, norm = (np.mean([getattr(one, f"first_token_{name}share") for one in found]) for name in ("", "norm_"))
        return bool(norm < weight / 2)

    runs = run_of(MODELS)
    light = sum(is_light(run) for run in runs)
    most = [max(labels_of(run), key=labels_of(run).count) for run in runs]
    yield Row(
        "S52",
        "Four patterns (diagonal, block, sparse, global) cover what heads show",
        "share of the attention that sinks take, mean over heads: a fifth pattern that the document leaves out",
        "`headscope demo`, `headscope read RUN`",
        by_model(MODELS, taken),
        verdict(not any(label == "sink" for label in most)) + ": sink is the commonest label in "
        f"{sum(label == 'sink' for label in most)} of {len(most)} models",
    )
    yield Row(
        "S52",
        "A key with much weight hands over much",
        "first token: its share of the weights, and of the norm-weighted map ‖A V W_O‖, mean over heads",
        "`headscope read RUN statistics --json`: `first_token_share`, `first_token_norm_share`",
        by_model(MODELS, carried),
        f"{verdict(not light)}: in {light} of {len(runs)} models the first token's share by norm is less than half of "
        "that by weight",
    )


def labels_of(run: hs.Run) -> list[str]:
    """The label of each head."""
    return [one.label for one in hs.read(run, "patterns")]


def row_sum_row() -> Row:
    """S53 on models."""
    worst = [
        max(
            float(np.abs(run.array(site.site, "weights", n).astype(float).sum(-1) - 1).max())
            for site in run.sites
            for n in range(run.texts)
        )
        for run in run_of(MODELS)
    ]
    rows = by_model(MODELS, lambda run: f"{sum(len(t.sides['text'].tokens) for t in run.manifest.texts):,} rows a head")
    return Row(
        "S53",
        "Rows are distributions in real models too",
        "largest distance of a row sum from 1",
        "`run.array(site, 'weights', text)`",
        f"{below(max(worst, default=0.0), 1e-5)} ({rows})",
        verdict(max(worst, default=0.0) < 1e-5),
    )


# ---- the file --------------------------------------------------------------------------------------------------------

HEADER = """# Claims
What the concept document says, measured as far as this version can. The S-numbers are those of the project's list of
claims. *Holds* and *does not hold* speak of the numbers in the row and of nothing more: weights show where a row goes,
not what the model needs. Sample models read the two English sentences of the document (e5-small: its Chinese one) and
thirty bundled sentences. This file is written by `docs/make_claims.py`; no number in it is typed.

| S | claim | measured | by | result | verdict |
|---|---|---|---|---|---|
"""

CLOSING = """
## Not testable yet
| S | claim | by which later work |
|---|---|---|
| S8, S9, S29, S30, S33, S35-S37 | what Q, K and V hold | readings free of coordinates, probes with controls |
| S12 | heads work in parallel | true within a layer; between layers: composition |
| S24 | sits and on as action and place | roles: one pair of neighbours; many with controls are needed |
| S61 | many heads are richer and sturdier than one | fusion: reducing a model to one head, where that can be asked |
"""


def role_rows() -> Iterator[Row]:
    """S1 to S11, S20 to S23, S39 to S47: as docs/make_roles.py measured them."""
    for cells in role_claims(HOLDS, FAILS, LATER):
        yield Row(*cells)


GIVEN: Sequence[Callable[[], Iterator[Row]]] = (
    formula_rows,
    cat_rows,
    pattern_rows,
    application_rows,
    wording_rows,
    role_rows,
)


def given_rows() -> list[Row]:
    """Rows that are computed in seconds, without a model."""
    return [row for make in GIVEN for row in make()]


def below(value: float, limit: float) -> str:
    """A difference that should vanish: its bound, so that the last bits of a machine do not show."""
    return f"below {limit:.0e}" if value < limit else f"{value:.1e}"


def first_number(row: Row) -> int:
    """For sorting."""
    return int(re.findall(r"\d+", row.number)[0])


def main() -> None:
    """Write the file, or check it."""
    if "--check" in sys.argv:
        text = FILE.read_text("utf-8")
        stale = [row.number for row in given_rows() if row.line() not in text]
        if stale:
            raise SystemExit(f"docs/claims.md is out of date: {', '.join(stale)}. Run docs/make_claims.py.")
        return
    rows = sorted([*given_rows(), *model_rows()], key=first_number)
    FILE.write_text(HEADER + "\n".join(row.line() for row in rows) + "\n" + CLOSING, "utf-8")
    sys.stderr.write(f"{FILE.relative_to(ROOT)}: {len(rows)} rows\n")


if __name__ == "__main__":
    main()
