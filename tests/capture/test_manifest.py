"""What a run records of the process that made it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the system has no status file")
def test_the_peak_of_a_process_is_not_that_of_the_one_that_started_it() -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    asked = "from headscope.capture.manifest import peak_bytes; print(peak_bytes())"
    started = f"import subprocess, sys; held = bytearray(1 << 30); subprocess.run([sys.executable, '-c', {asked!r}])"
    alone, child = (
        int(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)
        for program in (asked, started)
    )
    assert alone < 1 << 30
    assert child == pytest.approx(alone, rel=0.2)
