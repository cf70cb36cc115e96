"""What tells a multilingual model which languages a pair is in: a tag before the source, or codes that its tokenizer
sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from headscope.errors import BadOption
from headscope.models.load import Loaded

_TAG = re.compile(r">>(.+)<<")


@dataclass(frozen=True, slots=True)
class Tags:
    """The languages of a pair, as a model is told of them.

    Attributes:
        prefix: what stands before the source text (`>>zh<< `), empty for nothing.
        source_code, target_code: what the tokenizer's `src_lang` and `tgt_lang` are to be (`en_XX`); None leaves them.
    """

    prefix: str = ""
    source_code: str | None = None
    target_code: str | None = None


def tags_of(loaded: Loaded, source_language: str | None, target_language: str | None) -> Tags:
    """How a model is told the languages of a pair.

    Raises:
        BadOption: the model needs a tag and got none, or its tokenizer lacks the one that was asked for.
    """
    tags = [match[1] for token in loaded.tokenizer.get_vocab() if (match := _TAG.fullmatch(token))]
    if not tags:
        return Tags()
    if target_language not in tags:
        raise BadOption("language_tag_missing", value=target_language or "-", choices=", ".join(sorted(tags)))
    return Tags(prefix=f">>{target_language}<< ")


@contextmanager
def languages_set(tokenizer: Any, tags: Tags) -> Iterator[None]:
    """The tokenizer with the languages of `tags`; afterwards as before."""
    wanted = {"src_lang": tags.source_code, "tgt_lang": tags.target_code}
    wanted = {name: code for name, code in wanted.items() if code is not None}
    before = {name: getattr(tokenizer, name) for name in wanted}
    try:
        for name, code in wanted.items():
            setattr(tokenizer, name, code)
        yield
    finally:
        for name, code in before.items():
            setattr(tokenizer, name, code)
