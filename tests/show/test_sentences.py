"""Sentences say where a head reads, in both languages, and never why."""

from __future__ import annotations

import pytest

from headscope.base.messages import catalogue
from headscope.readings.base import KeyShare, WordRow
from headscope.show.sentences import sentence

KEYS = (KeyShare("cat", 1, 0.3), KeyShare("the", 4, 0.25), KeyShare("{mat}", 5, 0.204))


@pytest.mark.parametrize(
    ("verdict", "keys", "english", "chinese"),
    [
        ("main", KEYS[:1], "sits attends mainly to cat, 0.30", "“sits”主要关注“cat”（0.30）"),
        (
            "tie",
            KEYS[:2],
            "sits attends about equally to cat and the (0.30, 0.25)",
            "“sits”对“cat”和“the”的关注大致相当（0.30、0.25）",
        ),
        (
            "tie",
            KEYS,
            "sits attends about equally to cat, the and {mat} (0.30, 0.25, 0.20)",
            "“sits”对“cat”、“the”和“{mat}”的关注大致相当（0.30、0.25、0.20）",
        ),
        (
            "diffuse",
            KEYS[:1],
            "sits spreads its attention, most on cat, 0.30",
            "“sits”的关注比较分散，最多的一份落在“cat”上（0.30）",
        ),
    ],
)
def test_each_verdict_is_a_sentence(verdict, keys, english: str, chinese: str):
    row = WordRow("sits", 2, verdict, keys)
    assert sentence(row) == english
    assert sentence(row, "zh") == chinese


def test_no_sentence_claims_a_reason():
    for language, forbidden in (
        ("en", ("uses", "because", "decides", "source of", "thinks")),
        ("zh", ("使用", "因为", "决定", "来源", "认为", "思考")),
    ):
        texts = [text for key, text in catalogue(language).items() if key.startswith("words.")]
        assert len(texts) >= 7
        assert not [text for text in texts for word in forbidden if word in text]
