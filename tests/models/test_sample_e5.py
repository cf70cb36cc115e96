"""The 4-bit file of e5-small: a tiny one is packed here, byte by byte, from numbers that are known."""

import struct
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from headscope.models.sample_e5 import convert_e5, read_e5

HIDDEN, INNER, WORDS = 32, 64, 8
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁a", "b", "天", "b"]  # one twice, as in the real file


def pack(numbers: np.random.Generator) -> tuple[bytes, dict[str, np.ndarray]]:
    """A file of one layer and the tensors it stands for."""
    wanted: dict[str, np.ndarray] = {}
    blocks: list[tuple[str, bytes]] = []

    def quantised(name: str, rows: int, columns: int) -> None:
        scales = numbers.uniform(0.01, 0.1, (rows * columns // 32, 1)).astype("<f2")
        steps = numbers.integers(0, 16, (len(scales), 32))
        wanted[name] = ((steps - 8) * scales.astype(np.float32)).reshape(rows, columns)
        nibbles = (steps[:, :16] | steps[:, 16:] << 4).astype(np.uint8)
        blocks.append((name, b"".join(s.tobytes() + n.tobytes() for s, n in zip(scales, nibbles, strict=True))))

    def plain(name: str, count: int) -> None:
        wanted[name] = numbers.normal(size=count).astype("<f4")
        blocks.append((name, wanted[name].tobytes()))

    quantised("emb.word", WORDS, HIDDEN)
    for name, count in (("emb.pos", 16 * HIDDEN), ("emb.type", HIDDEN), ("emb.ln.w", HIDDEN), ("emb.ln.b", HIDDEN)):
        plain(name, count)
    for name in ("q", "k", "v", "ao", "fi", "fo"):
        rows, columns = (INNER, HIDDEN) if name == "fi" else (HIDDEN, INNER) if name == "fo" else (HIDDEN, HIDDEN)
        quantised(f"l0.{name}.w", rows, columns)
        plain(f"l0.{name}.b", rows)
    for name in ("l0.aln.w", "l0.aln.b", "l0.oln.w", "l0.oln.b"):
        plain(name, HIDDEN)
    spelled = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, spelled)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, INNER, WORDS, 16, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, spelled))) + ends.tobytes()
    head += np.array([0, 0, 0, 0, -1, -2, -2, -9], "<f4").tobytes() + b"".join(spelled)
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0x41, 1, 0x61) + struct.pack("<i", len(blocks))
    place = len(head) + sum(2 + len(name) + 21 for name, _ in blocks)
    for name, content in blocks:
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 1, place, len(content))
        place += len(content)
    return head + b"".join(content for _, content in blocks), wanted


def test_the_tensors_of_the_file_are_the_weights_of_the_model(tmp_path: Path) -> None:
    content, wanted = pack(np.random.default_rng(0))
    source, made = tmp_path / "model.bin", tmp_path / "made"
    source.write_bytes(content)
    file = read_e5(source)
    np.testing.assert_array_equal(file.matrix("l0.fo.w", INNER), wanted["l0.fo.w"])
    convert_e5(source, made)
    model = AutoModel.from_pretrained(made, dtype=torch.float32)
    layer = model.encoder.layer[0]
    for module, name in (
        (layer.attention.self.query, "q"),
        (layer.intermediate.dense, "fi"),
        (layer.output.dense, "fo"),
    ):
        np.testing.assert_allclose(module.weight.detach().numpy(), wanted[f"l0.{name}.w"], rtol=1e-3)
        np.testing.assert_allclose(module.bias.detach().numpy(), wanted[f"l0.{name}.b"], rtol=1e-3, atol=1e-6)
    types = model.embeddings.token_type_embeddings.weight.detach().numpy()
    assert (types[1] == 0).all()
    assert sorted(path.name for path in made.iterdir() if path.suffix in (".bin", ".safetensors")) == [
        "model.safetensors"
    ]


def test_the_tokenizer_normalises_as_the_model_was_trained_and_keeps_source_offsets(tmp_path: Path) -> None:
    source, made = tmp_path / "model.bin", tmp_path / "made"
    source.write_bytes(pack(np.random.default_rng(0))[0])
    convert_e5(source, made)
    tokenizer = AutoTokenizer.from_pretrained(made)
    read = tokenizer("\x01ａ\tab 天", return_offsets_mapping=True)
    assert tokenizer.convert_ids_to_tokens(read["input_ids"])[:4] == ["<s>", "▁a", "▁a", "b"]
    assert read["offset_mapping"][3] == (4, 5)
    assert tokenizer.model_max_length == 16
