"""Encoder-decoders: one text is read, another written."""

from __future__ import annotations

from tests.zoo.shapes import PAIR, SPECIAL, T5, VOCABULARY, WINDOW_THEN_ALL, Architecture

PAIRS = {
    "t5": Architecture(T5, reads="pair", sites=6),
    "mt5": Architecture(T5, reads="pair", sites=6),
    "umt5": Architecture(T5, reads="pair", sites=6),
    "longt5": Architecture(
        T5 | {"encoder_attention_type": "local", "local_radius": 4}, reads="pair", refused="attention_unseen"
    ),
    "switch_transformers": Architecture(  # as many experts as tokens: a router is no attention
        T5 | {"num_experts": 20, "expert_capacity": 64}, reads="pair", sites=6
    ),
    "t5gemma": Architecture(
        {
            "encoder": WINDOW_THEN_ALL,
            "decoder": WINDOW_THEN_ALL,
            "vocab_size": VOCABULARY,
        },
        reads="pair",
        sites=6,
    ),
    "bart": Architecture(PAIR, reads="pair", sites=6),
    "mbart": Architecture(PAIR, reads="pair", sites=6),
    "marian": Architecture(PAIR, reads="pair", sites=6),
    "pegasus": Architecture(PAIR, reads="pair", sites=6),
    "m2m_100": Architecture(PAIR, reads="pair", sites=6),
    "nllb-moe": Architecture(
        PAIR | {"num_experts": 2, "encoder_sparse_step": 2, "decoder_sparse_step": 2}, reads="pair", sites=6
    ),
    "blenderbot": Architecture(PAIR, reads="pair", sites=6),
    "blenderbot-small": Architecture(PAIR, reads="pair", sites=6),
    "led": Architecture(
        PAIR | {"attention_window": 8, "max_encoder_position_embeddings": 128, "max_decoder_position_embeddings": 128},
        reads="pair",
        refused="attention_unseen",
    ),
    "plbart": Architecture(PAIR, reads="pair", sites=6),
    "bigbird_pegasus": Architecture(
        PAIR | {"attention_type": "original_full"}, reads="pair", routes=("softmax", "tap"), sites=6
    ),
    "bigbird_pegasus:block_sparse": Architecture(
        PAIR | {"attention_type": "block_sparse", "block_size": 2, "num_random_blocks": 1},
        reads="pair",
        refused="attention_unseen",
    ),
    "prophetnet": Architecture(
        {
            "vocab_size": VOCABULARY,
            "hidden_size": 48,
            "encoder_ffn_dim": 64,
            "decoder_ffn_dim": 64,
            "max_position_embeddings": 128,
            "num_encoder_layers": 2,
            "num_decoder_layers": 2,
            "num_encoder_attention_heads": 4,
            "num_decoder_attention_heads": 4,
            **SPECIAL,
        },
        reads="pair",
        refused="attention_unseen",
    ),
    "pegasus_x": Architecture(
        PAIR | {"num_global_tokens": 4, "block_size": 8}, reads="pair", refused="attention_unseen"
    ),
    "fsmt": Architecture(
        PAIR | {"src_vocab_size": VOCABULARY, "tgt_vocab_size": VOCABULARY}, reads="pair", routes=("softmax",), sites=6
    ),
    "mvp": Architecture(PAIR, reads="pair", routes=("softmax",), sites=6),
}
