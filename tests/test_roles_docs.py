"""docs/roles.md and docs/roles.zh.md hold what docs/measured holds, and nothing that was typed."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def make_roles() -> ModuleType:
    pytest.importorskip("torch", reason="torch is not installed")
    specification = importlib.util.spec_from_file_location("make_roles", DOCS / "make_roles.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["make_roles"] = module
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("language", "name"), [("en", "roles.md"), ("zh", "roles.zh.md")])
def test_the_page_is_what_was_measured(make_roles: ModuleType, language: str, name: str):
    assert (DOCS / name).read_text("utf-8") == make_roles.page(language), "run docs/make_roles.py"


def test_few_seeds_of_two_hundred_show_a_role_where_there_is_none():
    nulls = json.loads((DOCS / "measured" / "role_nulls.json").read_text("utf-8"))
    for kind in ("random_weights", "shuffled_trees"):
        assert nulls[kind]["seeds_with_any_role"] <= nulls["bar_of_200"] == 16


def test_eager_maps_give_the_scores_that_the_page_states():
    mechanical = json.loads((DOCS / "measured" / "mechanical-smollm2.json").read_text("utf-8"))["roles"]
    eager = json.loads((DOCS / "measured" / "eager-smollm2.json").read_text("utf-8"))["scores"]
    for role in ("previous_token", "duplicate_token", "induction"):
        for head, scores in mechanical[role]["top"].items():
            assert scores["score"][0] == pytest.approx(eager[role][head], abs=2e-5)
            assert max(scores["score"]) - min(scores["score"]) < 0.1
