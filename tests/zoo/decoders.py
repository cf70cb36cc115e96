"""Decoders of one text: each token reads those before it."""

from __future__ import annotations

from tests.zoo.shapes import GPT, GROUPED, PAIRED_KEYS, TEXT, WINDOW, WINDOW_THEN_ALL, Architecture

PLAIN_ROTARY = {"rope_type": "default", "rope_theta": 1e4}

DECODERS = {
    "gpt2": Architecture(GPT),
    "gpt_bigcode": Architecture(GPT),
    "gptj": Architecture(GPT | {"rotary_dim": 8}, exact_to=1e-6, kernel_to=1e-9),  # its eager casts q and k
    "codegen": Architecture(GPT | {"rotary_dim": 8}, exact_to=1e-6, kernel_to=1e-9),  # to float32, and so does this
    "ctrl": Architecture(GPT | {"dff": 64}),
    "openai-gpt": Architecture(GPT, routes=("softmax",)),
    "gpt_neo": Architecture(
        TEXT | {"attention_types": [[["global", "local"], 1]], "window_size": 6}, routes=("softmax",)
    ),
    "gpt_neox": Architecture(TEXT),
    "opt": Architecture(TEXT | {"ffn_dim": 64, "word_embed_proj_dim": 48}),
    "bloom": Architecture(TEXT, routes=("softmax",)),
    "mpt": Architecture(  # its code puts the least number of its scores into a float32, and padding is no number then
        TEXT | {"max_seq_len": 128}, routes=("softmax",), dtype="float32", exact_to=1e-6
    ),
    "falcon": Architecture(TEXT | {"num_kv_heads": 2, "new_decoder_architecture": True}, routes=("sdpa",)),
    "biogpt": Architecture(TEXT),
    "xglm": Architecture(  # its code writes the least number of float64 into a float32
        TEXT | {"ffn_dim": 64}, routes=("softmax",), dtype="float32", exact_to=1e-6
    ),
    "llama": Architecture(GROUPED),
    "mistral": Architecture(WINDOW),
    "ministral": Architecture(WINDOW_THEN_ALL),
    "ministral3": Architecture(WINDOW),
    "qwen2": Architecture(GROUPED),
    "qwen3": Architecture(GROUPED),
    "gemma": Architecture(GROUPED),
    "gemma2": Architecture(WINDOW),
    "gemma3_text": Architecture(WINDOW_THEN_ALL),
    "gemma3n_text": Architecture(
        WINDOW_THEN_ALL
        | {
            "intermediate_size": [64, 64],
            "vocab_size_per_layer_input": 99,
            "hidden_size_per_layer_input": 8,
            "num_kv_shared_layers": 0,
            "altup_num_inputs": 2,
            "laurel_rank": 4,
            "activation_sparsity_pattern": [0.0, 0.0],
        }
    ),
    "gemma4_text": Architecture(
        WINDOW_THEN_ALL | {"vocab_size_per_layer_input": 99, "hidden_size_per_layer_input": 8, "global_head_dim": 12}
    ),
    "vaultgemma": Architecture(WINDOW),
    "phi": Architecture(PAIRED_KEYS),
    "phi3": Architecture(PAIRED_KEYS),
    "olmo": Architecture(PAIRED_KEYS),
    "olmo2": Architecture(PAIRED_KEYS),
    "olmo3": Architecture(PAIRED_KEYS | {"sliding_window": 6, "layer_types": ["sliding_attention", "full_attention"]}),
    "cohere": Architecture(PAIRED_KEYS),
    "cohere2": Architecture(WINDOW_THEN_ALL),
    "granite": Architecture(PAIRED_KEYS),
    "granite_swa": Architecture(WINDOW_THEN_ALL, exact_to=1e-6),  # its factor of the sink is float32
    "glm": Architecture(GROUPED),
    "glm4": Architecture(GROUPED),
    "smollm3": Architecture(PAIRED_KEYS),
    "stablelm": Architecture(PAIRED_KEYS | {"rope_parameters": PLAIN_ROTARY | {"partial_rotary_factor": 0.5}}),
    "starcoder2": Architecture(PAIRED_KEYS | {"sliding_window": 6}),
    "persimmon": Architecture(TEXT),
    "helium": Architecture(GROUPED),
    "nemotron": Architecture(PAIRED_KEYS),
    "exaone4": Architecture(WINDOW_THEN_ALL),
    "arcee": Architecture(GROUPED),
    "ernie4_5": Architecture(GROUPED),
    "hunyuan_v1_dense": Architecture(GROUPED),
    "diffllama": Architecture(GROUPED, sites=4, unreported=2),  # both calls of a layer have one map
    "bitnet": Architecture(PAIRED_KEYS),
    "apertus": Architecture(PAIRED_KEYS),
    "doge": Architecture(PAIRED_KEYS | {"keep_window_size": 8}),
    "seed_oss": Architecture(GROUPED),
    "cwm": Architecture(WINDOW_THEN_ALL | {"rope_parameters": PLAIN_ROTARY}),
    "modernbert-decoder": Architecture(TEXT | {"local_attention": 8, "cls_token_id": 1, "sep_token_id": 2}),
}
