"""Architectures that see one picture."""

from __future__ import annotations

from tests.zoo.shapes import IMAGE, PAIR, Architecture

BACKBONE = {
    "model_type": "resnet",
    "embedding_size": 8,
    "hidden_sizes": [8, 16],
    "depths": [1, 1],
    "layer_type": "basic",
}
WINDOWS = {"image_size": 32, "embed_dim": 24, "depths": [2, 1], "num_heads": [2, 4], "window_size": 2, "patch_size": 4}

PICTURES = {
    "vit": Architecture(IMAGE, reads="image"),
    "deit": Architecture(IMAGE, reads="image"),
    "dinov2": Architecture(IMAGE, reads="image"),
    "dinov3_vit": Architecture(IMAGE | {"num_register_tokens": 2}, reads="image"),
    "beit": Architecture(IMAGE | {"use_relative_position_bias": True}, reads="image"),
    "swin": Architecture(WINDOWS, reads="image", sites=3, unreported=1),  # it reports the last block of each stage
    "swinv2": Architecture(WINDOWS, reads="image", routes=("softmax",), sites=3, unreported=1),
    "vit_mae": Architecture(IMAGE | {"mask_ratio": 0.5}, reads="image"),
    "ijepa": Architecture(IMAGE, reads="image"),
    "siglip_vision_model": Architecture(IMAGE, reads="image", routes=("mha", "tap"), sites=3, unreported=1),
    "clip_vision_model": Architecture(IMAGE, reads="image"),
    "aimv2_vision_model": Architecture(IMAGE, reads="image", routes=("sdpa", "tap"), sites=3, unreported=1),
    "pvt": Architecture(
        IMAGE
        | {
            "num_encoder_blocks": 2,
            "depths": [1, 1],
            "hidden_sizes": [16, 32],
            "num_attention_heads": [1, 2],
            "patch_sizes": [4, 2],
            "strides": [4, 2],
            "sequence_reduction_ratios": [2, 1],
            "mlp_ratios": [2, 2],
        },
        reads="image",
        routes=("softmax",),
    ),
    "segformer": Architecture(
        IMAGE
        | {
            "num_encoder_blocks": 2,
            "depths": [1, 1],
            "hidden_sizes": [16, 32],
            "num_attention_heads": [2, 2],
            "patch_sizes": [3, 3],
            "strides": [4, 2],
            "sr_ratios": [2, 1],
            "mlp_ratios": [2, 2],
        },
        reads="image",
    ),
    "yolos": Architecture(IMAGE | {"image_size": [32, 32], "num_detection_tokens": 4}, reads="image"),
    "hiera": Architecture(
        {
            "image_size": [32, 32],
            "patch_size": [7, 7],
            "patch_stride": [4, 4],
            "patch_padding": [3, 3],
            "embed_dim": 24,
            "depths": [1, 1],
            "num_heads": [2, 4],
            "num_query_pool": 1,
            "masked_unit_size": [4, 4],
            "masked_unit_attention": [True, False],
        },
        reads="image",
        refused="attention_unseen",
    ),
    "detr": Architecture(PAIR | {"backbone_config": BACKBONE, "num_queries": 5}, reads="image", sites=6),
    "conditional_detr": Architecture(PAIR | {"backbone_config": BACKBONE, "num_queries": 5}, reads="image", sites=6),
    "rt_detr": Architecture(
        PAIR
        | {
            "backbone_config": BACKBONE | {"out_features": ["stage1", "stage2"]},
            "num_queries": 5,
            "d_model": 32,
            "encoder_hidden_dim": 32,
            "encoder_in_channels": [8, 16],
            "decoder_in_channels": [32, 32],
            "feat_strides": [4, 8],
            "num_feature_levels": 2,
            "encode_proj_layers": [1],
            "encoder_layers": 1,
            "num_denoising": 0,
        },
        reads="image",
        refused="attention_unseen",  # keys between the pixels
    ),
}
