"""How many roles are found where there are none: `scripts/bench role_nulls TREEBANK --out FILE.jsonl [--part ...]`.

Two nulls. Models of one small architecture with random weights, asked for syntax, rare words and semantic pairs
(`random`, on the treebank's first sentences), for mechanical roles (`mechanical`) and for meaning (`meaning`, the
bundled English probes): a seed counts where *any* of them is found. And `shuffled`: a trained model's maps, with every
word's head replaced by a random other word of its sentence (tags and relations stay). Each finished seed is a line of
FILE; a run that was stopped goes on where it ended. `--summary FILE.json` writes the counts.
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
from headscope.capture.bundled import observe_bundled
from headscope.capture.corpus import Corpus, observe_corpus
from headscope.capture.embeddings import word_embeddings
from headscope.capture.mechanics import MechanicsPlan, observe_mechanics
from headscope.models.load import Loaded, load_model, loaded_from
from headscope.readings.meaning import read_meaning
from headscope.readings.mechanical import mechanical_trials
from headscope.readings.pointing import point
from headscope.readings.rare_words import read_rare_words
from headscope.readings.roles import GRADES, HeadRole, grade_roles
from headscope.readings.semantic_pairs import semantic_trials
from headscope.readings.syntax import read_syntax
from headscope.readings.treebank import read_treebank

RANDOM_PARTS = ("random", "mechanical", "meaning")
PARTS = (*RANDOM_PARTS, "shuffled")
SENTENCES = {"random": 300, "mechanical": 60, "meaning": 0, "shuffled": 500}
DRAWS = 400
BAR_OF_200 = 16
Record = dict[str, Any]

Task = Callable[[int], Record]


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


def task_of(part: str, trees: Sequence[Tree], loaded: Loaded) -> Task:
    """What one seed of a part does; `shuffled` reads its sentences once."""
    texts = sources(trees[: SENTENCES[part]])
    if part == "shuffled":
        corpus = observe_corpus(loaded, texts)
        kept = observed(corpus, trees)
        return lambda seed: record(
            part, seed, read_syntax(corpus.run, shuffled(kept, seed), draws=DRAWS, seed=seed).roles
        )

    def one(seed: int) -> Record:
        model = random_model(seed, loaded.tokenizer)
        if part == "random":
            corpus = observe_corpus(model, texts)
            kept = observed(corpus, trees)
            vectors = word_embeddings(model, sources(kept))
            pairs = grade_roles(semantic_trials(corpus.run, kept, vectors, seed=seed), draws=DRAWS, seed=seed)
            rare = read_rare_words(kept, point(corpus.run, kept), draws=DRAWS, seed=seed)
            roles = (*read_syntax(corpus.run, kept, draws=DRAWS, seed=seed).roles, *rare, *pairs)
        elif part == "mechanical":
            made = observe_mechanics(model, [text for text, _ in texts], probes=MechanicsPlan(seed=seed))
            trials = [*mechanical_trials(made.repeats, made.sentences), *made.trials]
            roles = grade_roles(trials, draws=DRAWS, seed=seed)
        else:
            probed = observe_bundled(model, languages=("en",))
            roles = read_meaning(probed.run, probed.placed, draws=DRAWS, seed=seed)
        return record(part, seed, roles)

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
        "random_weights": {
            "what": f"BertConfig 4 layers x 4 heads, hidden 64, random weights, tokenizer of {model}",
            "seeds_with_any_role": len(seeds_with_a_role(records, RANDOM_PARTS)),
            "parts": {part: counts(records, part) for part in RANDOM_PARTS},
        },
        "shuffled_trees": {
            "what": f"maps of {model}, heads of the trees shuffled within each sentence",
            "seeds_with_any_role": len(seeds_with_a_role(records, ("shuffled",))),
            "parts": {"shuffled": counts(records, "shuffled")},
        },
    }


def seeds_with_a_role(records: Sequence[Record], parts: Sequence[str]) -> set[int]:
    """The seeds at which any of the parts shows a role."""
    return {one["seed"] for one in records if one["part"] in parts and one["roles"]}


def counts(records: Sequence[Record], part: str) -> Record:
    """How many seeds of one part show a role, and how far the others were from one."""
    records = [one for one in records if one["part"] == part]
    if not records:
        return {"seeds": 0}
    tested = sum(one["tested"] for one in records)
    return {
        "seeds": len(records),
        "sentences": SENTENCES[part],
        "hypotheses_a_seed": int(np.median([one["tested"] for one in records])),
        "seeds_with_a_role": sum(bool(one["roles"]) for one in records),
        "seeds_with_p_below_0.05": sum(one["least_p"] < 0.05 for one in records),
        "largest_margin": round(max(one["largest_margin"] for one in records), 4),
        "descriptive_share": round(sum(one["descriptive"] for one in records) / max(tested, 1), 4),
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
    options.add_argument("--part", choices=[*PARTS, "all"], default="all")
    options.add_argument("--seeds", type=int, default=200)
    options.add_argument("--model", default="minilm", help="whose maps and tokenizer")
    options.add_argument("--summary", type=Path, help="JSON file for the counts")
    chosen = options.parse_args()
    trees, loaded = read_treebank(chosen.treebank), load_model(chosen.model)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    for part in PARTS if chosen.part == "all" else (chosen.part,):
        left = list(seeds_left(finished(chosen.out), part, chosen.seeds))
        if not left:
            continue
        one = task_of(part, trees, loaded)
        for done, seed in enumerate(left, 1):
            with chosen.out.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(one(seed)) + "\n")
            print(f"\r{part} {done} of {len(left)}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    records = [one for one in finished(chosen.out) if one["seed"] < chosen.seeds]
    for name, parts in (("random weights", RANDOM_PARTS), ("shuffled trees", ("shuffled",))):
        seeds = {one["seed"] for one in records if one["part"] in parts}
        print(f"{name}: {len(seeds_with_a_role(records, parts))} of {len(seeds)} seeds show a role")
    if chosen.summary is not None:
        chosen.summary.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(summary(records, chosen.treebank, chosen.model), indent=2)
        chosen.summary.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
