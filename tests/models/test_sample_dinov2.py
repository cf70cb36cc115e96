"""The ONNX file of dinov2-small: a tiny one is packed here, field by field, out of a random DINOv2, and comes back."""

from pathlib import Path

import numpy as np
import torch
import transformers

from headscope.models.sample_dinov2 import convert_dinov2

WIDTH = 128


def varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def tensor(name: str, values: np.ndarray) -> bytes:
    shape = b"".join(field(1, size) for size in values.shape)
    return field(5, shape + field(2, 1) + field(8, name) + field(9, values.astype("<f4").tobytes()))


def pack(model: transformers.Dinov2Model) -> bytes:
    """The model as torch exports it: matrices transposed and under numbers, positions in two pieces, and a decoder of
    something else behind it."""
    theirs = {
        f"attention.{letter}_proj": f"attention.attention.{word}"
        for letter, word in zip("qkv", ("query", "key", "value"), strict=True)
    }
    theirs["attention.o_proj"] = "attention.output.dense"
    graph, number = b"", 100
    for name, value in model.state_dict().items():
        for ours, other in theirs.items():
            name = name.replace(ours, other)
        values = value.numpy()
        if name.endswith("position_embeddings"):
            graph += tensor("onnx::Reshape_9", values[:, 1:]) + tensor("onnx::Concat_8", values[:, :1])
        elif values.ndim == 2 and name.endswith(".weight"):
            number += 1
            module = name.removesuffix(".weight").replace(".", "/").replace("layer/", "layer.")
            node = field(1, "x") + field(1, f"onnx::MatMul_{number}") + field(2, "y")
            node += field(3, f"/backbone/{module}/MatMul") + field(4, "MatMul")
            graph += tensor(f"onnx::MatMul_{number}", values.T) + field(1, node)
        elif not name.endswith("mask_token"):
            graph += tensor(f"backbone.{name}", values)
    graph += tensor("decoder.weight", np.ones((2, 2)))
    graph += field(
        1,
        field(1, "a")
        + field(1, "b")
        + field(3, "/backbone/encoder/layer.0/attention/attention/MatMul")
        + field(4, "MatMul"),
    )
    return field(1, 8) + field(2, "pytorch") + field(7, graph)


def test_the_backbone_in_an_onnx_file_becomes_the_model_it_was_made_of(tmp_path: Path) -> None:
    torch.manual_seed(0)
    config = transformers.Dinov2Config(
        hidden_size=WIDTH, num_hidden_layers=2, num_attention_heads=2, image_size=28, patch_size=7
    )
    model = transformers.Dinov2Model(config).eval()
    (tmp_path / "model.onnx").write_bytes(pack(model))
    convert_dinov2(tmp_path / "model.onnx", tmp_path / "made")
    back = transformers.AutoModel.from_pretrained(tmp_path / "made").eval()
    wanted = model.state_dict() | {"embeddings.mask_token": torch.zeros(1, WIDTH)}
    assert set(back.state_dict()) == set(wanted)
    for name, value in back.state_dict().items():
        torch.testing.assert_close(value, wanted[name], rtol=0, atol=0)
    assert (back.config.num_attention_heads, back.config.image_size, back.config.patch_size) == (2, 28, 7)
