"""The model that ships with the package: its size, its check, its card, and that it translates at all."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed")

import torch

from headscope.capture.doctor import examine
from headscope.capture.plan import Plan
from headscope.errors import ModelNotFound
from headscope.models.load import load_model
from headscope.models.pocket import pocket_folder

ROOT = Path(__file__).parents[2]
FOLDER = pocket_folder("pocket:translate")


@pytest.fixture(scope="module")
def loaded():
    return load_model("pocket:translate")


def test_it_is_small(loaded) -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 12_000_000
    trained = [one for name, one in loaded.model.named_parameters() if "embed_positions" not in name]
    assert sum(one.numel() for one in trained) <= 5_500_000


def test_it_passes_the_self_check() -> None:
    found = examine("pocket:translate", ("The boat is late.", "船来晚了。"), Plan())
    assert found.passed


@pytest.mark.parametrize(
    ("tag", "asked", "said"), [(">>zh<<", "He is a doctor.", "医生"), (">>en<<", "他是医生。", "doctor")]
)
def test_it_translates_both_ways(loaded, tag: str, asked: str, said: str) -> None:
    ids = torch.tensor([loaded.tokenizer(f"{tag} {asked}")["input_ids"]])
    with torch.no_grad():
        answer = loaded.model.generate(ids, num_beams=1, do_sample=False, max_new_tokens=20)
    assert said in loaded.tokenizer.decode(answer[0], skip_special_tokens=True)


def test_its_card_is_written_from_its_record() -> None:
    sys.path.insert(0, str(ROOT / "pocket"))
    pytest.importorskip("opencc", reason="opencc is not installed")
    specification = importlib.util.spec_from_file_location("describe_translate", ROOT / "pocket/describe_translate.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    record = json.loads((FOLDER / "training.json").read_text("utf-8"))
    assert (FOLDER / "README.md").read_text("utf-8") == module.card(record), "run pocket/describe_translate.py"
    assert len(record["samples"]) == 10
    assert "CC BY 2.0 FR" in (FOLDER / "LICENSE").read_text("utf-8")


def test_a_pocket_model_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelNotFound, match="pocket:translate"):
        load_model("pocket:summarise")
