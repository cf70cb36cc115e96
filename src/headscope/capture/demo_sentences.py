"""The sentences that come with headscope, written for it: enough text to pool evidence over in the demonstration."""

from __future__ import annotations

from importlib import resources


def demo_sentences(language: str) -> tuple[str, ...]:
    """About thirty sentences of one language (`en`, `zh`), of varied build, 6 to 25 words each.

    Raises:
        FileNotFoundError: there are none in this language.

    >>> len(demo_sentences("en")), len(demo_sentences("zh"))
    (30, 30)
    """
    file = resources.files("headscope.capture") / "demo" / f"{language}.txt"
    return tuple(file.read_text("utf-8").splitlines())
