"""Architectures with layers that have no attention: linear, convolutions or state spaces."""

from __future__ import annotations

from tests.zoo.shapes import EXPERTS, GROUPED, LATENT, LOCAL_EXPERTS, MAMBA, PAIRED_KEYS, TEXT, Architecture

LINEAR = {
    "linear_num_key_heads": 2,
    "linear_num_value_heads": 4,
    "linear_key_head_dim": 12,
    "linear_value_head_dim": 12,
    "layer_types": ["linear_attention", "full_attention"],
}

HYBRIDS = {
    "minimax": Architecture(
        LOCAL_EXPERTS | {"layer_types": ["linear_attention", "full_attention"], "block_size": 8}, sites=1, absent=1
    ),
    "lfm2": Architecture(PAIRED_KEYS | {"layer_types": ["conv", "full_attention"]}, sites=1, absent=1),
    "qwen3_next": Architecture(EXPERTS | LINEAR, sites=1, absent=1),
    "kimi_linear": Architecture(
        LATENT
        | {
            "layer_types": ["linear_attention", "full_attention"],
            "linear_head_dim": 12,
            "linear_num_heads": 4,
            "num_experts": 4,
            "num_experts_per_token": 2,
        },
        sites=1,
        absent=1,
    ),
    "jamba": Architecture(
        PAIRED_KEYS
        | {
            "attn_layer_period": 2,
            "attn_layer_offset": 1,
            "expert_layer_period": 2,
            "num_experts": 4,
            "mamba_d_state": 8,
        },
        sites=1,
        absent=1,
    ),
    "bamba": Architecture(PAIRED_KEYS | MAMBA | {"attn_layer_indices": [1]}, sites=1, absent=1),
    "zamba": Architecture(
        TEXT
        | {
            "num_hidden_layers": 3,  # its layers share one transformer: at least two must
            "layers_block_type": ["mamba", "hybrid", "hybrid"],
            "n_mamba_heads": 2,
            "attention_hidden_size": 96,
            "attention_head_dim": 24,
            "num_key_value_heads": 4,
            "mamba_d_state": 8,
        },
        sites=2,
        absent=1,
    ),
    "zamba2": Architecture(
        TEXT
        | {
            "layers_block_type": ["mamba", "hybrid"],
            "mamba_ngroups": 1,
            "n_mamba_heads": 8,
            "num_mem_blocks": 1,
            "mamba_d_state": 8,
            "chunk_size": 8,
        },
        sites=1,
        absent=1,
    ),
    "falcon_h1": Architecture(GROUPED | MAMBA | {"mamba_d_ssm": 96}),
    "nemotron_h": Architecture(
        GROUPED
        | {
            "layers_block_type": ["mamba", "attention"],
            "mamba_num_heads": 8,
            "mamba_head_dim": 12,
            "n_groups": 1,
            "ssm_state_size": 8,
            "chunk_size": 8,
        },
        sites=1,
        absent=1,
    ),
    "recurrent_gemma": Architecture(
        GROUPED | {"block_types": ["recurrent", "attention"], "attention_window_size": 6, "lru_width": 48},
        sites=1,
        absent=1,
    ),
    "granitemoehybrid": Architecture(
        PAIRED_KEYS
        | MAMBA
        | {
            "layer_types": ["mamba", "attention"],
            "num_local_experts": 4,
            "num_experts_per_tok": 2,
            "shared_intermediate_size": 32,
        },
        sites=1,
        absent=1,
    ),
    "mamba2": Architecture(
        TEXT | {"num_heads": 8, "head_dim": 12, "state_size": 8, "n_groups": 1, "chunk_size": 8}, refused="no_attention"
    ),
}
