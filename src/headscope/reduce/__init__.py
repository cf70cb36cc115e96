"""Statistics that are folded over blocks of query rows, one file for each family."""

from headscope.reduce.families import standard

__all__ = ["standard"]
