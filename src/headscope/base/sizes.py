"""Numbers of bytes as people read them."""

from __future__ import annotations


def size_text(size_bytes: float) -> str:
    """A size in the largest unit that keeps it above one.

    >>> size_text(3_500), size_text(2 * 1024**3)
    ('3.4 KiB', '2.0 GiB')
    """
    size, unit = float(size_bytes), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{size:.1f} {unit}"
