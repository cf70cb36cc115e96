"""Architectures that hear: spectra (`mel`) or the wave itself."""

from __future__ import annotations

from tests.zoo.shapes import PAIR, WAVE, Architecture

SOUND = {
    "whisper": Architecture(
        PAIR | {"max_source_positions": 50, "max_target_positions": 64, "num_mel_bins": 16}, reads="mel", sites=6
    ),
    "speech_to_text": Architecture(
        PAIR
        | {
            "max_source_positions": 50,
            "max_target_positions": 64,
            "input_feat_per_channel": 16,
            "conv_channels": 16,
        },
        reads="mel",
        sites=6,
    ),
    "wav2vec2": Architecture(WAVE, reads="wave"),
    "hubert": Architecture(WAVE, reads="wave"),
    "wavlm": Architecture(WAVE, reads="wave", routes=("mha",)),
    "unispeech": Architecture(WAVE, reads="wave"),
    "sew": Architecture(WAVE, reads="wave"),
    "data2vec-audio": Architecture(WAVE | {"conv_pos_kernel_size": 5}, reads="wave"),
    "wav2vec2-conformer": Architecture(
        WAVE | {"max_source_positions": 64, "conv_depthwise_kernel_size": 5}, reads="wave"
    ),
}
