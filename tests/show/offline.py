"""What an offline page holds, read without a browser."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path

import msgspec

from headscope.show.payload import Start

_ISLAND = re.compile(r'<script[^>]* id="headscope-start"[^>]*>(.*?)</script>', re.DOTALL)


def opened(content: bytes) -> bytes:
    """The JSON of an answer, deflated or not."""
    return zlib.decompress(base64.b64decode(json.loads(content)), -15) if content.startswith(b'"') else content


def answers_of(page: Path) -> dict[str, str]:
    """The answers inside a page, as JSON, by request."""
    [island] = _ISLAND.findall(page.read_text("utf-8"))
    start = msgspec.json.decode(island, type=Start)
    return {request: opened(bytes(content)).decode("utf-8") for request, content in start.answers.items()}
