"""multilingual-e5-small out of its package's own 4-bit file, as a BERT folder with a unigram tokenizer.

The file, little-endian throughout, in this order:

```
"E5S1"  u32 version  i32 hidden, layers, heads, inner, vocabulary, positions, token types  f32 epsilon  i32 block
i32 pieces, bos, eos, pad, unk  u64 spelling bytes  u32 offsets[pieces + 1]  f32 scores[pieces]  spellings (UTF-8)
i32 entries  u32 bytes  character map                            (left out: Unicode's NFKC says the same, see _TO_SPACE)
i32 tensors, each: u16 length  name  u8 type  i32 count  u64 offset, bytes
tensors: float32, or blocks of 32 weights: one float16 scale, 16 bytes; low nibbles first, w = (nibble - 8) * scale
```
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# The character map deletes the first group and turns the second into a space, where plain NFKC keeps them.
_TO_NOTHING = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_TO_SPACE = r"[\t\n\f\r\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"

_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class Cursor:
    """A place in a byte string that moves on with every read."""

    def __init__(self, content: bytes) -> None:
        self.content, self.place = content, 0

    def read(self, form: str) -> tuple[Any, ...]:
        """The values of one struct format, little-endian."""
        values = struct.unpack_from("<" + form, self.content, self.place)
        self.place += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        """`count` numbers of a numpy kind."""
        values = np.frombuffer(self.content, kind, count, self.place)
        self.place += values.nbytes
        return values

    def take(self, count: int) -> bytes:
        """`count` bytes."""
        self.place += count
        return self.content[self.place - count : self.place]


@dataclass(frozen=True, slots=True)
class E5File:
    """What the file holds: sizes, tokenizer pieces and where each tensor lies (byte offset, bytes)."""

    sizes: dict[str, int]
    epsilon: float
    pieces: list[str]
    scores: list[float]
    special: dict[str, int]
    tensors: dict[str, tuple[int, int]]
    content: bytes

    def plain(self, name: str) -> np.ndarray:
        """A float32 tensor, flat."""
        offset, size = self.tensors[name]
        return np.frombuffer(self.content, "<f4", size // 4, offset)

    def matrix(self, name: str, columns: int) -> np.ndarray:
        """A 4-bit tensor as float32 [row, column]."""
        offset, size = self.tensors[name]
        blocks = np.frombuffer(self.content, np.uint8, size, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
        return ((nibbles.astype(np.float32) - 8) * scale).reshape(-1, columns)


def read_e5(source: Path) -> E5File:
    """The file, its tensors still packed."""
    cursor = Cursor(source.read_bytes())
    cursor.take(8)
    names = ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types")
    sizes = dict(zip(names, cursor.read("7i"), strict=True))
    epsilon, _block = cursor.read("fi")
    count, *special = cursor.read("5i")
    (size,) = cursor.read("Q")
    offsets, scores = cursor.array("<u4", count + 1), cursor.array("<f4", count)
    spellings = cursor.take(size)
    pieces = [spellings[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets.tolist())]
    _entries, skipped = cursor.read("iI")
    cursor.take(skipped)
    tensors = {}
    for _ in range(*cursor.read("i")):
        name = cursor.take(*cursor.read("H")).decode()
        _kind, _count, offset, length = cursor.read("BIQQ")
        tensors[name] = (offset, length)
    roles = dict(zip(("bos", "eos", "pad", "unk"), special, strict=True))
    return E5File(sizes, epsilon, pieces, scores.tolist(), roles, tensors, cursor.content)


def convert_e5(source: Path, made: Path) -> None:
    """Read the model in `source`, write it to the folder `made` (float16 rounds far below the steps of its 4 bits)."""
    import torch

    from headscope.models.quiet import quiet_libraries

    library: Any = import_module("transformers")
    file = read_e5(source)
    sizes, special = file.sizes, {role: file.pieces[number] for role, number in file.special.items()}
    config = library.BertConfig(
        vocab_size=sizes["vocabulary"],
        hidden_size=sizes["hidden"],
        num_hidden_layers=sizes["layers"],
        num_attention_heads=sizes["heads"],
        intermediate_size=sizes["inner"],
        max_position_embeddings=sizes["positions"],
        type_vocab_size=sizes["types"],
        layer_norm_eps=round(file.epsilon, 15),
        pad_token_id=file.special["pad"],
    )
    model = library.BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(tensor.copy()) for name, tensor in state(file).items()})
    tokenizer = library.PreTrainedTokenizerFast(
        tokenizer_object=unigram(file),
        model_max_length=sizes["positions"],
        bos_token=special["bos"],
        eos_token=special["eos"],
        cls_token=special["bos"],
        sep_token=special["eos"],
        pad_token=special["pad"],
        unk_token=special["unk"],
    )
    with quiet_libraries():
        model.half().save_pretrained(made)
        tokenizer.save_pretrained(made)


def state(file: E5File) -> dict[str, np.ndarray]:
    """Every tensor under the name that a BertModel without pooler gives it."""
    hidden, inner = file.sizes["hidden"], file.sizes["inner"]
    types = np.zeros((file.sizes["types"], hidden), np.float32)
    known = file.plain("emb.type").reshape(-1, hidden)
    types[: len(known)] = known
    tensors = {
        "embeddings.word_embeddings.weight": file.matrix("emb.word", hidden),
        "embeddings.position_embeddings.weight": file.plain("emb.pos").reshape(-1, hidden)[: file.sizes["positions"]],
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": file.plain("emb.ln.w"),
        "embeddings.LayerNorm.bias": file.plain("emb.ln.b"),
    }
    for layer in range(file.sizes["layers"]):
        there, here = f"encoder.layer.{layer}.", f"l{layer}."
        for short, name in _MATRICES.items():
            tensors[f"{there}{name}.weight"] = file.matrix(f"{here}{short}.w", inner if short == "fo" else hidden)
            tensors[f"{there}{name}.bias"] = file.plain(f"{here}{short}.b")
        for short, name in _NORMS.items():
            tensors[f"{there}{name}.weight"] = file.plain(f"{here}{short}.w")
            tensors[f"{there}{name}.bias"] = file.plain(f"{here}{short}.b")
    return tensors


def unigram(file: E5File) -> Tokenizer:
    """The tokenizer: NFKC, runs of spaces as one, unigram pieces; its offsets point into the text as it was given."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    seen: set[str] = set()
    vocabulary = []
    for number, (piece, score) in enumerate(zip(file.pieces, file.scores, strict=True)):
        spelling = f"<unused_{number}>" if not piece or piece in seen else piece
        seen.add(spelling)
        vocabulary.append((spelling, score))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=file.special["unk"]))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_TO_NOTHING), ""),
            normalizers.Replace(Regex(_TO_SPACE), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    first, last = file.special["bos"], file.special["eos"]
    start, stop = file.pieces[first], file.pieces[last]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {stop}",
        pair=f"{start} $A {stop} {stop} $B {stop}",
        special_tokens=[(start, first), (stop, last)],
    )
    return tokenizer
