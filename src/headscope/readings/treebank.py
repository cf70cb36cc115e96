"""Treebanks in CoNLL-U: read, checked, and laid over the text by character offsets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import conllu

from headscope.base.trees import ROOT, Span, Tree
from headscope.errors import BadTreebank


def read_treebank(path: str | Path) -> list[Tree]:
    """The trees of a CoNLL-U file, in order.

    The model reads the sentence's `# text`; where it is missing, the forms with the spaces that SpaceAfter leaves.
    Empty nodes (8.1) are left out; the words of a multi-word token ("don't", "du") lie inside its span where they spell
    it, else they share it. Subtypes of relations are dropped ("nsubj:pass" counts as nsubj).

    Raises:
        BadTreebank: there is no such file, it is no CoNLL-U, or a sentence is no tree; the message names the sentence.

    >>> read_treebank("missing.conllu")
    Traceback (most recent call last):
    headscope.errors.BadTreebank: Treebank is missing: got 'missing.conllu', expected a CoNLL-U file. ...
    """
    file = Path(path)
    if not file.is_file():
        raise BadTreebank("treebank_missing", path=str(path))
    trees = []
    try:
        with file.open(encoding="utf-8-sig") as stream:
            for number, sentence in enumerate(_sentences(stream, str(path)), 1):
                trees.append(_tree(sentence, str(sentence.metadata.get("sent_id") or number), str(path)))
    except UnicodeDecodeError as error:
        raise BadTreebank("treebank_not_text", path=str(path)) from error
    if not trees:
        raise BadTreebank("treebank_empty", path=str(path))
    return trees


def _sentences(stream: Any, path: str) -> Iterator[Any]:
    number = 0
    try:
        for sentence in conllu.parse_incr(stream):
            number += 1
            yield sentence
    except (conllu.exceptions.ParseException, ValueError, TypeError) as error:
        raise BadTreebank("treebank_broken", path=path, number=number + 1, reason=_one_line(error)) from error


def _tree(sentence: Any, name: str, path: str) -> Tree:
    words = [line for line in sentence if isinstance(line["id"], int)]
    _check_tree(words, name, path)
    source = sentence.metadata.get("text") or _spell(sentence)
    spans = _spans(sentence, source, name, path)
    return Tree(
        name,
        source,
        tuple(spans),
        tuple(str(word["form"]) for word in words),
        tuple(str(word["upos"] or "X") for word in words),
        tuple(int(word["head"]) - 1 if word["head"] else ROOT for word in words),
        tuple(str(word["deprel"]).partition(":")[0] for word in words),
    )


def _check_tree(words: list[Any], name: str, path: str) -> None:
    """Ids run from 1, every head is there, one word or more hangs on the root, and nothing hangs on itself."""
    fault = None
    if not words:
        fault = "no words"
    elif [word["id"] for word in words] != list(range(1, len(words) + 1)):
        fault = f"ids {', '.join(str(word['id']) for word in words)[:60]}"
    elif any(not isinstance(word["head"], int) or not 0 <= word["head"] <= len(words) for word in words):
        wrong = next(w for w in words if not isinstance(w["head"], int) or not 0 <= w["head"] <= len(words))
        fault = f"head {wrong['head']} of word {wrong['id']}"
    elif any(not word["deprel"] for word in words):
        fault = f"no relation of word {next(word['id'] for word in words if not word['deprel'])}"
    else:
        loop = _cycle([word["head"] for word in words])
        fault = None if loop is None else f"cycle through word {loop}"
    if fault is not None:
        raise BadTreebank("treebank_not_tree", path=path, sentence=name, reason=fault)


def _cycle(heads: list[int]) -> int | None:
    """A word from which the root is never reached, None where there is none."""
    for start in range(1, len(heads) + 1):
        word, steps = start, 0
        while word != 0 and steps <= len(heads):
            word, steps = heads[word - 1], steps + 1
        if word != 0:
            return start
    return None


def _spell(sentence: Any) -> str:
    """The text out of the forms: a space behind each surface token unless SpaceAfter=No."""
    parts, covered = [], 0
    for line in sentence:
        number = line["id"]
        is_range = isinstance(number, tuple) and number[1] == "-"
        if isinstance(number, tuple) and not is_range:
            continue
        if not is_range and number <= covered:
            continue
        covered = number[2] if is_range else covered
        joined = (line["misc"] or {}).get("SpaceAfter") == "No"
        parts.append(str(line["form"]) + ("" if joined else " "))
    return "".join(parts).rstrip()


def _spans(sentence: Any, source: str, name: str, path: str) -> list[Span]:
    """Where each word lies in the source, found from left to right."""
    spans: list[Span] = []
    place, inside = 0, None  # the multi-word token that the next words belong to: (last id, start, end)
    for line in sentence:
        number, form = line["id"], str(line["form"])
        if isinstance(number, tuple) and number[1] == ".":
            continue
        if isinstance(number, tuple):
            start, place = _find(source, form, place, name, path)
            parts = [str(w["form"]) for w in sentence if isinstance(w["id"], int) and number[0] <= w["id"] <= number[2]]
            inside = (number[2], start, place, "".join(parts).casefold() == form.casefold())
            cut = start
        elif inside is not None and number <= inside[0]:
            spans.append((cut, cut + len(form)) if inside[3] else (inside[1], inside[2]))
            cut += len(form)
        else:
            start, place = _find(source, form, place, name, path)
            spans.append((start, place))
    return spans


def _find(source: str, form: str, place: int, name: str, path: str) -> Span:
    """The next place of a form; only spaces may lie between (and forms may hold spaces where the text has others)."""
    while place < len(source) and source[place].isspace():
        place += 1
    if source.startswith(form, place):
        return place, place + len(form)
    end = place
    for letter in form:
        while end < len(source) and source[end].isspace() and not letter.isspace():
            end += 1
        if letter.isspace():
            continue
        if end >= len(source) or source[end] != letter:
            found = source[place : place + 12]
            raise BadTreebank("treebank_text", path=path, sentence=name, value=form, found=found)
        end += 1
    return place, end


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160]
