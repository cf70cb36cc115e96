"""What a call of the command line gives back."""

from __future__ import annotations

from collections.abc import Callable

Call = Callable[..., "tuple[int, str, str]"]
