"""Where a claim can be seen: a head on a text, a row and a key there."""

from __future__ import annotations

from collections.abc import Iterator

from headscope.errors import NotKept
from headscope.readings.edges import read_edges
from headscope.show.claims import word
from headscope.show.examples import Example
from headscope.show.findings_payload import Jump
from headscope.show.labels import visible_label
from headscope.store.run import Run

_LABEL = 40
_PAIRS = 64


def jump_to_example(run: Run, head: str, example: Example) -> Jump:
    """The row that an example quotes, and the first key it names."""
    query, key = example.query_index, example.key_index
    if example.unit == "word":
        record = run.site(head.rpartition(".")[0])
        sides = run.manifest.texts[example.text].sides
        query, key = sides[record.query_side].words[query].first, sides[record.key_side].words[key].first
    return Jump(head, example.text, example.sentence, query, key)


def jump_to_strongest(run: Run, head: str, language: str) -> Iterator[Jump]:
    """The strongest pair of a head on the first text, sinks apart: of two tokens where there is one, for the first row
    of a causal head gives all its weight to itself.

    The head alone where the run holds no pairs; nothing where it has no such head.
    """
    if not run.texts or head not in {str(each) for each in run.heads}:
        return
    try:
        edges = read_edges(run, head, _PAIRS, text=0)
    except NotKept:
        edges = ()
    if not edges:
        yield Jump(head, 0, head)
        return
    record = run.site(head.rpartition(".")[0])
    is_one_text = record.query_side == record.key_side
    edge = next((each for each in edges if not is_one_text or each.query_index != each.key_index), edges[0])
    pair = word(
        "edge",
        language,
        query=visible_label(edge.query, limit=_LABEL),
        key=visible_label(edge.key, limit=_LABEL),
    )
    label = word("clause_comma", language).join((pair, f"{edge.weight:.2f}"))
    yield Jump(head, 0, label, edge.query_index, edge.key_index)
