"""A run keeps the heads that a model's configuration names as those that align, and the reading stands beside them."""

from __future__ import annotations

import pytest

import headscope as hs
from tests.media import tone, whisper


def test_the_named_heads_of_a_model_are_kept_and_told_in_the_reading(tmp_path) -> None:
    model = whisper()
    model.model.generation_config.alignment_heads = [[0, 3], [1, 1]]
    hs.observe(model, sound=tone(), target="the cat sits on the mat and it rains on the mat", out=tmp_path / "run")
    run = hs.open(tmp_path / "run")
    assert run.manifest.model is not None
    assert run.manifest.model.told_heads == ("X0.H3", "X1.H1")
    found = hs.read(run, "following")
    assert [one.head for one in found] == [f"X{layer}.H{number}" for layer in range(2) for number in range(4)]
    assert [one.head for one in found if one.is_told] == ["X0.H3", "X1.H1"]


@pytest.mark.parametrize("named", [None, []])
def test_without_a_list_nothing_is_told(named: list[list[int]] | None) -> None:
    model = whisper()
    model.model.generation_config.alignment_heads = named
    run = hs.observe(model, sound=tone(), target="the cat sits on the mat and it rains on the mat")
    assert {one.is_told for one in hs.read(run, "following")} == {None}
