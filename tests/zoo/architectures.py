"""Tiny random models of many architectures, and inputs for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import torch
import transformers
from packaging.version import Version
from transformers import AutoModel, PreTrainedModel

QUERIES = 20
VOCABULARY = 99

TEXT = {
    "vocab_size": VOCABULARY,
    "hidden_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "max_position_embeddings": 128,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
GROUPED = TEXT | {"num_key_value_heads": 2, "head_dim": 12}
WINDOW = GROUPED | {"sliding_window": 6}
EXPERTS = GROUPED | {"num_experts_per_tok": 2, "moe_intermediate_size": 32}
GPT = {
    "vocab_size": VOCABULARY,
    "n_embd": 48,
    "n_layer": 2,
    "n_head": 4,
    "n_positions": 128,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
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
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "decoder_start_token_id": 1,
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


@dataclass(frozen=True, slots=True)
class Architecture:
    """One architecture: the name of its configuration class, its options, what it reads, its attention calls."""

    config: str
    options: dict[str, Any]
    reads: str = "text"
    sites: int = 2
    exact_to: float = 1e-9


ARCHITECTURES = {
    "bert": Architecture("BertConfig", TEXT),
    "roberta": Architecture("RobertaConfig", TEXT),
    "xlm-roberta": Architecture("XLMRobertaConfig", TEXT),
    "distilbert": Architecture(
        "DistilBertConfig",
        {"vocab_size": VOCABULARY, "dim": 48, "n_layers": 2, "n_heads": 4, "hidden_dim": 64, "pad_token_id": 0},
    ),
    "electra": Architecture("ElectraConfig", TEXT | {"embedding_size": 32}),
    "albert": Architecture("AlbertConfig", TEXT | {"embedding_size": 32}),
    "camembert": Architecture("CamembertConfig", TEXT),
    "modernbert": Architecture("ModernBertConfig", TEXT | {"local_attention": 8, "cls_token_id": 1, "sep_token_id": 2}),
    "esm": Architecture("EsmConfig", TEXT | {"position_embedding_type": "rotary", "mask_token_id": 3}),
    "gpt2": Architecture("GPT2Config", GPT),
    "gpt_bigcode": Architecture("GPTBigCodeConfig", GPT),
    "gptj": Architecture("GPTJConfig", GPT | {"rotary_dim": 8}, exact_to=1e-6),  # its eager casts q and k to float32
    "gpt_neox": Architecture("GPTNeoXConfig", TEXT),
    "opt": Architecture(
        "OPTConfig",
        {k: TEXT[k] for k in ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "pad_token_id")}
        | {"ffn_dim": 64, "max_position_embeddings": 128, "word_embed_proj_dim": 48},
    ),
    "llama": Architecture("LlamaConfig", GROUPED),
    "mistral": Architecture("MistralConfig", WINDOW),
    "mixtral": Architecture("MixtralConfig", EXPERTS | {"num_local_experts": 4}),
    "qwen2": Architecture("Qwen2Config", GROUPED),
    "qwen3": Architecture("Qwen3Config", GROUPED),
    "qwen3_moe": Architecture("Qwen3MoeConfig", EXPERTS | {"num_experts": 4}),
    "gemma": Architecture("GemmaConfig", GROUPED),
    "gemma2": Architecture("Gemma2Config", WINDOW),
    "gemma3_text": Architecture("Gemma3TextConfig", WINDOW | {"layer_types": ["sliding_attention", "full_attention"]}),
    "phi": Architecture("PhiConfig", TEXT | {"num_key_value_heads": 2}),
    "phi3": Architecture("Phi3Config", TEXT | {"num_key_value_heads": 2}),
    "olmo2": Architecture("Olmo2Config", TEXT | {"num_key_value_heads": 2}),
    "cohere": Architecture("CohereConfig", TEXT | {"num_key_value_heads": 2}),
    "granite": Architecture("GraniteConfig", TEXT | {"num_key_value_heads": 2}),
    "glm": Architecture("GlmConfig", GROUPED),
    "smollm3": Architecture("SmolLM3Config", TEXT | {"num_key_value_heads": 2}),
    "starcoder2": Architecture("Starcoder2Config", TEXT | {"num_key_value_heads": 2, "sliding_window": 6}),
    "llama4_text": Architecture(
        "Llama4TextConfig",
        GROUPED
        | {"num_local_experts": 2, "intermediate_size_mlp": 64, "attention_chunk_size": 12, "no_rope_layers": [1, 0]}
        | {"layer_types": ["chunked_attention", "full_attention"]},
    ),
    "gpt_oss": Architecture(
        "GptOssConfig",
        WINDOW
        | {
            "num_local_experts": 4,
            "num_experts_per_tok": 2,
            "rope_parameters": {"rope_type": "default", "rope_theta": 1e4},
            "layer_types": ["sliding_attention", "full_attention"],
        },
    ),
    "deepseek_v3": Architecture(
        "DeepseekV3Config",
        TEXT
        | {
            "num_key_value_heads": 4,
            "kv_lora_rank": 16,
            "q_lora_rank": 24,
            "qk_rope_head_dim": 8,
            "qk_nope_head_dim": 8,
            "v_head_dim": 8,
            "n_routed_experts": 4,
            "num_experts_per_tok": 2,
            "moe_intermediate_size": 32,
            "n_group": 1,
            "topk_group": 1,
            "first_k_dense_replace": 1,
        },
    ),
    "diffllama": Architecture("DiffLlamaConfig", GROUPED, sites=4),
    "bart": Architecture("BartConfig", PAIR, reads="pair", sites=6),
    "marian": Architecture("MarianConfig", PAIR, reads="pair", sites=6),
    "mbart": Architecture("MBartConfig", PAIR, reads="pair", sites=6),
    "m2m_100": Architecture("M2M100Config", PAIR, reads="pair", sites=6),
    "t5": Architecture("T5Config", T5, reads="pair", sites=6),
    "mt5": Architecture("MT5Config", T5, reads="pair", sites=6),
    "whisper": Architecture(
        "WhisperConfig",
        PAIR | {"max_source_positions": 50, "max_target_positions": 64, "num_mel_bins": 16},
        reads="sound",
        sites=6,
    ),
    "vit": Architecture("ViTConfig", IMAGE, reads="image"),
    "deit": Architecture("DeiTConfig", IMAGE, reads="image"),
    "dinov2": Architecture("Dinov2Config", {k: v for k, v in IMAGE.items() if k != "intermediate_size"}, reads="image"),
    "clip_vision": Architecture("CLIPVisionConfig", IMAGE, reads="image"),
    "ijepa": Architecture("IJepaConfig", IMAGE, reads="image"),
}

# In older transformers (`scripts/test --transformers`) gptj has code of its own, gemma2's sdpa forgets its soft-cap.
SINCE = {"gptj": "5.24.0", "gemma2": "5.21.0"}


def build(name: str, *, sharpen: float = 4.0) -> PreTrainedModel:
    """The model in float64 with sharpened attention and sinks that are not zero, in evaluation mode."""
    architecture = ARCHITECTURES[name]
    if Version(transformers.__version__) < Version(SINCE.get(name, "0")):
        pytest.skip(f"{name} goes through the attention interface since transformers {SINCE[name]}")
    torch.manual_seed(0)
    config = getattr(transformers, architecture.config)(**architecture.options)
    model = AutoModel.from_config(config, experts_implementation="eager").eval().double()
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if parameter.ndim >= 2:
                parameter.mul_(sharpen)
            if "sink" in parameter_name:
                parameter.normal_()
    return model


def inputs(name: str, padding: str) -> dict[str, torch.Tensor]:
    """A batch of two: the second text shorter by five tokens where `padding` is `left` or `right`."""
    reads = ARCHITECTURES[name].reads
    generator = torch.Generator().manual_seed(1)
    ids = torch.randint(5, 95, (2, QUERIES), generator=generator)
    if reads == "image":
        return {"pixel_values": torch.randn(2, 3, 32, 32, generator=generator, dtype=torch.float64)}
    if reads == "sound":
        sound = torch.randn(2, 16, 100, generator=generator, dtype=torch.float64)
        return {"input_features": sound, "decoder_input_ids": ids[:, :9]}
    mask = torch.ones_like(ids)
    if padding != "none":
        padded = slice(0, 5) if padding == "left" else slice(-5, None)
        mask[1, padded] = 0
        ids[1, padded] = 0
    given = {"input_ids": ids, "attention_mask": mask}
    return given | {"decoder_input_ids": ids.flip(0)[:, :9].clamp_min(5)} if reads == "pair" else given
