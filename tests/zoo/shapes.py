"""What one architecture of the zoo is, and the options that many of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

VOCABULARY = 99
IMAGE_TOKEN = 98

SPECIAL = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
TEXT = {
    "vocab_size": VOCABULARY,
    "hidden_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "max_position_embeddings": 128,
    **SPECIAL,
}
GPT = {
    "vocab_size": VOCABULARY,
    "n_embd": 48,
    "n_layer": 2,
    "n_head": 4,
    "n_positions": 128,
    **SPECIAL,
}
PAIRED_KEYS = TEXT | {"num_key_value_heads": 2}
GROUPED = PAIRED_KEYS | {"head_dim": 12}
WINDOW = GROUPED | {"sliding_window": 6}
WINDOW_THEN_ALL = WINDOW | {"layer_types": ["sliding_attention", "full_attention"]}
EXPERTS = GROUPED | {
    "num_experts": 4,
    "num_experts_per_tok": 2,
    "moe_intermediate_size": 32,
    "shared_expert_intermediate_size": 32,
}
LOCAL_EXPERTS = GROUPED | {"num_local_experts": 4, "num_experts_per_tok": 2}
ROUTED_EXPERTS = {
    "n_routed_experts": 4,
    "n_shared_experts": 1,
    "num_experts_per_tok": 2,
    "moe_intermediate_size": 32,
    "n_group": 1,
    "topk_group": 1,
    "first_k_dense_replace": 1,
}
LATENT = (  # keys and values out of a common latent vector
    TEXT
    | ROUTED_EXPERTS
    | {
        "num_key_value_heads": 4,
        "kv_lora_rank": 16,
        "q_lora_rank": 24,
        "qk_rope_head_dim": 8,
        "qk_nope_head_dim": 8,
        "v_head_dim": 8,
    }
)
INDEXED = LATENT | {"index_n_heads": 2, "index_head_dim": 8, "index_topk": 4}
MAMBA = {"mamba_n_heads": 8, "mamba_d_head": 12, "mamba_n_groups": 1, "mamba_d_state": 8, "mamba_chunk_size": 8}

PAIR = {
    "vocab_size": VOCABULARY,
    "d_model": 48,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 128,
    "decoder_start_token_id": 1,
    **SPECIAL,
}
T5 = {
    "vocab_size": VOCABULARY,
    "d_model": 48,
    "d_kv": 12,
    "d_ff": 64,
    "num_layers": 2,
    "num_decoder_layers": 2,
    "num_heads": 4,
    "pad_token_id": 0,
    "eos_token_id": 2,
    "decoder_start_token_id": 0,
}
IMAGE = {
    "hidden_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "image_size": 32,
    "patch_size": 8,
}
WAVE = {
    "hidden_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "conv_dim": (16, 16),
    "conv_stride": (10, 8),
    "conv_kernel": (10, 8),
    "num_conv_pos_embeddings": 8,
    "num_conv_pos_embedding_groups": 2,
    "feat_extract_norm": "layer",
}


@dataclass(frozen=True, slots=True)
class Architecture:
    """One architecture, by its model type in transformers; behind a colon, one of several ways it attends.

    Attributes:
        options: of its configuration.
        reads: `text`, `pair` (two texts), `mel` or `wave` (sound), `image`, `both` (a text and an image side by side),
            `seeing` (a text with an image in it).
        sites: attention calls of one run.
        routes: those on which its calls are seen.
        absent: layers without attention.
        unreported: calls whose maps it does not report when it is asked for all.
        exact_to: largest difference from its own eager maps, and of A V from its kernels unless `kernel_to` says less.
        kernel_to: largest difference of A V from its kernels, where its eager maps are rougher; None as `exact_to`.
        dtype: its numbers.
        refused: the key of the refusal where it cannot be observed; empty where it can.
    """

    options: dict[str, Any]
    reads: str = "text"
    sites: int = 2
    routes: tuple[str, ...] = ("tap",)
    absent: int = 0
    unreported: int = 0
    exact_to: float = 1e-9
    kernel_to: float | None = None
    dtype: str = "float64"
    refused: str = ""
