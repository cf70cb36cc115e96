"""Decoders with experts, keys out of a latent vector, or an index of the keys that count."""

from __future__ import annotations

from tests.zoo.shapes import (
    EXPERTS,
    GROUPED,
    INDEXED,
    LATENT,
    LOCAL_EXPERTS,
    PAIRED_KEYS,
    ROUTED_EXPERTS,
    TEXT,
    WINDOW_THEN_ALL,
    Architecture,
)

PLAIN_ROTARY = {"rope_type": "default", "rope_theta": 1e4}

WITH_EXPERTS = {
    "mixtral": Architecture(LOCAL_EXPERTS | {"sliding_window": 6}),
    "qwen2_moe": Architecture(EXPERTS),
    "qwen3_moe": Architecture(EXPERTS),
    "olmoe": Architecture(PAIRED_KEYS | {"num_experts": 4, "num_experts_per_tok": 2}),
    "granitemoe": Architecture(PAIRED_KEYS | {"num_local_experts": 4, "num_experts_per_tok": 2}),
    "phimoe": Architecture(PAIRED_KEYS | {"num_local_experts": 4, "num_experts_per_tok": 2, "sliding_window": 6}),
    "jetmoe": Architecture(
        TEXT | {"kv_channels": 12, "num_local_experts": 4, "num_experts_per_tok": 2, "num_key_value_heads": 2}
    ),
    "llama4_text": Architecture(
        LOCAL_EXPERTS
        | {"num_local_experts": 2, "intermediate_size_mlp": 64, "attention_chunk_size": 12, "no_rope_layers": [1, 0]}
        | {"layer_types": ["chunked_attention", "full_attention"]}
    ),
    "gpt_oss": Architecture(WINDOW_THEN_ALL | LOCAL_EXPERTS | {"rope_parameters": PLAIN_ROTARY}),
    "dots1": Architecture(GROUPED | ROUTED_EXPERTS),
    "afmoe": Architecture(WINDOW_THEN_ALL | EXPERTS | {"num_shared_experts": 1}),
    "mimo_v2_flash": Architecture(
        WINDOW_THEN_ALL | ROUTED_EXPERTS | {"v_head_dim": 8, "mlp_layer_types": ["dense", "sparse"]}
    ),
    "deepseek_v2": Architecture(LATENT),
    "deepseek_v3": Architecture(LATENT),
    "deepseek_v32": Architecture(INDEXED),
    "glm_moe_dsa": Architecture(INDEXED),
    "deepseek_v4": Architecture(
        INDEXED
        | {"head_dim": 16, "num_key_value_heads": 1, "hc_mult": 2, "o_groups": 2, "o_lora_rank": 8, "sliding_window": 6}
    ),
    "longcat_flash": Architecture(
        LATENT
        | {
            "num_layers": 1,
            "head_dim": 8,
            "moe_topk": 2,
            "expert_ffn_hidden_size": 32,
            "zero_expert_num": 1,
            "ffn_hidden_size": 64,
        }
    ),
}
