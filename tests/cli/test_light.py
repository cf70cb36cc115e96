"""Reading is light: nothing that only reads imports torch, and importing headscope imports next to nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import headscope as hs


def _python(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_headscope_imports_nothing_heavy() -> None:
    _python("import headscope, sys; sys.exit(bool({'torch', 'numpy', 'zarr', 'rich', 'typer'} & set(sys.modules)))")


@pytest.mark.parametrize(
    "words",
    [
        ["read", "{run}"],
        ["read", "{run}", "statistics"],
        ["read", "{run}", "patterns"],
        ["read", "{run}", "words"],
        ["read", "{run}", "edges"],
        ["read", "{run}", "following"],
        ["head", "{run}", "L0.H1"],
        ["export", "{run}", "{page}"],
        ["export", "{run}", "{figure}", "--head", "L0.H1"],
        ["matrix", "{matrix}", "--tokens", "a,b,c"],
    ],
    ids=lambda words: " ".join(words),
)
def test_reading_commands_never_import_torch(words: list[str], tmp_path: Path) -> None:
    weights = np.random.default_rng(0).dirichlet(np.ones(3), size=(2, 2, 3))
    hs.save(hs.from_arrays(weights, list("abc")), tmp_path / "run")
    np.save(tmp_path / "matrix.npy", weights[0, 0])
    places = {
        "run": tmp_path / "run",
        "page": tmp_path / "page.html",
        "figure": tmp_path / "figure.svg",
        "matrix": tmp_path / "matrix.npy",
    }
    given = [word.format(**places) for word in words]
    _python(
        "import sys\nfrom headscope.cli.main import main\n"
        f"try:\n    main({given!r})\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )


def test_without_the_models_extra_the_instrument_says_what_to_install() -> None:
    _python(
        "import sys, io\nsys.modules['torch'] = None\nfrom headscope.cli.main import main\nsys.stderr = io.StringIO()\n"
        "try:\n    main(['look', 'minilm', 'Hi there'])\nexcept SystemExit as stop:\n    assert stop.code == 2\n"
        "said = sys.stderr.getvalue()\nassert said.count(chr(10)) == 1 and 'headscope[models]' in said, said"
    )


def test_reading_a_run_without_roles_loads_no_statistics_library() -> None:
    _python(
        "import sys, headscope.cli.reading, headscope.show.card, headscope.show.answers, headscope.show.terminal\n"
        "assert not {'scipy', 'torch'} & set(sys.modules)"
    )
