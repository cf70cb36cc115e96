"""docs/speech.md holds what docs/measured/speech.json holds, and what is read now is what was read then."""

from __future__ import annotations

import pytest
from docs import make_speech

from headscope.models.samples import sample_folder


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_what_was_measured(language: str) -> None:
    name = make_speech.PAGES[language]
    assert (make_speech.ROOT / "docs" / name).read_text("utf-8") == make_speech.page(language), (
        "run docs/make_speech.py"
    )


@pytest.mark.large
def test_what_is_read_now_is_what_is_stored() -> None:
    if sample_folder(make_speech.MODEL) is None:
        pytest.skip(f"sample model {make_speech.MODEL} is not in the cache: scripts/models {make_speech.MODEL}")
    stored, found = make_speech.stored(), make_speech.measure()
    for now, then in zip(found["heads"], stored["heads"], strict=True):
        assert now == {
            key: pytest.approx(value, abs=0.01) if isinstance(value, float) else value for key, value in then.items()
        }
    assert [word for word, *_ in found["words"]] == [word for word, *_ in stored["words"]]
    assert found["padding"] == pytest.approx(stored["padding"], abs=0.01)
