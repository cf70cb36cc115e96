"""docs/models.md holds what docs/measured/models.json holds, and that is the zoo."""

from __future__ import annotations

import json

import pytest
from docs import make_models


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_what_was_measured(language: str) -> None:
    name = make_models.PAGES[language]
    assert (make_models.ROOT / "docs" / name).read_text("utf-8") == make_models.page(language), (
        "run docs/make_models.py"
    )


def test_what_was_measured_is_the_zoo_with_its_routes_calls_and_refusals() -> None:
    pytest.importorskip("transformers", reason="transformers is not installed")
    from tests.zoo.architectures import ARCHITECTURES

    measured = json.loads(make_models.FILE.read_text("utf-8"))["architectures"]
    assert list(measured) == list(ARCHITECTURES)
    for name, one in ARCHITECTURES.items():
        found = measured[name]
        assert (found["reads"], found["dtype"], found.get("refused", "")) == (one.reads, one.dtype, one.refused), name
        if not one.refused:
            assert found["routes"] == sorted(one.routes), name
            assert (sum(found["calls"].values()), found["absent"]) == (one.sites, one.absent), name
            assert found["exact_to"] <= one.exact_to, name
