"""A GPT-2 whose heads do known things, set by hand: what a reading of mechanical roles must find, and nothing else.

The residual stream has three rooms of 64 dimensions: the place of a token (one-hot), its word, and the word before it.
L0.H0 attends to the token before and writes its word into the third room; L0.H1 attends to equal words and copies;
L0.H2 rests on the first place; L1.H0 attends to what followed an equal word (third room) and copies what it finds, so
that the model goes on as the text went on before; L1.H1 attends evenly and turns each element of a list into the next
one; L1.H2 does nothing.
"""

from __future__ import annotations

import numpy as np
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from headscope.models.load import Loaded, loaded_from

ROOM = 64
ORDER = tuple(f"step{letter}" for letter in "abcdefghijklmnopqrstuvwxyzABCDEF")
PLACES = ("harbour", "library", "museum", "station", "bakery", "school", "tower", "garden")
FILLERS = ("rain fell all night .", "a dog slept there .", "we read old letters .", "nobody saw them go .")
_PLAIN = tuple(f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200))


def planted() -> Loaded:
    """The model with its tokenizer."""
    torch.manual_seed(0)
    tokenizer = _tokenizer()
    config = GPT2Config(
        vocab_size=len(tokenizer), n_positions=ROOM, n_embd=3 * ROOM, n_layer=2, n_head=3, n_inner=8,
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0, bos_token_id=0, eos_token_id=0, pad_token_id=0,
    )  # fmt: skip
    model = GPT2LMHeadModel(config).eval()
    with torch.no_grad():
        _embed(model)
        eye, shift = torch.eye(ROOM), torch.diag(torch.ones(ROOM - 1), -1)
        _set(model, 0, 0, query=(0, 3 * shift), key=(0, eye), value=(1, eye), out=(2, eye))
        _set(model, 0, 1, query=(1, eye), key=(1, eye), value=(1, eye), out=(1, 0.1 * eye))
        model.transformer.h[0].attn.c_attn.bias[2 * ROOM] = 40.0  # every query of L0.H2 asks for the first place
        _set(model, 0, 2, key=(0, eye))
        _set(model, 1, 0, query=(1, eye), key=(2, eye), value=(1, eye), out=(1, 5 * eye))
        ids = tokenizer.convert_tokens_to_ids(list(ORDER))
        words = model.transformer.wte.weight[ids, ROOM : 2 * ROOM]
        onward = torch.linalg.pinv(words[:-1]) @ words[1:]
        _set(model, 1, 1, value=(1, eye), out=(1, 0.1 * onward))
    return loaded_from(model, tokenizer)


def needle_texts() -> dict[str, object]:
    """Needles in the planted model's words."""
    form = "the code of the {place} is"
    needles = [{"place": place, "sentence": form + " {code} .", "question": form} for place in PLACES]
    return {"needles": needles, "fillers": list(FILLERS)}


def sentences(count: int = 30, seed: int = 0) -> list[str]:
    """Sentences of random plain words with a comma inside."""
    random = np.random.default_rng(seed)
    drawn = [random.choice(_PLAIN, size=12, replace=False).tolist() for _ in range(count)]
    return [" ".join([*words[:5], ",", *words[5:], "."]) for words in drawn]


def _tokenizer() -> PreTrainedTokenizerFast:
    told = " ".join([*FILLERS, "the code of is . ,"]).split()
    words = dict.fromkeys(["[UNK]", *_PLAIN, *ORDER, *PLACES, *told, *"0123456789"])
    made = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits(True)])
    return PreTrainedTokenizerFast(tokenizer_object=made, unk_token="[UNK]")


def _embed(model: GPT2LMHeadModel) -> None:
    for name, parameter in model.named_parameters():
        parameter.fill_(1.0 if "ln_" in name and name.endswith("weight") else 0.0)
    model.transformer.wpe.weight[:, :ROOM] = 8 * torch.eye(ROOM)
    half = torch.cat([torch.ones(ROOM // 2), -torch.ones(ROOM // 2)])
    for row in model.transformer.wte.weight:
        row[ROOM : 2 * ROOM] = half[torch.randperm(ROOM)]


def _set(
    model: GPT2LMHeadModel,
    layer: int,
    head: int,
    *,
    query: tuple[int, torch.Tensor] | None = None,
    key: tuple[int, torch.Tensor] | None = None,
    value: tuple[int, torch.Tensor] | None = None,
    out: tuple[int, torch.Tensor] | None = None,
) -> None:
    """Each part of a head reads (or writes) one room of the stream through a matrix."""
    attention, width = model.transformer.h[layer].attn, 3 * ROOM
    for number, part in enumerate((query, key, value)):
        if part is not None:
            start = number * width + head * ROOM
            attention.c_attn.weight[part[0] * ROOM : (part[0] + 1) * ROOM, start : start + ROOM] = part[1]
    if out is not None:
        rows = slice(head * ROOM, (head + 1) * ROOM)
        attention.c_proj.weight[rows, out[0] * ROOM : (out[0] + 1) * ROOM] = out[1]
