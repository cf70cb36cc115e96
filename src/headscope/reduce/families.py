"""The reductions that every observation folds."""

from __future__ import annotations

from headscope.reduce.image import BaseImage, PooledImage
from headscope.reduce.keys import KeyMass
from headscope.reduce.offsets import OffsetMass
from headscope.reduce.rows import RowStatistics
from headscope.reduce.segments import SegmentMass
from headscope.reduce.strongest import StrongestKeys
from headscope.stream.fold import Reduction


def standard() -> tuple[Reduction, ...]:
    """One of each family.

    >>> [reduction.name for reduction in standard()]
    ['rows', 'offsets', 'keys', 'strongest', 'segments', 'image', 'base']
    """
    return (RowStatistics(), OffsetMass(), KeyMass(), StrongestKeys(), SegmentMass(), PooledImage(), BaseImage())
