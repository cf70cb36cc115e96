"""dinov2-small out of an ONNX file (the backbone of a model that finds what is in focus), as a transformers folder.

ONNX is protobuf: a message is a row of fields, each a number (field << 3 | kind, as a varint) and a value - a varint
(kind 0), 8 or 4 bytes (1, 5), or a length and as many bytes (2). Of the file these fields are read:

```
model.7 graph;  graph.1 node, .5 tensor;  node.1 input, .3 name, .4 kind of operation
tensor.1 axis size (one each), .8 name, .9 content, little-endian float32
```

Weights that torch multiplies with lie transposed, under numbers: the node that uses one says which module it is of.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

_BACKBONE = "backbone."
_HEAD_WIDTH = 64


def fields(message: memoryview) -> Iterator[tuple[int, Any]]:
    """The fields of a protobuf message in order: number, and the value or the bytes of it.

    >>> found = fields(memoryview(b"\\b\\x96\\x01\\x12\\x02hi"))
    >>> [(number, value if number == 1 else bytes(value)) for number, value in found]
    [(1, 150), (2, b'hi')]
    """
    place = 0
    while place < len(message):
        tag, place = _varint(message, place)
        kind = tag & 7
        if kind == 0:
            value, place = _varint(message, place)
            yield tag >> 3, value
            continue
        size, place = _varint(message, place) if kind == 2 else ({1: 8, 5: 4}[kind], place)
        yield tag >> 3, message[place : place + size]
        place += size


def read_onnx(source: Path) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """The tensors of an ONNX file by name, and for each that a MatMul uses as its second input that node's name."""
    tensors, used = {}, {}
    for number, graph in fields(memoryview(source.read_bytes())):
        for inner, message in fields(graph) if number == 7 else ():
            if inner == 5:
                parts = list(fields(message))
                shape = [size for field, size in parts if field == 1]
                named = {field: value for field, value in parts if field in (8, 9)}
                if 9 in named:
                    tensors[_text(named[8])] = np.frombuffer(named[9], "<f4").reshape(shape)
            elif inner == 1:
                parts = list(fields(message))
                inputs = [_text(value) for field, value in parts if field == 1]
                if any(field == 4 and _text(value) == "MatMul" for field, value in parts):
                    used[inputs[1]] = next(_text(value) for field, value in parts if field == 3)
    return tensors, {name: node for name, node in used.items() if name in tensors}


def state(tensors: dict[str, np.ndarray], used: dict[str, str]) -> dict[str, np.ndarray]:
    """Every tensor of the backbone under the name that published DINOv2 models give it, which any transformers reads;
    without a mask token, which only training needs. The positions of the class token and of the patches lie apart,
    under numbers."""
    found = {name.removeprefix(_BACKBONE): tensor for name, tensor in tensors.items() if name.startswith(_BACKBONE)}
    for name, node in used.items():
        module = node.strip("/").replace("/", ".").removesuffix(".MatMul")
        if module.startswith(_BACKBONE):
            found[f"{module.removeprefix(_BACKBONE)}.weight"] = tensors[name].T
    width = found["embeddings.cls_token"].shape[-1]
    positions = [one for name, one in tensors.items() if name.startswith("onnx::") and name not in used]
    found["embeddings.position_embeddings"] = np.concatenate(sorted(positions, key=np.size), axis=1)
    found["embeddings.mask_token"] = np.zeros((1, width), np.float32)
    return found


def convert_dinov2(source: Path, made: Path) -> None:
    """Read the backbone in `source`, write it to the folder `made` with DINOv2's own preparation of pictures."""
    from safetensors.numpy import save_file

    from headscope.models.quiet import quiet_libraries

    library: Any = import_module("transformers")
    tensors = state(*read_onnx(source))
    positions, width = tensors["embeddings.position_embeddings"].shape[1:]
    patch = tensors["embeddings.patch_embeddings.projection.weight"].shape[-1]
    config = library.Dinov2Config(
        hidden_size=width,
        num_hidden_layers=sum(name.endswith("norm1.weight") for name in tensors),
        num_attention_heads=max(width // _HEAD_WIDTH, 1),
        mlp_ratio=tensors["encoder.layer.0.mlp.fc1.weight"].shape[0] // width,
        image_size=round((positions - 1) ** 0.5) * patch,
        patch_size=patch,
        architectures=["Dinov2Model"],
    )
    made.mkdir(parents=True, exist_ok=True)
    save_file(
        {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()},
        made / "model.safetensors",
        {"format": "pt"},
    )
    with quiet_libraries():
        config.save_pretrained(made)
        library.BitImageProcessorPil(
            size={"shortest_edge": 256}, crop_size={"height": 224, "width": 224}, do_convert_rgb=True,
            image_mean=[0.485, 0.456, 0.406], image_std=[0.229, 0.224, 0.225], resample=3,
        ).save_pretrained(made)  # fmt: skip


def _varint(message: memoryview, place: int) -> tuple[int, int]:
    """A number of 7 bits a byte, lowest first, and the place behind it."""
    value = shift = 0
    while True:
        value |= (message[place] & 127) << shift
        shift, place = shift + 7, place + 1
        if message[place - 1] < 128:
            return value, place


def _text(content: memoryview) -> str:
    return bytes(content).decode()
