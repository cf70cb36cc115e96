"""What tells a multilingual model which languages a pair is in: a tag or a sentence before the source, or codes that
its tokenizer sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from headscope.errors import BadOption
from headscope.models.load import Loaded

_TAG = re.compile(r">>(.+)<<")  # Marian models with several target languages
_CODE = re.compile(r"__([a-z]{2,3})__|([a-z]{2,3}_[A-Za-z]{2,4})")  # M2M-100; mBART and NLLB
_LISTED = 40  # languages that a message names
# Two-letter codes (ISO 639-1) and the three-letter ones that models use for them (ISO 639-3).
_THREE = {
    "ar": ("arb", "ara"), "bg": ("bul",), "cs": ("ces",), "da": ("dan",), "de": ("deu",), "el": ("ell",),
    "en": ("eng",), "es": ("spa",), "fa": ("pes", "fas"), "fi": ("fin",), "fr": ("fra",), "he": ("heb",),
    "hi": ("hin",), "hu": ("hun",), "id": ("ind",), "it": ("ita",), "ja": ("jpn",), "ko": ("kor",), "nl": ("nld",),
    "pl": ("pol",), "pt": ("por",), "ro": ("ron",), "ru": ("rus",), "sv": ("swe",), "th": ("tha",), "tr": ("tur",),
    "uk": ("ukr",), "vi": ("vie",), "zh": ("zho", "cmn"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tags:
    """The languages of a pair, as a model is told of them.

    Attributes:
        prefix: what stands before the source text (`>>zh<< `, `translate English to German: `), empty for nothing.
        source_code, target_code: what the tokenizer's `src_lang` and `tgt_lang` are to be (`en_XX`); None leaves them.
    """

    prefix: str = ""
    source_code: str | None = None
    target_code: str | None = None


def tags_of(loaded: Loaded, source_language: str | None, target_language: str | None) -> Tags:
    """How a model is told the languages of a pair; nothing where it translates between two languages only.

    Known are the target tags of Marian models (`>>zh<<` in the vocabulary), the language codes of mBART, NLLB and
    M2M-100 tokenizers, and the prefixes that T5 models list in their configuration (`translation_en_to_de`). Languages
    that a model without any of these is given are not looked at.

    Args:
        loaded: the model and its tokenizer.
        source_language, target_language: the model's own code, or a two- or three-letter code that fits one only.

    Raises:
        BadOption: the model must be told its languages and was not, does not know one, or knows several of that code.
    """
    tags = [match[1] for token in loaded.tokenizer.get_vocab() if (match := _TAG.fullmatch(token))]
    if tags:
        return Tags(prefix=f">>{language_code(target_language, tags, side='target')}<< ")
    codes = _codes(loaded.tokenizer)
    if codes:
        source = language_code(source_language, codes, side="source")
        return Tags("", source, language_code(target_language, codes, side="target"))
    prefixes = _prefixes(loaded.model.config)
    if prefixes:
        asked = f"{source_language or '?'}-{target_language or '?'}"
        if asked not in prefixes:
            raise BadOption("language_pair_unknown", value=asked, choices=_listed(sorted(prefixes)))
        return Tags(prefixes[asked])
    return Tags()


def language_code(asked: str | None, codes: Sequence[str], *, side: str) -> str:
    """The code among a model's own that a person means.

    Args:
        asked: `en_XX`, `en`, `eng`, `zh-Hans`, ...; None where nothing was said.
        codes: what the model knows.
        side: `source` or `target`, which option to name in the message.

    Raises:
        BadOption: nothing was said, or what was said fits none of the codes, or several.

    >>> language_code("zh", ["en_XX", "zh_CN"], side="target")
    'zh_CN'
    >>> language_code("zh-hans", ["zho_Hans", "zho_Hant"], side="target")
    'zho_Hans'
    >>> language_code("zh", ["zho_Hans", "zho_Hant"], side="target")
    Traceback (most recent call last):
    headscope.errors.BadOption: Target language is ambiguous: got 'zh', expected one of zho_Hans, zho_Hant. ...
    """
    if asked is None:
        raise BadOption(f"language_{side}_missing", choices=_listed(sorted(codes)))
    wanted = asked.replace("-", "_")
    exact = [code for code in codes if code.casefold() == wanted.casefold()]
    found = exact or [code for code in codes if _means(wanted, code)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadOption(f"language_{side}_ambiguous", value=asked, choices=_listed(sorted(found)))
    raise BadOption(f"language_{side}_unknown", value=asked, choices=_listed(sorted(codes)))


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


def _codes(tokenizer: Any) -> list[str]:
    """The languages that a tokenizer can be set to; none where it cannot."""
    if not hasattr(tokenizer, "src_lang") or not hasattr(tokenizer, "tgt_lang"):
        return []
    told = getattr(tokenizer, "lang_code_to_token", {}).values()  # M2M-100 does not always list them as special
    matches = (_CODE.fullmatch(str(token)) for token in dict.fromkeys([*tokenizer.all_special_tokens, *told]))
    return [match[1] or match[2] for match in matches if match]


def _prefixes(config: Any) -> dict[str, str]:
    """What a T5 model wants to read before a source, by `en-de`."""
    tasks = getattr(config, "task_specific_params", None)
    found = {}
    for name, task in tasks.items() if isinstance(tasks, Mapping) else ():
        match = re.fullmatch(r"translation_(\w+)_to_(\w+)", str(name))
        if match and isinstance(task, Mapping) and isinstance(task.get("prefix"), str):
            found[f"{match[1]}-{match[2]}"] = task["prefix"]
    return found


def _means(wanted: str, code: str) -> bool:
    """Equal languages, whichever length of code; and equal scripts or regions, where one was asked for."""
    (language, _, script), (own, _, own_script) = wanted.casefold().partition("_"), code.casefold().partition("_")
    same = language == own or own in _THREE.get(language, ()) or language in _THREE.get(own, ())
    return same and script in ("", own_script)


def _listed(codes: Sequence[str]) -> str:
    more = f" ... ({len(codes)})" if len(codes) > _LISTED else ""
    return ", ".join(codes[:_LISTED]) + more
