"""From a sound to what a model reads of it: its samples or their spectrum, and the frames that become tokens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np
import torch

from headscope.base.grid import Frames, text_of_frames
from headscope.errors import BadInput, BadOption, CannotObserve
from headscope.models.inputs import Prepared, options_of, teach
from headscope.models.load import Loaded, one_line
from headscope.models.packing import input_device, input_dtype
from headscope.models.processors import processor_of
from headscope.models.quiet import quiet_libraries

Sound = str | Path | tuple[np.ndarray, int]
SHORTEST_S = 0.1


def prepare_sound(loaded: Loaded, sound: Sound, target: str | None = None) -> Prepared:
    """Prepare a sound as the model's own feature extractor does, and name its frames by their time.

    Args:
        loaded: the model and its feature extractor.
        sound: a WAV file, or samples and their rate in hertz; several channels are averaged.
        target: what the decoder of an encoder-decoder reads.

    Raises:
        BadInput: the file is no WAV, the samples have another form, the sound is too short, or longer than the model
            hears at once; a target is missing, or given to a model without a decoder.
        CannotObserve: the frames of the model cannot be told.
    """
    is_pair = bool(getattr(loaded.model.config, "is_encoder_decoder", False))
    if is_pair != (target is not None):
        raise BadInput("target_missing" if is_pair else "target_without_decoder", model=loaded.name)
    extractor = processor_of(loaded, "feature_extractor", "AutoFeatureExtractor")
    samples, rate = read_wav(Path(sound)) if isinstance(sound, str | Path) else sound
    samples = resampled(mono(np.asarray(samples)), rate, extractor.sampling_rate)
    sound_s = len(samples) / extractor.sampling_rate
    longest_s = getattr(extractor, "chunk_length", None)
    if sound_s < SHORTEST_S:
        raise BadInput("sound_short", value=f"{sound_s:.3f}", expected=SHORTEST_S)
    if longest_s is not None and sound_s > longest_s:
        raise BadInput("sound_long", value=f"{sound_s:.1f}", expected=longest_s)
    with quiet_libraries():
        read = extractor(samples, sampling_rate=extractor.sampling_rate, return_tensors="pt")
    name = next(name for name in ("input_features", "input_values") if name in read)
    device, dtype = input_device(loaded.model), input_dtype(loaded.model)
    inputs = {name: read[name].to(device=device, dtype=dtype)}
    count, frame_s = frames_of(loaded, inputs[name], extractor)
    sides = {"sound": text_of_frames(Frames(frame_s, sound_s), count)}
    if target is None:
        return Prepared(inputs, options_of(loaded.model), sides)
    with language_told(loaded, inputs):
        decoder = teach(loaded, target, is_speech=True)
    return Prepared(inputs | decoder.inputs, options_of(loaded.model), sides | decoder.sides, decoder.labels)


def read_wav(path: Path) -> tuple[np.ndarray, int]:
    """Samples [sample] or [sample, channel] and their rate in hertz.

    Raises:
        BadOption: there is no such file. BadInput: it is no WAV.
    """
    import warnings

    wavfile: Any = import_module("scipy.io.wavfile")
    if not path.is_file():
        raise BadOption("file_missing", path=str(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of chunks that hold no sound
            rate, samples = wavfile.read(path)
    except Exception as error:  # whatever a broken file makes scipy raise
        raise BadInput("sound_broken", path=str(path), reason=one_line(error)) from error
    return samples, int(rate)


def mono(samples: np.ndarray) -> np.ndarray:
    """Samples of one channel between -1 and 1, float32 [sample]: whole numbers by their width, channels averaged.

    Raises:
        BadInput: they are no sound.

    >>> mono(np.array([[0, 16384], [-32768, -32768]], np.int16)).tolist()
    [0.25, -1.0]
    """
    if samples.dtype.kind not in "iuf" or samples.ndim not in (1, 2) or not np.isfinite(samples).all():
        raise BadInput("sound_shape", value=f"{samples.dtype} {list(samples.shape)}")
    values = samples.astype(np.float64)
    if samples.dtype.kind == "u":
        values = values / 2.0 ** (8 * samples.dtype.itemsize - 1) - 1.0
    elif samples.dtype.kind == "i":
        values = values / 2.0 ** (8 * samples.dtype.itemsize - 1)
    return (values if values.ndim == 1 else values.mean(axis=1)).astype(np.float32)


def resampled(samples: np.ndarray, rate: int, wanted: int) -> np.ndarray:
    """The samples at another rate in hertz (a polyphase filter)."""
    if rate == wanted or not len(samples):
        return samples
    if rate < 1:
        raise BadInput("sound_shape", value=f"{rate} Hz")
    signal: Any = import_module("scipy.signal")
    shared = gcd(rate, wanted)
    return np.asarray(signal.resample_poly(samples, wanted // shared, rate // shared), dtype=np.float32)


def frames_of(loaded: Loaded, values: torch.Tensor, extractor: Any) -> tuple[int, float]:
    """How many frames the model makes of a sound, and the seconds from one to the next.

    Models that read samples tell by the strides of their convolutions; Whisper has two convolutions over its spectrum,
    the second of stride 2.

    Raises:
        CannotObserve: the model is of another kind.
    """
    config = loaded.model.config
    if getattr(config, "conv_stride", None) and getattr(config, "conv_kernel", None) and values.ndim == 2:
        count, step = values.shape[-1], 1
        for kernel, stride in zip(config.conv_kernel, config.conv_stride, strict=True):
            count, step = (count - kernel) // stride + 1, step * stride
        if count < 1:
            raise BadInput(
                "sound_short", value=f"{values.shape[-1] / extractor.sampling_rate:.3f}", expected=SHORTEST_S
            )
        return count, step / extractor.sampling_rate
    if config.model_type == "whisper":
        return values.shape[-1] // 2, 2 * extractor.hop_length / extractor.sampling_rate
    raise CannotObserve("frames_unknown", model=loaded.name)


@contextmanager
def language_told(loaded: Loaded, inputs: dict[str, torch.Tensor]) -> Iterator[None]:
    """A context in which the tokenizer of a multilingual model puts the language that the model hears, and the task of
    writing it down, before the target; a language that was set already stays."""
    tokenizer, model = loaded.tokenizer, loaded.model
    codes = getattr(getattr(model, "generation_config", None), "lang_to_id", None)
    if not codes or not hasattr(tokenizer, "set_prefix_tokens") or tokenizer.language is not None:
        yield
        return
    before = {"language": tokenizer.language, "task": tokenizer.task}
    with torch.no_grad(), quiet_libraries():
        heard = int(model.detect_language(**inputs)[0])
    code = next(code for code, number in codes.items() if number == heard)
    tokenizer.set_prefix_tokens(language=code.strip("<|>"), task="transcribe")
    try:
        yield
    finally:
        tokenizer.language, tokenizer.task = before["language"], before["task"]
        tokenizer.set_prefix_tokens()


def made_up_sound() -> tuple[np.ndarray, int]:
    """A second of sound for a self-check: a tone that rises, over soft noise."""
    rate = 16000
    time_s = np.arange(rate) / rate
    noise = np.random.default_rng(0).normal(scale=0.02, size=rate)
    return (0.4 * np.sin(2 * np.pi * (200 + 300 * time_s) * time_s) + noise).astype(np.float32), rate
