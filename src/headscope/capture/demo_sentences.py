"""What the demonstration reads: the concept document's own sentences, and thirty more to pool evidence over."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

DEMO_MODELS: Mapping[str, str] = {"en": "minilm", "zh": "e5-small"}

_DOCUMENT: Mapping[str, tuple[str, ...]] = {
    "en": ("The cat sits on the mat", "The quick brown fox jumps over the lazy dog"),
    "zh": ("虽然天气不好，但是我们还是要出门",),
}


def document_sentences(language: str) -> tuple[str, ...]:
    """The sentences in which the concept document explains attention, in one language (`en`, `zh`).

    >>> document_sentences("zh")
    ('虽然天气不好，但是我们还是要出门',)
    """
    return _DOCUMENT[language]


def demo_sentences(language: str) -> tuple[str, ...]:
    """Thirty sentences written for headscope in one language (`en`, `zh`), of varied build, 6 to 25 words each.

    Raises:
        FileNotFoundError: there are none in this language.

    >>> len(demo_sentences("en")), len(demo_sentences("zh"))
    (30, 30)
    """
    file = resources.files("headscope.capture") / "demo" / f"{language}.txt"
    return tuple(file.read_text("utf-8").splitlines())


def demo_pairs() -> Path:
    """A file of English-Chinese pairs written for headscope, cut into words; the first is the concept document's.

    >>> demo_pairs().read_text("utf-8").splitlines()[0]
    'I love natural language processing . ||| 我 爱 自然 语言 处理 。'
    """
    return Path(str(resources.files("headscope.capture"))) / "demo" / "translate.txt"
