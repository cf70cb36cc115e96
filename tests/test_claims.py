"""docs/claims.md holds what docs/make_claims.py measures: the rows that need no model are measured again."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def claims() -> ModuleType:
    pytest.importorskip("torch", reason="torch is not installed")
    specification = importlib.util.spec_from_file_location("make_claims", DOCS / "make_claims.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["make_claims"] = module
    specification.loader.exec_module(module)
    return module


def test_rows_that_need_no_model_are_up_to_date(claims: ModuleType):
    lines = set((DOCS / "claims.md").read_text("utf-8").splitlines())
    stale = [row.line() for row in claims.given_rows() if row.line() not in lines]
    assert not stale, "run docs/make_claims.py"


def test_every_claim_from_s1_to_s62_has_a_row():
    found: set[int] = set()
    for line in (DOCS / "claims.md").read_text("utf-8").splitlines():
        cell = line.split("|")[1] if line.startswith("| S") else ""
        for low, high in re.findall(r"S(\d+)(?:-S(\d+))?", cell):
            found |= set(range(int(low), int(high or low) + 1))
    assert found == set(range(1, 63))


def test_a_verdict_is_one_of_three(claims: ModuleType):
    words = (claims.HOLDS, claims.FAILS, claims.LATER)
    assert all(any(word in row.verdict for word in words) for row in claims.given_rows())
