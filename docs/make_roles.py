"""Measure roles on the sample models and write docs/roles.md and docs/roles.zh.md from what was measured.

    .venv/bin/python docs/make_roles.py --data FOLDER          # measure what docs/measured lacks, then write
    .venv/bin/python docs/make_roles.py                        # write only

FOLDER holds Universal Dependencies treebanks (see README.md). What is measured is kept in docs/measured/*.json, without
the long lists; every number of the two pages is read from there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
import transformers

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from headscope.base.messages import say  # noqa: E402
from headscope.base.trees import ROOT as NO_HEAD  # noqa: E402
from headscope.base.trees import Tree  # noqa: E402
from headscope.capture.corpus import observe_corpus  # noqa: E402
from headscope.capture.group_outputs import group_outputs  # noqa: E402
from headscope.capture.mechanics import MechanicsPlan, observe_mechanics  # noqa: E402
from headscope.capture.probes import draw_sequences  # noqa: E402
from headscope.models.load import load_model  # noqa: E402
from headscope.models.samples import sample_folder  # noqa: E402
from headscope.readings.committee import read_committees  # noqa: E402
from headscope.readings.elections import learn_frames  # noqa: E402
from headscope.readings.groups import read_groups  # noqa: E402
from headscope.readings.inference import cluster_interval  # noqa: E402
from headscope.readings.lexicon import cut_words, held_out_tags, learn_lexicon, tag_words  # noqa: E402
from headscope.readings.mechanical import mechanical_trials  # noqa: E402
from headscope.readings.roles import grade_roles, is_earned  # noqa: E402
from headscope.readings.sentence import SLOT_RELATIONS, SLOTS, make_fillers, read_sentence  # noqa: E402
from headscope.readings.syntax import read_syntax  # noqa: E402
from headscope.readings.treebank import read_treebank  # noqa: E402
from headscope.show.role_tables import rule_text  # noqa: E402
from headscope.show.roles import grade_name, p_text, points, role_name, signed_points  # noqa: E402
from headscope.studies.roles import study_roles  # noqa: E402
from headscope.studies.roles_plan import RolesPlan  # noqa: E402

MEASURED = ROOT / "docs" / "measured"
STUDIES = {
    "minilm-en": ("minilm", "en_ewt-ud-dev.conllu", "en_pud-ud-test.conllu"),
    "e5-small-en": ("e5-small", "en_ewt-ud-dev.conllu", "en_pud-ud-test.conllu"),
    "e5-small-zh": ("e5-small", "zh_gsdsimp-ud-dev.conllu", None),
}
CARDS = {"minilm-en": ("minilm", "en_ewt-ud-dev.conllu"), "e5-small-en": ("e5-small", "en_ewt-ud-dev.conllu")}
HELD_OUT = 200
FOX = "The quick brown fox jumps over the lazy dog"
MECHANICAL, SEEDS, TOP = "smollm2", (0, 1, 2), 3
GROUPS = {"minilm-en": ("minilm", "en"), "e5-small-en": ("e5-small", "en"), "e5-small-zh": ("e5-small", "zh")}
LONG = ("all", "profiles", "frames", "lexicon", "roles", "below", "groups")


def measure(folder: Path) -> None:
    """Everything that docs/measured lacks."""
    MEASURED.mkdir(exist_ok=True)
    for name, (model, first, second) in STUDIES.items():
        target = MEASURED / f"roles-{name}.json"
        if not target.exists():
            asked = RolesPlan(folder / first, None if second is None else folder / second)
            report = msgspec.to_builtins(study_roles(model, asked, progress=_tell))
            kept = {key: value for key, value in report.items() if key not in LONG}
            kept["earned"] = [[one["head"], one["role"], one["grade"]] for one in report["roles"]]
            _write(target, kept)
    for name, (model, bank) in CARDS.items():
        target = MEASURED / f"card-{name}.json"
        if not target.exists():
            _write(target, measure_card(model, read_treebank(folder / bank), bank))
    for name, (model, language) in GROUPS.items():
        target = MEASURED / f"groups-{name}.json"
        if not target.exists():
            found = read_groups(group_outputs(load_model(model), language, progress=_tell))
            _write(target, {"model": model, **msgspec.to_builtins(found)})
    target = MEASURED / f"mechanical-{MECHANICAL}.json"
    if not target.exists():
        _write(target, measure_mechanical())
    target = MEASURED / f"eager-{MECHANICAL}.json"
    if not target.exists():
        _write(target, measure_eager())


def measure_card(model: str, trees: Sequence[Tree], bank: str) -> dict[str, Any]:
    """Roles and frames from all but the last 200 sentences of a treebank, the card scored on those 200."""
    loaded = load_model(model)
    learn, held = _observed(loaded, trees[:-HELD_OUT]), _observed(loaded, trees[-HELD_OUT:])
    committees = read_committees(learn[0], learn[1], SLOT_RELATIONS)
    syntax = read_syntax(learn[0], learn[1], relations=[one.relation for one in committees])
    fillers = make_fillers(committees, syntax.roles)
    lexicon = learn_lexicon(learn[1], bank)
    frames = learn_frames(learn[0], learn[1], held_out_tags(learn[1]), fillers)
    counts: dict[str, list[tuple[int, int, int]]] = {slot: [] for slot in SLOTS}
    for number, tree in enumerate(held[1]):
        card = read_sentence(held[0], tag_words(lexicon, tree.forms), fillers, frames, text=number)
        for slot in card.slots:
            found = {(one.word_index, one.head_index) for one in slot.entries}
            pairs = enumerate(zip(tree.heads, tree.relations, strict=True))
            gold = {(d, h) for d, (h, relation) in pairs if relation in SLOTS[slot.slot] and h != NO_HEAD}
            counts[slot.slot].append((len(found & gold), len(found), len(gold)))
    earned = {slot: [f.relation for f in fillers if f.kind != "none" and f.relation in SLOTS[slot]] for slot in SLOTS}
    scored = {slot: _scores(np.array(rows, dtype=float)) | {"earned": earned[slot]} for slot, rows in counts.items()}
    spans = cut_words(lexicon, FOX)
    alone = observe_corpus(loaded, [(FOX, spans)]).run
    card = read_sentence(alone, tag_words(lexicon, [FOX[start:end] for start, end in spans]), fillers, frames)
    fox = {slot.slot: [[one.word, one.head, one.relation] for one in slot.entries] for slot in card.slots}
    noted = {"model": model, "treebank": bank, "learned_on": len(learn[1]), "held_out": len(held[1])}
    return noted | {"slots": scored, "fox": fox, "fox_spatial": [list(one) for one in card.spatial]}


def _scores(rows: np.ndarray) -> dict[str, Any]:
    right, found, gold = rows.T
    scored: dict[str, Any] = {"right": int(right.sum()), "found": int(found.sum()), "gold": int(gold.sum())}
    for name, below in (("precision", found), ("recall", gold)):
        if below.sum() > 0:
            low, high = cluster_interval(right[None], below)
            scored[name] = float(right.sum() / below.sum())
            scored[f"{name}_ci"] = [float(low[0]), float(high[0])]
    return scored


def _observed(loaded: Any, trees: Sequence[Tree]) -> tuple[Any, list[Tree]]:
    corpus = observe_corpus(loaded, [(tree.source, tree.spans) for tree in trees], progress=_tell)
    return corpus.run, [trees[number] for number in corpus.kept]


def measure_mechanical() -> dict[str, Any]:
    """Mechanical roles of SmolLM2 on three seeds: the best heads of each role and how many earn it."""
    loaded = load_model(MECHANICAL)
    found: dict[str, dict[str, Any]] = {}
    for seed in SEEDS:
        made = observe_mechanics(loaded, probes=MechanicsPlan(seed=seed), progress=_tell)
        graded = grade_roles((*mechanical_trials(made.repeats, made.sentences), *made.trials), seed=seed)
        raw = {
            (one.role, one.head): one.score
            for one in grade_roles(mechanical_trials(made.repeats, made.sentences, is_raw=True), draws=50, seed=seed)
        }
        for one in graded:
            heads = found.setdefault(one.role, {}).setdefault(
                one.head, {"score": [], "null": [], "raw": [], "earned": 0}
            )
            heads["score"].append(one.score)
            heads["null"].append(one.null)
            heads["raw"].append(raw.get((one.role, one.head)))
            heads["earned"] += is_earned(one.grade)
    best = {}
    for role, heads in found.items():
        order = sorted(heads, key=lambda head: -float(np.mean(heads[head]["score"])))
        stable = sum(one["earned"] == len(SEEDS) for one in heads.values())
        best[role] = {"heads_on_all_seeds": stable, "top": {head: heads[head] for head in order[:TOP]}}
    return {"model": MECHANICAL, "seeds": list(SEEDS), "roles": best}


def measure_eager() -> dict[str, Any]:
    """The same scores of seed 0 by another route: the model's own eager maps, no tap, no run."""
    folder = sample_folder(MECHANICAL)
    if folder is None:
        raise SystemExit(f"{MECHANICAL} is not in the cache: scripts/models {MECHANICAL}")
    architecture = json.loads((folder / "config.json").read_text("utf-8"))["architectures"][0]
    model = getattr(transformers, architecture).from_pretrained(
        folder, attn_implementation="eager", dtype=torch.float32
    )
    drawn = draw_sequences(load_model(MECHANICAL), sequences=24, tokens=25, seed=0)
    found: dict[str, list[np.ndarray]] = {"previous_token": [], "duplicate_token": [], "induction": []}
    for first, fresh in zip(drawn.first, drawn.fresh, strict=True):
        repeated, control = (_eager_rows(model.eval(), np.concatenate([first, other])) for other in (first, fresh))
        found["previous_token"].append(np.stack([control[:, q, q - 1] for q in range(6, 50)], axis=1))
        found["duplicate_token"].append(np.stack([repeated[:, q, q - 25] for q in range(26, 50)], axis=1))
        found["induction"].append(np.stack([repeated[:, q, q - 24] for q in range(25, 50)], axis=1))
    heads = model.config.num_attention_heads
    scores = {role: np.concatenate(parts, axis=1).mean(axis=1) for role, parts in found.items()}
    named = {
        role: {f"L{place // heads}.H{place % heads}": float(score) for place, score in enumerate(values)}
        for role, values in scores.items()
    }
    return {"model": MECHANICAL, "seed": 0, "scores": named}


def _eager_rows(model: Any, ids: np.ndarray) -> np.ndarray:
    """Every head's rows without the first token, each divided by what is left (0 where that is below 1 %)."""
    with torch.no_grad():
        maps = model(torch.tensor(ids[None]), output_attentions=True).attentions
    rows = np.concatenate([layer[0].numpy().astype(np.float64) for layer in maps])
    rows[:, :, 0] = 0.0
    left = rows.sum(-1, keepdims=True)
    return np.asarray(np.where(left >= 0.01, rows / np.maximum(left, 0.01), 0.0))


def _tell(stage: str, done: int, total: int, where: str = "", /) -> None:
    if total > 1 and done % 500 == 0:
        sys.stderr.write(f"{stage} {where} {done}/{total}\n")


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(_rounded(value), ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.stderr.write(f"{path.name} written\n")


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value


def page(language: str) -> str:
    """The page in one language."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    def tell(key: str, **values: object) -> str:
        return say(f"docs.{key}", language, **values)

    yield tell("roles_head")
    for name in STUDIES:
        report = json.loads((MEASURED / f"roles-{name}.json").read_text("utf-8"))
        yield from _study(report, language, tell)
    cards = [json.loads((MEASURED / f"card-{name}.json").read_text("utf-8")) for name in CARDS]
    yield tell("card_head")
    yield tell("card_columns")
    yield "|---|---|---|---|---|---|"
    for card in cards:
        for slot, one in card["slots"].items():
            name = say(f"show.slot_{slot}", language)
            earned = ", ".join(one["earned"]) or say("show.card_none", language)
            cells = [_share_with_interval(one, side) for side in ("precision", "recall")]
            yield f"| {card['model']} | {name} | {earned} | {one['gold']} | {cells[0]} | {cells[1]} |"
    yield tell("card_foot", learned=f"{cards[0]['learned_on']:,}", held=cards[0]["held_out"])
    yield tell("groups_head")
    yield tell("groups_columns")
    yield "|---|---|---|---|---|---|---|"
    for name in GROUPS:
        yield _groups_row(json.loads((MEASURED / f"groups-{name}.json").read_text("utf-8")))
    mechanical = json.loads((MEASURED / f"mechanical-{MECHANICAL}.json").read_text("utf-8"))
    yield tell("mechanical_head", model=mechanical["model"])
    eager = json.loads((MEASURED / f"eager-{MECHANICAL}.json").read_text("utf-8"))["scores"]
    yield tell("mechanical_columns")
    yield "|---|---|---|---|---|---|---|"
    for role, one in mechanical["roles"].items():
        for place, (head, scores) in enumerate(one["top"].items()):
            raw = [score for score in scores["raw"] if score is not None]
            cells = (
                role_name(role, language) if place == 0 else "",
                head,
                ", ".join(points(score) for score in scores["score"]),
                points(eager[role][head]) if role in eager else "-",
                ", ".join(points(score) for score in raw) or "-",
                points(float(np.mean(scores["null"]))),
                str(one["heads_on_all_seeds"]) if place == 0 else "",
            )
            yield f"| {' | '.join(cells)} |"
    yield tell("mechanical_foot")
    nulls = json.loads((MEASURED / "role_nulls.json").read_text("utf-8"))
    yield tell("nulls_head")
    for kind in ("random_weights", "shuffled_trees"):
        yield tell(f"nulls_{kind}", seeds=nulls[kind]["seeds_with_any_role"], bar=nulls["bar_of_200"])


def _groups_row(one: dict[str, Any]) -> str:
    best = max(one["purity"], key=lambda head: head["nearest"])
    cells = (
        f"{one['model']} {one['language']}",
        str(one["nouns"]),
        points(best["static_nearest"]),
        f"{points(best['nearest'])} ({best['head']})",
        f"{sum(head['beats_static'] for head in one['purity'])} / {len(one['purity'])}",
        " → ".join(f"{points(step['accuracy'])}{'*' if step['is_adding'] else ''}" for step in one["steps"]),
        " → ".join(
            [points(one["static_accuracy"])]
            + [f"{points(step['accuracy'])}{'*' if step['is_adding'] else ''}" for step in one["steps_with_static"]]
        ),
    )
    return f"| {' | '.join(cells)} |"


def _share_with_interval(one: dict[str, Any], side: str) -> str:
    if side not in one:
        return "-"
    low, high = one[f"{side}_ci"]
    return f"{points(one[side])} [{points(low)}, {points(high)}]"


def _study(report: dict[str, Any], language: str, tell: Any) -> Iterator[str]:
    bank = report["treebank"]
    second = report["treebank2"]
    heads = {head for head, _, _ in report["earned"]}
    relations = {one["relation"] for one in report["relations"]}
    syntactic = {(head, role) for head, role, _ in report["earned"] if role in relations}
    yield tell(
        "study_head", model=report["model"], bank=bank["name"], read=f"{bank['read']:,}", words=f"{bank['words']:,}",
        shared=f"{bank['shared_words']:,}", heads=report["heads"], earned=len(heads), syntactic=len(syntactic),
        relations=sum(one["grade"] != "too_few" for one in report["relations"]),
        second=tell("study_second", name=second["name"]) if second else "",
    )  # fmt: skip
    yield tell("relations_columns")
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|"
    few = []
    for one in report["relations"]:
        if one["grade"] == "too_few":
            few.append(f"{one['relation']} ({one['n']})")
            continue
        base = one["baselines"]
        shares = [
            base[name] for name in ("random", "offset", "nearest_pos", "nearest_two_pos", "random_weights", "matched")
        ]
        cells = " | ".join("-" if share is None else points(share) for share in shares)
        low, high = one["ci"]
        yield (
            f"| {one['relation']} | {one['n']:,} | {one['head']} | {points(one['accuracy'])} [{points(low)}, "
            f"{points(high)}] | {cells} | {signed_points(one['margin'])} | {grade_name(one['grade'], language)} |"
        )
    yield tell("too_few", names=", ".join(few) or "-")
    yield tell("experts_columns")
    yield "|---|---|---|---|---|---|---|"
    for one in report["experts"]:
        if one["role"] not in relations and one["grade"] != "too_few":
            cells = (
                role_name(one["role"], language), one["head"], points(one["score"]), points(one["null"]),
                p_text(one["p_adjusted"]), grade_name(one["grade"], language), str(one["heads_with_role"]),
            )  # fmt: skip
            yield f"| {' | '.join(cells)} |"
    yield tell("committee_columns")
    yield "|---|---|---|---|---|---|---|---|"
    for one in report["committees"]:
        five = one["five"]
        beats = say(f"show.{'yes' if one['beats_rule'] else 'no'}", language)
        rule = f"{points(one['rule'])} ({rule_text(one['rule_name'], language)})"
        yield (
            f"| {one['relation']} | {points(one['accuracy'])} | {rule} | {beats} | "
            f"{points(five['single'])} | {points(five['accuracy'])} | {five['effective']:.1f} | "
            f"{points(five['wrong_kept'])} |"
        )
    counted = Counter(role for _, role, _ in report["earned"])
    named = ", ".join(f"{role_name(role, language)} {count}" for role, count in counted.most_common())
    yield tell("study_foot", named=named or "-")


def main() -> None:
    """Measure where data are given, then write both pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with treebanks; measures what docs/measured lacks")
    asked = parser.parse_args()
    if asked.data is not None:
        measure(asked.data)
    for language, name in (("en", "roles.md"), ("zh", "roles.zh.md")):
        (ROOT / "docs" / name).write_text(page(language), "utf-8")


if __name__ == "__main__":
    main()
