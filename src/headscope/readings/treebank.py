"""Treebanks in CoNLL-U: read, checked, and laid over the text by character offsets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import conllu

from headscope.base.trees import ROOT, Span, Tree
from headscope.errors import BadTreebank

FIELDS = conllu.parser.DEFAULT_FIELDS
NOTHING = frozenset({None, "", "_"})


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
    """The sentences with all of their columns; one more field than CoNLL-U has shows a line that is too long."""
    number = 0
    try:
        for sentence in conllu.parse_incr(stream, fields=(*FIELDS, "beyond")):
            number += 1
            for line in sentence:
                if "misc" not in line or "beyond" in line:
                    columns = "fewer" if "misc" not in line else "more"
                    reason = f"{columns} than {len(FIELDS)} columns in the line of '{line.get('form', '')}'"
                    raise BadTreebank("treebank_broken", path=path, number=number, reason=reason)
            yield sentence
    except (BadTreebank, UnicodeDecodeError):  # both are ValueErrors, and say more than the next line could
        raise
    except (conllu.exceptions.ParseException, ValueError, TypeError) as error:
        raise BadTreebank("treebank_broken", path=path, number=number + 1, reason=_one_line(error)) from error


def _tree(sentence: Any, name: str, path: str) -> Tree:
    words = [line for line in sentence if isinstance(line["id"], int)]
    _check_tree(sentence, words, name, path)
    source = sentence.metadata.get("text") or _spell(sentence)
    spans = _spans(sentence, source, name, path)
    return Tree(
        name,
        source,
        tuple(spans),
        tuple(str(word["form"]) for word in words),
        tuple("X" if word["upos"] in NOTHING else str(word["upos"]) for word in words),
        tuple(int(word["head"]) - 1 if word["head"] else ROOT for word in words),
        tuple(str(word["deprel"]).partition(":")[0] for word in words),
    )


def _check_tree(sentence: Any, words: list[Any], name: str, path: str) -> None:
    """Ids run from 1, every head is there, one word or more hangs on the root, and nothing hangs on itself."""
    fault = _fault_of_ids(sentence, words) or _fault_of_words(words)
    if fault is not None:
        raise BadTreebank("treebank_not_tree", path=path, sentence=name, reason=fault)


def _fault_of_ids(sentence: Any, words: list[Any]) -> str | None:
    """Why the ids are none of a sentence: not 1 to n, missing, or a multi-word token that reaches beyond the end."""
    ids = [word["id"] for word in words]
    nameless = next((line for line in sentence if line["id"] is None), None)
    if nameless is not None:
        return f"no id of '{nameless['form']}'"
    if not words:
        return "no words"
    if ids != list(range(1, len(words) + 1)):
        return f"ids {', '.join(str(one) for one in ids)[:60]}"
    ranges = [line["id"] for line in sentence if isinstance(line["id"], tuple) and line["id"][1] == "-"]
    beyond = next((one for one in ranges if one[2] > len(words)), None)
    return None if beyond is None else f"ids {beyond[0]}-{beyond[2]} beyond word {len(words)}"


def _fault_of_words(words: list[Any]) -> str | None:
    """Why the words are no tree: no form, a head that is not there, no relation, or a cycle."""
    for word in words:
        if not word["form"]:
            return f"no form of word {word['id']}"
        if not isinstance(word["head"], int) or not 0 <= word["head"] <= len(words):
            return f"head {word['head']} of word {word['id']}"
        if word["deprel"] in NOTHING:
            return f"no relation of word {word['id']}"
    loop = _cycle([word["head"] for word in words])
    return None if loop is None else f"cycle through word {loop}"


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
    left = source[place:].strip()
    if left:
        raise BadTreebank("treebank_text", path=path, sentence=name, value="", found=left[:12])
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
