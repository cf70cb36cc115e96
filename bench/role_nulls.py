"""How many roles are found where there are none: `python bench/role_nulls.py TREEBANK --out FILE.jsonl [--part ...]`.

Two nulls. `random`: models of one small architecture with random weights on the treebank's first sentences.
`shuffled`: a trained model's maps, with every word's head replaced by a random other word of its sentence (tags and
relations stay). A seed counts where *any* head earns *any* role. Each finished seed is a line of FILE; a run that was
stopped goes on where it ended. `--summary FILE.json` writes the counts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from headscope.base.trees import ROOT, Tree
from headscope.capture.corpus import Corpus, observe_corpus
from headscope.models.load import Loaded, load_model, loaded_from
from headscope.readings.roles import GRADES, HeadRole
from headscope.readings.syntax import read_syntax
from headscope.readings.treebank import read_treebank

PARTS = ("random", "shuffled")
RANDOM_SENTENCES, SHUFFLED_SENTENCES = 300, 500
DRAWS = 400
BAR_OF_200 = 16
Record = dict[str, Any]


def random_model(seed: int, tokenizer: Any) -> Loaded:
    """A BERT of 4 layers and 4 heads as its class initialises it, with a trained model's tokenizer."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=64, num_hidden_layers=4, num_attention_heads=4, intermediate_size=128
    )
    return loaded_from(BertModel(config).eval(), tokenizer)


def shuffled(trees: Sequence[Tree], seed: int) -> list[Tree]:
    """The trees with every head replaced by a random other word of the sentence; roots stay."""
    draw = np.random.default_rng(seed)
    found = []
    for tree in trees:
        words = len(tree.heads)
        others = [int(draw.integers(words - 1)) if words > 1 else 0 for _ in range(words)]
        moved = [other + (other >= place) for place, other in enumerate(others)]  # any word but itself
        heads = [ROOT if old == ROOT else new for old, new in zip(tree.heads, moved, strict=True)]
        found.append(replace(tree, heads=tuple(heads)))
    return found


def observed(corpus: Corpus, trees: Sequence[Tree]) -> list[Tree]:
    """The trees of the sentences that the model read."""
    return [trees[number] for number in corpus.kept]


def sources(trees: Sequence[Tree]) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    """What the model reads: texts and their words."""
    return [(tree.source, tree.spans) for tree in trees]


def record(part: str, seed: int, roles: Sequence[HeadRole]) -> Record:
    """One seed: the roles found, and how near the nearest was."""
    tested = [one for one in roles if one.grade != "too_few"]
    earned = [one for one in tested if GRADES.index(one.grade) >= GRADES.index("role")]
    return {
        "part": part,
        "seed": seed,
        "roles": [[one.head, one.role, one.direction] for one in earned],
        "tested": len(tested),
        "descriptive": sum(one.grade == "descriptive" for one in tested),
        "least_p": min((one.p_adjusted for one in tested), default=1.0),
        "largest_margin": max((one.margin for one in tested), default=0.0),
    }


def random_seed(trees: Sequence[Tree], tokenizer: Any) -> Callable[[int], Record]:
    """One seed of the first null."""
    trees = trees[:RANDOM_SENTENCES]

    def one(seed: int) -> Record:
        corpus = observe_corpus(random_model(seed, tokenizer), sources(trees))
        return record("random", seed, read_syntax(corpus.run, observed(corpus, trees), draws=DRAWS, seed=seed).roles)

    return one


def shuffled_seed(trees: Sequence[Tree], loaded: Loaded) -> Callable[[int], Record]:
    """One seed of the second null; the model reads the sentences once."""
    corpus = observe_corpus(loaded, sources(trees[:SHUFFLED_SENTENCES]))
    kept = observed(corpus, trees)

    def one(seed: int) -> Record:
        return record("shuffled", seed, read_syntax(corpus.run, shuffled(kept, seed), draws=DRAWS, seed=seed).roles)

    return one


def finished(file: Path) -> list[Record]:
    """The seeds that are done; a line cut off by a stop is left out."""
    if not file.is_file():
        return []
    found = []
    for line in file.read_text("utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def summary(records: Sequence[Record], treebank: Path, model: str) -> Record:
    """The counts and what they were counted with."""
    names = ("headscope", "numpy", "scipy", "torch", "transformers")
    return {
        "date": date.today().isoformat(),
        "versions": {name: version(name) for name in names},
        "treebank": treebank.name,
        "draws": DRAWS,
        "bar_of_200": BAR_OF_200,
        "nulls": {part: counts([one for one in records if one["part"] == part], part, model) for part in PARTS},
    }


def counts(records: Sequence[Record], part: str, model: str) -> Record:
    """How many seeds of one part show a role, and how far the others were from one."""
    if not records:
        return {"seeds": 0}
    what = {
        "random": f"BertConfig 4 layers x 4 heads, hidden 64, random weights, tokenizer of {model}",
        "shuffled": f"maps of {model}, heads of the trees shuffled within each sentence",
    }
    return {
        "what": what[part],
        "sentences": RANDOM_SENTENCES if part == "random" else SHUFFLED_SENTENCES,
        "seeds": len(records),
        "seeds_with_a_role": sum(bool(one["roles"]) for one in records),
        "seeds_with_p_below_0.05": sum(one["least_p"] < 0.05 for one in records),
        "largest_margin": max(one["largest_margin"] for one in records),
        "tested": int(np.median([one["tested"] for one in records])),
        "descriptive_share": sum(o["descriptive"] for o in records) / max(sum(o["tested"] for o in records), 1),
        "roles": [[one["seed"], *role] for one in records for role in one["roles"]],
    }


def seeds_left(records: Sequence[Record], part: str, seeds: int) -> Iterator[int]:
    """The seeds of a part that are not done."""
    done = {one["seed"] for one in records if one["part"] == part}
    return (seed for seed in range(seeds) if seed not in done)


def main() -> None:
    """Run what is left, and print the counts."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("treebank", type=Path)
    options.add_argument("--out", type=Path, required=True, help="JSON lines, one for each seed")
    options.add_argument("--part", choices=[*PARTS, "both"], default="both")
    options.add_argument("--seeds", type=int, default=200)
    options.add_argument("--model", default="minilm", help="whose maps and tokenizer")
    options.add_argument("--summary", type=Path, help="JSON file for the counts")
    chosen = options.parse_args()
    trees, loaded = read_treebank(chosen.treebank), load_model(chosen.model)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    for part in PARTS if chosen.part == "both" else (chosen.part,):
        left = list(seeds_left(finished(chosen.out), part, chosen.seeds))
        if not left:
            continue
        one = random_seed(trees, loaded.tokenizer) if part == "random" else shuffled_seed(trees, loaded)
        for done, seed in enumerate(left, 1):
            with chosen.out.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(one(seed)) + "\n")
            print(f"\r{part} {done} of {len(left)}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    records = [one for one in finished(chosen.out) if one["seed"] < chosen.seeds]
    for part in PARTS:
        here = [one for one in records if one["part"] == part]
        print(f"{part}: {sum(bool(one['roles']) for one in here)} of {len(here)} seeds show a role")
    if chosen.summary is not None:
        chosen.summary.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(summary(records, chosen.treebank, chosen.model), indent=2)
        chosen.summary.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
