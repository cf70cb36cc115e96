"""What all measurements share: the machine's name, seconds in turns, memory, work in a process of its own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = ("headscope", "torch", "transformers", "numpy", "numba")


def machine() -> dict[str, Any]:
    """What the measurements ran on: processor, cores and memory, load before they began, versions."""
    versions = {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}
    return {
        "processor": _processor(),
        "cores": cores(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "load": round(os.getloadavg()[0], 2),
        "versions": versions,
    }


def _processor() -> str:
    """The name of the processor."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    names = [line.split(":")[1].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.processor() or platform.machine()


def cores() -> int:
    """Cores that this process may use; not every system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def free_bytes() -> int:
    """Memory that can still be had without swapping; not every system counts what it would give back."""
    file = Path("/proc/meminfo")
    lines = file.read_text().splitlines() if file.exists() else []
    kilobytes = [int(line.split()[1]) for line in lines if line.startswith("MemAvailable")]
    return kilobytes[0] * 1024 if kilobytes else os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def turns(works: Mapping[str, Callable[[], Any]], repeat: int) -> dict[str, tuple[float, ...]]:
    """Seconds of each piece of work, which take turns, so that what else the machine does hits all of them."""
    rounds = [{name: seconds(work) for name, work in works.items()} for _ in range(repeat)]
    return {name: tuple(one[name] for one in rounds) for name in works}


def fresh(module: str, *arguments: str | int) -> Any:
    """What a module of this folder prints as its last line, as JSON, run in a process of its own.

    Raises:
        RuntimeError: it failed; the message ends with its last words.
    """
    command = [sys.executable, "-m", f"bench.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"bench/{module}.py failed: {' '.join(done.stderr.strip().splitlines()[-1:])}")
    return json.loads(done.stdout.splitlines()[-1])
