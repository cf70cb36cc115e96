"""Loading: tiny random models saved here, no network."""

import json
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
import torch
from safetensors.torch import save_file
from transformers import (
    BertConfig,
    BertForMaskedLM,
    BertModel,
    BloomConfig,
    BloomModel,
    GPT2Config,
    GPT2LMHeadModel,
    T5Config,
    T5ForConditionalGeneration,
)

from headscope.errors import BadOption, CannotObserve, ModelNotFound
from headscope.models.load import load_model, loaded_from
from headscope.models.samples import sample_folder

SIZES = {"vocab_size": 20, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}


def bert(**changes: Any) -> BertForMaskedLM:
    torch.manual_seed(0)
    return BertForMaskedLM(BertConfig(**SIZES, max_position_embeddings=16, **changes))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bert().save_pretrained(tmp_path / "bert")
    return tmp_path / "bert"


def test_a_folder_gives_the_class_it_names_in_eval_mode(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loaded = load_model(str(folder))
    assert (loaded.architecture, loaded.dtype, loaded.folder) == ("BertForMaskedLM", "float32", folder)
    assert loaded.tokenizer is None
    assert not loaded.model.training
    torch.testing.assert_close(loaded.model.state_dict(), bert().state_dict())
    assert capsys.readouterr() == ("", "")


def test_other_kinds_get_their_own_class(tmp_path: Path) -> None:
    GPT2LMHeadModel(GPT2Config(vocab_size=20, n_embd=8, n_layer=1, n_head=2, n_positions=8)).save_pretrained(
        tmp_path / "a"
    )
    sizes = {"vocab_size": 20, "d_model": 8, "d_kv": 4, "d_ff": 8, "num_layers": 1, "num_heads": 2}
    T5ForConditionalGeneration(T5Config(**sizes)).save_pretrained(tmp_path / "b")
    assert load_model(str(tmp_path / "a")).architecture == "GPT2LMHeadModel"
    assert load_model(str(tmp_path / "b")).architecture == "T5ForConditionalGeneration"


def test_a_configuration_without_a_class_gives_the_headless_model(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "architectures": None}))
    assert load_model(str(folder)).architecture == "BertModel"


def test_the_dtype_is_as_asked(folder: Path) -> None:
    assert next(load_model(str(folder), dtype="bfloat16").model.parameters()).dtype == torch.bfloat16
    with pytest.raises(BadOption, match="expected one of float32"):
        load_model(str(folder), dtype="int3")


def test_the_fingerprint_follows_weights_and_configuration(folder: Path) -> None:
    first = load_model(str(folder)).fingerprint
    assert load_model(str(folder)).fingerprint == first
    model = bert()
    with torch.no_grad():
        model.cls.predictions.bias[3] += 1
    model.save_pretrained(folder)
    assert load_model(str(folder)).fingerprint != first


def test_a_pickle_is_refused_unless_allowed(folder: Path) -> None:
    torch.save(bert().state_dict(), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelNotFound, match="--allow-pickle"):
        load_model(str(folder))
    assert load_model(str(folder), allow_pickle=True).architecture == "BertForMaskedLM"


def test_a_folder_without_weights_or_configuration_is_refused(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelNotFound, match=r"without \*\.safetensors"):
        load_model(str(folder))
    (folder / "config.json").unlink()
    with pytest.raises(ModelNotFound, match="no configuration"):
        load_model(str(folder))


def test_truncated_weights_are_refused_in_one_line(folder: Path) -> None:
    content = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelNotFound, match="Model cannot be loaded") as caught:
        load_model(str(folder))
    assert "\n" not in str(caught.value)


def test_missing_weights_are_refused_but_a_missing_pooler_is_not(tmp_path: Path) -> None:
    model = BertModel(BertConfig(**SIZES, max_position_embeddings=16))
    model.save_pretrained(tmp_path)

    def leave_out(part: str) -> None:
        kept = {name: tensor for name, tensor in model.state_dict().items() if part not in name}
        save_file(kept, tmp_path / "model.safetensors", metadata={"format": "pt"})

    leave_out("pooler")
    assert load_model(str(tmp_path)).architecture == "BertModel"
    leave_out("self.query")
    with pytest.raises(ModelNotFound, match=r"no values for 2 tensors \(encoder.*query.bias"):
        load_model(str(tmp_path))


def test_architectures_off_the_attention_interface_load_as_well(tmp_path: Path) -> None:
    torch.manual_seed(0)
    BloomModel(BloomConfig(vocab_size=20, hidden_size=8, n_layer=1, n_head=2)).save_pretrained(tmp_path)
    assert load_model(str(tmp_path)).architecture == "BloomModel"


def test_an_unknown_architecture_runs_no_code_of_its_own(tmp_path: Path) -> None:
    config = {"model_type": "mine", "architectures": ["MyModel"], "auto_map": {"AutoModel": "mine.MyModel"}}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "mine.py").write_text("raise SystemExit('ran')")
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(CannotObserve, match="Architecture is not known: got MyModel"):
        load_model(str(tmp_path))


def test_unknown_names_list_what_there_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEADSCOPE_CACHE", str(tmp_path))
    with pytest.raises(ModelNotFound, match=r"expected a sample model .minilm, bert-tiny, smollm2, e5-small"):
        load_model("gpt-5")
    with pytest.raises(ModelNotFound, match="scripts/models minilm"):
        load_model("minilm")
    with pytest.raises(ModelNotFound, match="Model folder is not there"):
        load_model("./nowhere")


def test_a_hub_that_cannot_be_reached_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: Any, **__: Any) -> str:
        raise OSError("No route. Many\nmore lines")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", unreachable)
    with pytest.raises(ModelNotFound, match=r"got 'some/model' \(No route\)") as caught:
        load_model("some/model")
    assert "\n" not in str(caught.value)


def test_a_hub_folder_is_read_like_any_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []

    def download(name: str, **options: Any) -> str:
        asked.append(options)
        return str(folder)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    assert load_model("some/model").name == "some/model"
    assert not [pattern for pattern in asked[0]["allow_patterns"] if pattern.endswith((".bin", ".py"))]


def test_a_model_in_memory_is_taken_as_it_is() -> None:
    loaded = loaded_from(bert().train())
    assert (loaded.architecture, loaded.dtype, loaded.folder) == ("BertForMaskedLM", "float32", None)
    assert loaded.model.training
    assert loaded.fingerprint == loaded_from(bert()).fingerprint
    assert loaded.fingerprint != loaded_from(bert(layer_norm_eps=1e-5)).fingerprint


@pytest.mark.large
@pytest.mark.parametrize(
    ("name", "architecture"),
    [
        ("minilm", "BertModel"),
        ("bert-tiny", "BertForMaskedLM"),
        ("smollm2", "LlamaForCausalLM"),
        ("e5-small", "BertModel"),
    ],
)
def test_sample_models_load_by_name(name: str, architecture: str) -> None:
    if sample_folder(name) is None:
        pytest.skip(f"{name} is not in the cache (scripts/models {name})")
    loaded = load_model(name)
    assert loaded.architecture == architecture
    assert loaded.tokenizer.is_fast
