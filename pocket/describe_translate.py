"""Try pocket:translate on pairs it never saw and write its card: scores, samples, losses, all read from what was run.

python pocket/describe_translate.py PAIRS.tsv --trained FOLDER [--forbidden FILE ...] [--into MODEL_FOLDER]
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import torch
from train_translate import VOCABULARY
from transformers import AutoTokenizer, MarianMTModel
from translate_data import read_splits

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "src" / "headscope" / "pocket" / "translate"
BATCH = 50
WAYS = (("en", "zh"), ("zh", "en"))
# Written before the model had said a word, and kept whatever it says.
SAMPLES = {
    "en": (
        "The library closes at nine.",
        "My neighbour has a very loud dog.",
        "I would like to learn how to cook.",
        "Do not forget to lock the door when you leave.",
        "I love natural language processing.",
    ),
    "zh": (
        "昨天我在公园里遇见了老师。",
        "这个箱子太重了，我搬不动。",
        "你为什么每天都迟到？",
        "如果明天天气好，我们就去爬山。",
        "我爱自然语言处理。",
    ),
}


@torch.no_grad()
def translate(model: Any, tokenizer: Any, texts: list[str], target: str) -> list[str]:
    """Greedy translations, so that anybody gets the same."""
    found = []
    for start in range(0, len(texts), BATCH):
        batch = tokenizer([f">>{target}<< {text}" for text in texts[start : start + BATCH]], padding=True)
        ids = {name: torch.tensor(batch[name]) for name in ("input_ids", "attention_mask")}
        said = model.generate(**ids, num_beams=1, do_sample=False, max_new_tokens=60)
        found += tokenizer.batch_decode(said, skip_special_tokens=True)
    return found


def evaluate(model: Any, tokenizer: Any, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """chrF and BLEU (sacrebleu; Chinese by its own tokeniser) on held-out pairs, both ways, and the samples."""
    from sacrebleu.metrics import BLEU, CHRF

    scores, samples = {}, []
    for source, target in WAYS:
        asked, gold = ([pair[("en", "zh").index(code)] for pair in pairs] for code in (source, target))
        said = translate(model, tokenizer, asked, target)
        scores[f"{source}-{target}"] = {
            "chrf": CHRF().corpus_score(said, [gold]).score,
            "bleu": BLEU(tokenize="zh" if target == "zh" else "13a").corpus_score(said, [gold]).score,
            "pairs": len(pairs),
        }
        texts = list(SAMPLES[source])
        samples += [list(pair) for pair in zip(texts, translate(model, tokenizer, texts, target), strict=True)]
    return {"scores": scores, "samples": samples}


def card(record: dict[str, Any]) -> str:
    """The model card: the template, filled from the record of training and evaluation."""
    scores = [
        f"| {way} | {one['chrf']:.1f} | {one['bleu']:.1f} | {one['pairs']} |" for way, one in record["scores"].items()
    ]
    return (
        (HERE / "translate_card.md")
        .read_text("utf-8")
        .format(
            **{name: value for name, value in record.items() if name not in ("scores", "samples")},
            vocabulary=VOCABULARY,
            hours=sum(row["time_s"] for row in record["history"]) / 3600,
            training_loss=record["history"][-1]["training_loss"],
            watched_loss=record["history"][-1]["watched_loss"],
            scores="\n".join(scores),
            samples="\n".join(f"| {asked} | {said} |" for asked, said in record["samples"]),
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--trained", type=Path, required=True, help="what train_translate.py wrote")
    parser.add_argument("--forbidden", type=Path, nargs="*", default=[], help="as in training")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the model folder inside the package")
    options = parser.parse_args()
    record = json.loads((options.trained / "training.json").read_text("utf-8"))
    splits = read_splits(options.pairs, options.forbidden, record["seed"])
    if splits.sha256 != record["data_sha256"]:
        raise SystemExit(f"Data differ: got {splits.sha256}, expected {record['data_sha256']}.")
    options.into.mkdir(parents=True, exist_ok=True)
    for file in (
        "config.json",
        "generation_config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
    ):
        shutil.copyfile(options.trained / "model" / file, options.into / file)
    model = MarianMTModel.from_pretrained(options.into, dtype=torch.float32).eval()
    table = model.get_decoder().embed_positions.weight
    record["fixed_position_numbers"] = 2 * table.numel()  # sines, in the encoder and in the decoder
    record |= evaluate(model, AutoTokenizer.from_pretrained(options.into), splits.scoring)
    (options.into / "training.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (options.into / "README.md").write_text(card(record), "utf-8")


if __name__ == "__main__":
    main()
