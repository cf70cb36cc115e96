"""Tiny random models of pictures and sounds with what prepares their input, and pictures and sounds for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers

from headscope.models.load import Loaded, loaded_from
from tests.folders import tokenizer

COMMON = {"num_hidden_layers": 2, "num_attention_heads": 4, "hidden_size": 48, "intermediate_size": 64}
IMAGE = COMMON | {"image_size": 32, "patch_size": 8}
SOUND = COMMON | {
    "conv_dim": [16, 16], "conv_kernel": [10, 8], "conv_stride": [8, 20], "num_conv_pos_embeddings": 16,
    "num_conv_pos_embedding_groups": 4, "vocab_size": 32,
}  # fmt: skip
WHISPER = {
    "d_model": 48, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_source_positions": 50, "max_target_positions": 64,
    "num_mel_bins": 16, "vocab_size": 120, "pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3,
    "decoder_start_token_id": 2, "suppress_tokens": None, "begin_suppress_tokens": None,
}  # fmt: skip


def sharpened(model: Any) -> Any:
    """The model with attention that is not nearly even."""
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim >= 2:
                parameter.mul_(4.0)
    return model.eval()


def vision(name: str, **options: Any) -> Loaded:
    """`ViT`, `Dinov2`, `Dinov2WithRegisters`, `CLIPVision`, `SiglipVision`: a random model and its image processor."""
    torch.manual_seed(0)
    config = getattr(transformers, f"{name}Config")(**IMAGE | options)
    model = sharpened(getattr(transformers, f"{name}Model")(config))
    return loaded_from(model, processor=processor())


def processor(**options: Any) -> Any:
    """An image processor that makes 32 x 32 pixels."""
    from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

    return ViTImageProcessorPil(**{"size": {"height": 32, "width": 32}} | options)


def clip() -> Loaded:
    """Two towers, which read a text and a picture."""
    text = COMMON | {"vocab_size": 120, "eos_token_id": 3, "bos_token_id": 2, "pad_token_id": 0}
    text |= {"max_position_embeddings": 64, "projection_dim": 24}
    torch.manual_seed(0)
    config = transformers.CLIPConfig(text_config=text, vision_config=IMAGE | {"projection_dim": 24}, projection_dim=24)
    return loaded_from(sharpened(transformers.CLIPModel(config)), tokenizer(with_special=True), processor=processor())


def hearing(name: str) -> Loaded:
    """`Wav2Vec2` or `Hubert`: a random model that reads samples, a frame every 160 of them (10 ms)."""
    torch.manual_seed(0)
    model = sharpened(getattr(transformers, f"{name}Model")(getattr(transformers, f"{name}Config")(**SOUND)))
    return loaded_from(model, processor=transformers.Wav2Vec2FeatureExtractor(sampling_rate=16000))


def whisper() -> Loaded:
    """A random Whisper that hears one second, 50 frames."""
    torch.manual_seed(0)
    model = sharpened(transformers.WhisperForConditionalGeneration(transformers.WhisperConfig(**WHISPER)))
    extractor = transformers.WhisperFeatureExtractor(feature_size=16, chunk_length=1)
    return loaded_from(model, tokenizer(with_special=True), processor=extractor)


def photo() -> np.ndarray:
    """A picture of 40 x 60 pixels that is different everywhere."""
    return np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)


def tone(seconds: float = 0.6, rate: int = 16000) -> tuple[np.ndarray, int]:
    """A sound."""
    time_s = np.arange(round(seconds * rate)) / rate
    return np.sin(2 * np.pi * 440 * time_s).astype(np.float32), rate


def write_wav(path: Path, seconds: float = 0.6, rate: int = 8000, channels: int = 2) -> Path:
    """A WAV file of whole numbers."""
    from scipy.io import wavfile

    samples = (tone(seconds, rate)[0] * 20000).astype(np.int16)
    wavfile.write(path, rate, np.stack([samples] * channels, axis=1))
    return path


def saved(loaded: Loaded, folder: Path) -> Path:
    """The model as a folder, as a user has it."""
    loaded.model.save_pretrained(folder)
    loaded.processor.save_pretrained(folder)
    if loaded.tokenizer is not None:
        loaded.tokenizer.save_pretrained(folder)
    return folder
