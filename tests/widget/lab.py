"""JupyterLab on a folder, with nothing of the person's own settings."""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

START_S = 120.0
_MISSING = [name for name in ("jupyterlab", "nbconvert") if importlib.util.find_spec(name) is None]
needs_lab = pytest.mark.skipif(
    bool(_MISSING), reason=f"{' and '.join(_MISSING)} not installed: pip install 'headscope[notebook]'"
)


def write_notebook(path: Path, *cells: str) -> None:
    """A notebook of code cells."""
    code = [
        {"cell_type": "code", "id": f"cell-{n}", "metadata": {}, "source": cell, "outputs": [], "execution_count": None}
        for n, cell in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": code, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def private(folder: Path) -> dict[str, str]:
    """The environment of a Jupyter that keeps everything in a folder."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "HOME")
    return os.environ | {name: str(folder / name.lower()) for name in names}


@contextmanager
def lab(folder: Path) -> Iterator[str]:
    """JupyterLab on the notebooks of a folder; gives the address of a notebook up to its name, and the token behind."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}", "--LabApp.extension_manager=readonly",
    ]  # fmt: skip
    with (folder / "lab.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=private(folder))
    try:
        _wait(f"http://127.0.0.1:{port}/api?token={token}", process, folder / "lab.log")
        yield f"http://127.0.0.1:{port}/lab/tree/{{}}?token={token}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(int(START_S / 0.5)):
        assert process.poll() is None, log.read_text("utf-8")
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise AssertionError(log.read_text("utf-8"))
