"""Law suites and generated heads for the authors of reductions, readings and adapters."""

from __future__ import annotations

from typing import Any

from headscope.testing.patterns import DEVELOPMENT, HELD_OUT, PatternCase, PatternMap, cases, generate, read_cases

__all__ = ["DEVELOPMENT", "HELD_OUT", "PatternCase", "PatternMap", "cases", "check_adapter", "generate", "read_cases"]


def __getattr__(name: str) -> Any:
    """`check_adapter` needs torch, so it comes when it is asked for."""
    if name != "check_adapter":
        raise AttributeError(f"module 'headscope.testing' has no attribute {name!r}")
    from headscope.testing.adapters import check_adapter

    return check_adapter
