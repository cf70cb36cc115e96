"""A transformers that cannot be watched is refused before anything runs, with the versions that can."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import transformers
from transformers import BertConfig, BertModel

from headscope.errors import CannotObserve
from headscope.models.load import load_model, loaded_from
from headscope.models.versions import OLDEST, TESTED, refuse_unfit_transformers

ROOT = Path(__file__).parents[2]


@pytest.fixture
def _without_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attention interface of transformers 4.57: a mapping, nothing that is asked each time."""
    monkeypatch.delattr(transformers.AttentionInterface, "get_interface")


def sdpa_mask(batch_size: int, cache_position: Any, kv_length: int, kv_offset: int, mask_function: Any) -> None:
    """The mask function of transformers 5.3: rows are a tensor of positions."""


@pytest.mark.usefixtures("_without_interface")
def test_a_version_without_get_interface_is_refused_with_those_that_work() -> None:
    there = re.escape(transformers.__version__)
    with pytest.raises(CannotObserve, match=rf"{there} .*get_interface.*{OLDEST} to {TESTED}.*pip install") as refused:
        refuse_unfit_transformers()
    assert f"{OLDEST} 到 {TESTED}" in refused.value.text("zh")


def test_a_version_whose_masks_cannot_be_asked_for_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(transformers.AttentionMaskInterface._global_mapping, "sdpa", sdpa_mask)
    with pytest.raises(CannotObserve, match=r"AttentionMaskInterface.*q_length"):
        refuse_unfit_transformers()


@pytest.mark.usefixtures("_without_interface")
def test_nothing_is_loaded_or_looked_at_before(tmp_path: Path) -> None:
    sizes = {"vocab_size": 20, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    model = BertModel(BertConfig(**sizes)).eval()
    for load in (lambda: load_model(str(tmp_path / "nowhere")), lambda: loaded_from(model)):
        with pytest.raises(CannotObserve, match="get_interface"):
            load()


def test_the_versions_are_those_that_the_package_asks_for_and_is_tested_with() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert f"transformers>={OLDEST}" in extras["models"]
    assert re.findall(r"^transformers==(.+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE) == [TESTED]
