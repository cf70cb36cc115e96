"""The CTranslate2 file of whisper-base: a tiny one is packed here out of a random Whisper, and comes back whole."""

import json
import struct
from pathlib import Path

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers

from headscope.models.sample_whisper import convert_whisper, mended, read_tensors

WIDTH, LAYERS, HEADS = 32, 2, 4


def whisper() -> transformers.WhisperForConditionalGeneration:
    config = transformers.WhisperConfig(
        vocab_size=51865, d_model=WIDTH, encoder_layers=LAYERS, decoder_layers=LAYERS, encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS, encoder_ffn_dim=4 * WIDTH, decoder_ffn_dim=4 * WIDTH, max_source_positions=20,
        max_target_positions=16, num_mel_bins=80,
    )  # fmt: skip
    torch.manual_seed(0)
    return transformers.WhisperForConditionalGeneration(config).half().eval()


def pack(model: transformers.WhisperForConditionalGeneration) -> bytes:
    """The model as CTranslate2 writes it."""
    state = {name: tensor.detach().numpy() for name, tensor in model.model.state_dict().items()}
    tensors: dict[str, np.ndarray] = {"decoder/num_heads": np.array(HEADS, "<i2")}

    def linear(there: str, *here: str) -> None:
        weights = [state[f"{name}.weight"] for name in here]
        biases = [state.get(f"{name}.bias", np.zeros(len(one), "<f2")) for name, one in zip(here, weights, strict=True)]
        tensors[f"{there}/weight"], tensors[f"{there}/bias"] = np.concatenate(weights), np.concatenate(biases)

    def norm(there: str, here: str) -> None:
        tensors[f"{there}/gamma"], tensors[f"{there}/beta"] = state[f"{here}.weight"], state[f"{here}.bias"]

    for stack in ("encoder", "decoder"):
        tensors[f"{stack}/position_encodings/encodings"] = state[f"{stack}.embed_positions.weight"]
        norm(f"{stack}/layer_norm", f"{stack}.layer_norm")
        for layer in range(LAYERS):
            there, here = f"{stack}/layer_{layer}", f"{stack}.layers.{layer}"
            own, cross = f"{here}.self_attn", f"{here}.encoder_attn"
            linear(f"{there}/self_attention/linear_0", f"{own}.q_proj", f"{own}.k_proj", f"{own}.v_proj")
            linear(f"{there}/self_attention/linear_1", f"{own}.out_proj")
            norm(f"{there}/self_attention/layer_norm", f"{here}.self_attn_layer_norm")
            linear(f"{there}/ffn/linear_0", f"{here}.fc1")
            linear(f"{there}/ffn/linear_1", f"{here}.fc2")
            norm(f"{there}/ffn/layer_norm", f"{here}.final_layer_norm")
            if stack == "decoder":
                linear(f"{there}/attention/linear_0", f"{cross}.q_proj")
                linear(f"{there}/attention/linear_1", f"{cross}.k_proj", f"{cross}.v_proj")
                linear(f"{there}/attention/linear_2", f"{cross}.out_proj")
                norm(f"{there}/attention/layer_norm", f"{here}.encoder_attn_layer_norm")
    for name in ("conv1", "conv2"):
        linear(f"encoder/{name}", f"encoder.{name}")
    tensors["decoder/embeddings/weight"] = state["decoder.embed_tokens.weight"]

    def text(name: str) -> bytes:
        return struct.pack("<H", len(name) + 1) + name.encode() + b"\0"

    out = struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, len(tensors))
    for name, tensor in tensors.items():
        kind = {"float16": 4, "int16": 2}[str(tensor.dtype)]
        out += text(name) + struct.pack(f"<B{tensor.ndim}I", tensor.ndim, *tensor.shape)
        out += struct.pack("<BI", kind, tensor.nbytes) + tensor.tobytes()
    return out + struct.pack("<I", 1) + text("decoder/projection/weight") + text("decoder/embeddings/weight")


def small_tokenizer() -> Tokenizer:
    """Bytes alone, and Whisper's own special tokens at their own numbers."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    pieces = {letter: number for number, letter in enumerate(letters)}
    pieces |= {f"unused{number}": number for number in range(len(letters), 50257)}
    made = Tokenizer(models.BPE(pieces, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    names = ["<|endoftext|>", "<|startoftranscript|>", "<|en|>", *(f"<|x{n}|>" for n in range(98))]
    names += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
    made.add_special_tokens(names)
    return made


def test_a_file_in_two_parts_becomes_the_model_it_was_made_of(tmp_path: Path) -> None:
    model = whisper()
    packed = pack(model)
    parts = [tmp_path / "model.bin.part1", tmp_path / "model.bin.part2"]
    for part, content in zip(parts, (packed[:1001], packed[1001:]), strict=True):  # within a tensor
        part.write_bytes(content)
    told = {"alignment_heads": [[1, 2]], "suppress_ids": [7], "suppress_ids_begin": [220]}
    (tmp_path / "config.json").write_text(json.dumps(told))
    small_tokenizer().save(str(tmp_path / "tokenizer.json"))
    assert int(read_tensors(parts)["decoder/num_heads"]) == HEADS
    made = tmp_path / "made"
    convert_whisper(parts, tmp_path, made)
    back = transformers.AutoModelForSpeechSeq2Seq.from_pretrained(made, dtype=torch.float16)
    wanted = model.state_dict()
    for name, tensor in back.state_dict().items():
        torch.testing.assert_close(tensor, wanted[name], rtol=0, atol=0)
    assert back.proj_out.weight is back.model.decoder.embed_tokens.weight
    assert back.generation_config.alignment_heads == [[1, 2]]
    assert back.generation_config.lang_to_id["<|en|>"] == 50259
    tokenizer = transformers.AutoTokenizer.from_pretrained(made)
    tokenizer.set_prefix_tokens(language="en", task="transcribe")
    pieces = tokenizer.convert_ids_to_tokens(tokenizer("hi")["input_ids"])
    assert pieces == [
        "<|startoftranscript|>",
        "<|en|>",
        "<|transcribe|>",
        "<|notimestamps|>",
        "h",
        "i",
        "<|endoftext|>",
    ]
    assert transformers.AutoFeatureExtractor.from_pretrained(made).sampling_rate == 16000


def test_a_lost_first_merge_is_put_back_and_a_whole_list_is_left_alone() -> None:
    vocabulary = {"Ġt": 256, "Ġa": 257, "he": 258}
    for merges in (["Ġ a", "h e"], [["Ġ", "a"], ["h", "e"]]):
        broken = {"model": {"vocab": vocabulary, "merges": list(merges)}}
        found = mended(broken)["model"]["merges"]
        assert [tuple(one.split(" ")) if isinstance(one, str) else tuple(one) for one in found] == [
            ("Ġ", "t"),
            ("Ġ", "a"),
            ("h", "e"),
        ]
        assert mended({"model": {"vocab": vocabulary, "merges": list(found)}})["model"]["merges"] == found
