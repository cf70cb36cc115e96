"""Train pocket:translate: a Marian-type transformer, English to Chinese and back, on two cores, from one file of pairs.

    python pocket/train_translate.py PAIRS.tsv --out FOLDER [--forbidden FILE ...] [--epochs 24] [--threads 2]

The target language stands as a tag before the source (>>zh<< or >>en<<). Nothing here knows of alignments: what the
cross-attention shows afterwards is the model's own. A stopped run goes on from its last epoch when started again.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from torch.nn.functional import cross_entropy
from torch.nn.utils import clip_grad_norm_
from transformers import MarianConfig, MarianMTModel, PreTrainedTokenizerFast
from translate_data import Pair, Splits, read_splits

SPECIAL = ["<pad>", "</s>", "<unk>", ">>en<<", ">>zh<<"]
VOCABULARY = 6000
ALPHABET = 3000  # characters that may be a piece; a rarer one is <unk>
BATCH_TOKENS = 1500  # padded target tokens of one step
PEAK_RATE = 1e-3
WARMUP_STEPS = 600
JOINED_SHARE = 0.2  # of the pairs are learned in twos, one after the other, for longer texts

Example = tuple[list[int], list[int]]


def make_tokenizer(pairs: list[Pair]) -> PreTrainedTokenizerFast:
    """Byte-pair pieces of words for English, single characters for Chinese, one vocabulary for both."""
    pieces = Tokenizer(models.BPE(unk_token="<unk>"))
    pieces.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " ")])
    pieces.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(prepend_scheme="never"),
            pre_tokenizers.Split(Regex(r"\p{Han}"), "isolated"),
            pre_tokenizers.Split(Regex(r"(?!▁)[\p{P}\p{S}]"), "isolated"),
        ]
    )
    pieces.decoder = decoders.Metaspace(prepend_scheme="never")
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=SPECIAL[:3], limit_alphabet=ALPHABET, show_progress=False
    )
    pieces.train_from_iterator((side for pair in pairs for side in pair), trainer)
    tags = [AddedToken(tag, special=True, rstrip=True, normalized=False) for tag in SPECIAL[3:]]
    pieces.add_special_tokens(tags)
    pieces.post_processor = processors.TemplateProcessing("$A </s>", None, [("</s>", pieces.token_to_id("</s>"))])
    return PreTrainedTokenizerFast(
        tokenizer_object=pieces, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=256,
        extra_special_tokens=SPECIAL[3:],
    )  # fmt: skip


def make_model(tokenizer: PreTrainedTokenizerFast) -> MarianMTModel:
    pad = tokenizer.pad_token_id
    return MarianMTModel(
        MarianConfig(
            vocab_size=len(tokenizer), d_model=256, max_position_embeddings=256,
            encoder_layers=3, encoder_attention_heads=4, encoder_ffn_dim=512,
            decoder_layers=3, decoder_attention_heads=4, decoder_ffn_dim=512,
            dropout=0.2, attention_dropout=0.1, activation_dropout=0.0, activation_function="relu",
            scale_embedding=True, init_std=0.05, share_encoder_decoder_embeddings=True,
            pad_token_id=pad, decoder_start_token_id=pad, eos_token_id=tokenizer.eos_token_id,
            forced_eos_token_id=tokenizer.eos_token_id, bos_token_id=None,
        )
    )  # fmt: skip


def both_ways(pairs: list[Pair], tokenizer: PreTrainedTokenizerFast, rng: random.Random | None) -> list[Example]:
    """Every pair in both directions as ids; with a random source, a share of them joined in twos."""
    pairs = list(pairs)
    if rng is not None:
        rng.shuffle(pairs)
        joined = int(JOINED_SHARE * len(pairs)) // 2
        twos = [
            (f"{a[0]} {b[0]}", a[1] + b[1]) for a, b in zip(pairs[:joined], pairs[joined : 2 * joined], strict=True)
        ]
        pairs = twos + pairs[2 * joined :]
    english, chinese = ([pair[side] for pair in pairs] for side in (0, 1))
    targets = {"en": tokenizer(english)["input_ids"], "zh": tokenizer(chinese)["input_ids"]}
    tags = {code: tokenizer.convert_tokens_to_ids(f">>{code}<<") for code in targets}
    return [
        ([tags[target], *source], answer)
        for start, target in (("en", "zh"), ("zh", "en"))
        for source, answer in zip(targets[start], targets[target], strict=True)
    ]


def batches(examples: list[Example], pad: int, rng: random.Random | None) -> Iterator[dict[str, torch.Tensor]]:
    """Examples of like length together, at most BATCH_TOKENS padded target tokens; the order of batches is random."""
    examples = sorted(examples, key=lambda pair: (len(pair[1]), len(pair[0])))
    groups: list[list[Example]] = [[]]
    for example in examples:
        if groups[-1] and (len(groups[-1]) + 1) * max(len(example[0]), len(example[1])) > BATCH_TOKENS:
            groups.append([])
        groups[-1].append(example)
    if rng is not None:
        rng.shuffle(groups)
    for group in groups:
        source, target = (
            torch.nn.utils.rnn.pad_sequence([torch.tensor(pair[side]) for pair in group], True, pad) for side in (0, 1)
        )
        start = torch.full_like(target[:, :1], pad)
        yield {
            "input_ids": source,
            "attention_mask": (source != pad).long(),
            "decoder_input_ids": torch.cat([start, target[:, :-1]], 1),
            "labels": target.masked_fill(target == pad, -100),
        }


def loss_of(model: MarianMTModel, batch: dict[str, torch.Tensor], smoothing: float) -> torch.Tensor:
    labels = batch["labels"]
    logits = model(**{name: value for name, value in batch.items() if name != "labels"}, use_cache=False).logits
    return cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-100, label_smoothing=smoothing)


@torch.no_grad()
def watched_loss(model: MarianMTModel, examples: list[Example], pad: int) -> float:
    model.eval()
    total = count = 0.0
    for batch in batches(examples, pad, None):
        size = int((batch["labels"] >= 0).sum())
        total, count = total + float(loss_of(model, batch, 0.0)) * size, count + size
    return total / count


def train(splits: Splits, out: Path, epochs: int, seed: int) -> None:
    torch.manual_seed(seed)
    tokenizer = make_tokenizer(splits.training)
    model = make_model(tokenizer)
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    pad, done, step, history = tokenizer.pad_token_id, 0, 0, []
    kept = out / "checkpoint.pt"
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done, step, history = state["epoch"], state["step"], state["history"]
        torch.set_rng_state(state["rng"])
    watched = both_ways(splits.watching, tokenizer, None)
    total_steps = epochs * sum(
        1 for _ in batches(both_ways(splits.training, tokenizer, random.Random(seed)), pad, None)
    )
    for epoch in range(done, epochs):
        rng, started, losses = random.Random(f"{seed}-{epoch}"), time.monotonic(), []
        model.train()
        for batch in batches(both_ways(splits.training, tokenizer, rng), pad, rng):
            step += 1
            rate = PEAK_RATE * min(step / WARMUP_STEPS, max(1 - step / total_steps, 0.01) ** 0.5)
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = loss_of(model, batch, 0.1)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(float(loss.detach()))
            if step % 50 == 0:
                print(f"epoch {epoch + 1} step {step}/{total_steps} loss {sum(losses[-50:]) / 50:.3f}", flush=True)
        row = {
            "epoch": epoch + 1, "training_loss": sum(losses) / len(losses),
            "watched_loss": watched_loss(model, watched, pad), "time_s": time.monotonic() - started,
        }  # fmt: skip
        history.append(row)
        print(json.dumps(row), flush=True)
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1, "step": step}
        torch.save(state | {"history": history, "rng": torch.get_rng_state()}, out / "checkpoint.new")
        (out / "checkpoint.new").replace(kept)
    model.half().save_pretrained(out / "model")
    tokenizer.save_pretrained(out / "model")
    record = {
        "seed": seed, "epochs": epochs, "steps": step, "data_sha256": splits.sha256, "history": history,
        "training_pairs": len(splits.training), "held_out_pairs": len(splits.watching) + len(splits.scoring),
        "forbidden_lines": splits.forbidden_count, "parameters": sum(p.numel() for p in model.parameters()),
        "threads": torch.get_num_threads(), "torch": torch.__version__,
    }  # fmt: skip
    (out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="English TAB Chinese, a line each (Tatoeba)")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the finished model")
    parser.add_argument("--forbidden", type=Path, nargs="*", default=[], help="texts whose sentences are not learned")
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    splits = read_splits(options.pairs, options.forbidden, options.seed)
    print(f"{len(splits.training)} pairs to learn from, {splits.forbidden_count} lines left out", flush=True)
    train(splits, options.out, options.epochs, options.seed)


if __name__ == "__main__":
    main()
