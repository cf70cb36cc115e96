"""The viewer's types are those of the structs."""

from __future__ import annotations

from pathlib import Path

from headscope.show.schema import TYPES, typescript


def test_the_types_of_the_viewer_are_those_of_the_structs():
    """Write them again with `python -m headscope.show.schema`."""
    assert (Path(__file__).parents[2] / TYPES).read_text("utf-8") == typescript()
