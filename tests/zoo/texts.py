"""Encoders of one text."""

from __future__ import annotations

from tests.zoo.shapes import GROUPED, TEXT, VOCABULARY, Architecture

ENCODERS = {
    "bert": Architecture(TEXT),
    "roberta": Architecture(TEXT),
    "xlm-roberta": Architecture(TEXT),
    "distilbert": Architecture(TEXT | {"hidden_dim": 64}),
    "electra": Architecture(TEXT | {"embedding_size": 32}),
    "albert": Architecture(TEXT | {"embedding_size": 32}),
    "camembert": Architecture(TEXT),
    "deberta": Architecture(
        TEXT | {"relative_attention": True, "pos_att_type": ["c2p", "p2c"], "max_relative_positions": 16},
        routes=("softmax",),
    ),
    "deberta-v2": Architecture(
        TEXT | {"relative_attention": True, "pos_att_type": ["c2p", "p2c"], "max_relative_positions": 16},
        routes=("softmax",),
    ),
    "modernbert": Architecture(TEXT | {"local_attention": 8, "cls_token_id": 1, "sep_token_id": 2}),
    "ernie": Architecture(TEXT),
    "megatron-bert": Architecture(TEXT, routes=("softmax",)),
    "mpnet": Architecture(TEXT, routes=("softmax",)),
    "layoutlm": Architecture(TEXT | {"max_2d_position_embeddings": 64}),
    "squeezebert": Architecture(TEXT | {"embedding_size": 48}, routes=("softmax",)),
    "convbert": Architecture(
        TEXT | {"embedding_size": 32, "head_ratio": 2, "conv_kernel_size": 3}, routes=("softmax",)
    ),
    "funnel": Architecture(
        {"vocab_size": VOCABULARY, "d_model": 48, "n_head": 4, "d_head": 12, "d_inner": 64, "pad_token_id": 0}
        | {"block_sizes": [1, 1], "num_decoder_layers": 1, "architectures": ["FunnelModel"]},
        routes=("softmax",),
        sites=3,
    ),
    "xlnet": Architecture(
        {"vocab_size": VOCABULARY, "d_model": 48, "n_layer": 2, "n_head": 4, "d_inner": 64, "pad_token_id": 0},
        routes=("softmax",),
    ),
    "xlm": Architecture(TEXT | {"max_position_embeddings": 128}, routes=("softmax",)),
    "flaubert": Architecture(TEXT, routes=("softmax",)),
    "fnet": Architecture(TEXT | {"tpu_short_seq_length": 20}, refused="no_attention"),
    "rembert": Architecture(TEXT | {"input_embedding_size": 32, "output_embedding_size": 32}, routes=("softmax",)),
    "roformer": Architecture(TEXT | {"embedding_size": 32}, routes=("softmax",)),
    "roc_bert": Architecture(
        TEXT
        | {
            "pronunciation_embed_dim": 16,
            "pronunciation_vocab_size": VOCABULARY,
            "shape_embed_dim": 16,
            "shape_vocab_size": VOCABULARY,
        }
    ),
    "nystromformer": Architecture(
        TEXT | {"segment_means_seq_len": 20, "num_landmarks": 20, "conv_kernel_size": 5}, routes=("softmax",)
    ),
    "nystromformer:landmarks": Architecture(  # three softmaxes whose product is no softmax
        TEXT | {"segment_means_seq_len": 20, "num_landmarks": 5, "conv_kernel_size": 5}, refused="attention_unseen"
    ),
    "yoso": Architecture(TEXT, refused="modules_unreached"),  # hashes, no softmax
    "mobilebert": Architecture(TEXT | {"embedding_size": 48, "true_hidden_size": 48, "intra_bottleneck_size": 48}),
    "ibert": Architecture(TEXT, routes=("softmax",)),
    "longformer": Architecture(TEXT | {"attention_window": 8}, refused="attention_unseen"),  # of diagonals
    "big_bird": Architecture(TEXT | {"attention_type": "original_full"}, routes=("softmax",)),
    "big_bird:block_sparse": Architecture(  # its bands are five-dimensional
        TEXT | {"attention_type": "block_sparse", "block_size": 2, "num_random_blocks": 1}, refused="attention_unseen"
    ),
    "data2vec-text": Architecture(TEXT),
    "esm": Architecture(TEXT | {"position_embedding_type": "rotary", "mask_token_id": 3}),
    "splinter": Architecture(TEXT),
    "lilt": Architecture(  # text and layout have maps of their own; it reports those of the text
        TEXT | {"max_2d_position_embeddings": 64}, routes=("softmax",), sites=4, unreported=2
    ),
    "xmod": Architecture(TEXT | {"languages": ["en"], "default_language": "en"}),
    "canine": Architecture(  # its code multiplies the least number of float64 with a float32
        TEXT | {"downsampling_rate": 2, "local_transformer_stride": 32, "num_hash_buckets": 64},
        routes=("softmax",),
        sites=4,
        dtype="float32",
        exact_to=1e-6,
    ),
    "eurobert": Architecture(GROUPED | {"mask_token_id": 3}),
    "nomic_bert": Architecture(TEXT),
    "jina_embeddings_v3": Architecture(TEXT),
}
