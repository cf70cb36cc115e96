"""A GGUF file as an ordinary model folder: weights dequantised once and stored as float16 safetensors."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from importlib import import_module
from pathlib import Path
from typing import Any

from headscope.models.quiet import quiet_libraries


def convert_gguf(source: Path, made: Path) -> None:
    """Read the language model and tokenizer in `source`, write them to the folder `made`.

    float16 rounds at a 2048th of a weight, far below the steps of the 4-bit weights in the file.

    Raises:
        ImportError: gguf or accelerate is not installed (`pip install "headscope[samples]"`).
    """
    import accelerate  # noqa: F401  transformers asks for both only after it has begun
    import gguf  # noqa: F401
    import torch

    library: Any = import_module("transformers")

    with quiet_libraries(), redirect_stderr(io.StringIO()):  # the reader's progress bar asks no setting
        folder, file = str(source.parent), source.name
        tokenizer = library.AutoTokenizer.from_pretrained(folder, gguf_file=file, local_files_only=True)
        read = library.AutoModelForCausalLM.from_pretrained(
            folder, gguf_file=file, dtype=torch.float16, local_files_only=True
        )
        # A model that was read from GGUF refuses to be saved while its configuration says it is quantised.
        config = read.config
        config.__dict__.pop("quantization_config", None)
        plain = library.AutoModelForCausalLM.from_config(config, dtype=torch.float16)
        plain.load_state_dict(read.state_dict())
        plain.save_pretrained(made)
        tokenizer.model_max_length = config.max_position_embeddings
        tokenizer.save_pretrained(made)
