"""Law suites and generated heads for the authors of reductions and readings."""

from headscope.testing.patterns import DEVELOPMENT, HELD_OUT, PatternCase, PatternMap, cases, generate, read_cases

__all__ = ["DEVELOPMENT", "HELD_OUT", "PatternCase", "PatternMap", "cases", "generate", "read_cases"]
