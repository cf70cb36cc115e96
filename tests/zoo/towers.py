"""Architectures of several towers: a text beside a picture, or with a picture in it."""

from __future__ import annotations

from tests.zoo.shapes import GROUPED, IMAGE, IMAGE_TOKEN, TEXT, WINDOW_THEN_ALL, Architecture

BESIDE = {
    "text_config": TEXT | {"projection_dim": 32},
    "vision_config": IMAGE | {"projection_dim": 32},
    "projection_dim": 32,
}

TOWERS = {
    "clip": Architecture(BESIDE, reads="both", sites=4),
    "siglip": Architecture(BESIDE, reads="both", routes=("mha", "tap"), sites=5, unreported=1),
    "blip": Architecture(BESIDE, reads="both", routes=("softmax",), sites=4),
    "altclip": Architecture(BESIDE, reads="both", sites=4),
    "clipseg": Architecture(BESIDE | {"extract_layers": [0, 1]}, reads="both", sites=4),
    "llava": Architecture(
        {
            "text_config": GROUPED | {"model_type": "llama"},
            "vision_config": IMAGE | {"model_type": "clip_vision_model"},
            "image_token_index": IMAGE_TOKEN,
            "vision_feature_layer": -1,
        },
        reads="seeing",
        sites=4,
    ),
    "qwen2_vl": Architecture(
        {
            "text_config": TEXT
            | {
                "num_key_value_heads": 2,
                "rope_parameters": {"rope_type": "default", "mrope_section": [2, 2, 2], "rope_theta": 1e4},
            },
            "vision_config": {
                "depth": 2,
                "embed_dim": 48,
                "hidden_size": 48,
                "num_heads": 4,
                "patch_size": 8,
                "mlp_ratio": 2,
            },
            "image_token_id": IMAGE_TOKEN,
        },
        reads="seeing",
        sites=6,
        unreported=4,
    ),
    "gemma3": Architecture(
        {
            "text_config": WINDOW_THEN_ALL,
            "vision_config": IMAGE,
            "mm_tokens_per_image": 4,
            "image_token_index": IMAGE_TOKEN,
            "boi_token_index": 97,
            "eoi_token_index": 96,
        },
        reads="seeing",
        routes=("mha", "tap"),
        sites=5,
        unreported=3,
    ),
    "paligemma": Architecture(
        {
            "text_config": GROUPED | {"model_type": "gemma"},
            "vision_config": IMAGE | {"model_type": "siglip_vision_model"},
            "image_token_index": IMAGE_TOKEN,
            "projection_dim": 48,
        },
        reads="seeing",
        routes=("mha", "tap"),
        sites=5,
        unreported=3,
    ),
}
