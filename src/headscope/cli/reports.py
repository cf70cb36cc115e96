"""Runs as the commands print them with `--json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from headscope.cli.generation import answers_of
from headscope.store.layout import AbsentRecord
from headscope.store.run import Run


def observed_json(run: Run) -> dict[str, Any]:
    """What `observe --json` prints."""
    manifest = run.manifest
    kinds: dict[str, dict[str, Any]] = {}
    for site in run.sites:
        kind = kinds.setdefault(site.kind, {"kind": site.kind, "layers": 0, "heads": site.heads})
        kind["layers"] += 1
    faith = manifest.faith
    generated = {} if manifest.generation is None else {"answers": answers_of(run)}
    return generated | {
        "run": None if run.path is None else str(run.path),
        "model": manifest.model.name if manifest.model else None,
        "texts": run.texts,
        "tokens": sum(max(len(side.tokens) for side in text.sides.values()) for text in manifest.texts),
        "sites": list(kinds.values()),
        "routes": Counter(site.route for site in run.sites),
        "absent": absent_json(manifest.absent),
        "faith": faith
        and {
            "passed": faith.passed,
            "max_abs_diff": faith.max_abs_diff,
            "full_length_diff": faith.full_length_diff,
            "layers_checked": len(faith.layers),
            "output_unchanged": faith.output_unchanged,
            "tolerance": faith.tolerance,
        },
        "keep": manifest.plan.keep,
        "rows": manifest.plan.rows,
        "time_s": manifest.time_s,
        "peak_bytes": manifest.peak_bytes,
    }


def absent_json(absent: Sequence[AbsentRecord]) -> list[dict[str, Any]]:
    """Layers without attention as JSON."""
    return [msgspec.structs.asdict(one) for one in absent]


def readings_json(run: Run) -> dict[str, Any]:
    """Statistics, patterns and edges of a run, and its words, as `read --json` prints each."""
    from headscope.readings.read import READINGS, as_json, read

    return {name: as_json(name, read(run, name)) for name in READINGS}
