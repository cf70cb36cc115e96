"""Matrix files: every form gives the same run; what is broken or hostile is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from headscope.capture.matrix_file import read_matrix_file
from headscope.errors import BadInput, BadMatrix, BadOption

WEIGHTS = [[0.6, 0.4], [0.3, 0.7]]
WORDS = ["Hello", "world"]


def written(folder: Path, name: str, content: object) -> Path:
    file = folder / name
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return file


def test_every_form_of_file_gives_the_same_run(tmp_path):
    np.save(tmp_path / "a.npy", np.array(WEIGHTS))
    np.savez(tmp_path / "a.npz", weights=np.array(WEIGHTS), tokens=np.array(WORDS))
    np.savez(tmp_path / "alone.npz", np.array(WEIGHTS))
    files = {
        "a.json": {"tokens": WORDS, "weights": WEIGHTS, "other": 1},
        "bare.json": WEIGHTS,
        "a.csv": "0.6,0.4\n0.3,0.7\n",
        "head.csv": "Hello,world\n0.6,0.4\n0.3,0.7\n",
        "both.csv": ",Hello,world\nHello,0.6,0.4\n\nworld,0.3,0.7\n",
        "marked.CSV": "\ufeffHello,world\r\n0.6,0.4\r\n0.3,0.7\r\n",
    }
    for name, content in files.items():
        written(tmp_path, name, content)
    for name in [*files, "a.npy", "a.npz", "alone.npz"]:
        run = read_matrix_file(tmp_path / name, tokens=WORDS)
        np.testing.assert_array_equal(run.array("L0", "weights", 0)[0], WEIGHTS)
        own = read_matrix_file(tmp_path / name)
        expected = ["0", "1"] if name in ("bare.json", "a.csv", "a.npy", "alone.npz") else WORDS
        assert [token.text for token in own.text(0, "text").tokens] == expected, name


def test_segments_and_two_kinds_of_tokens_come_from_json(tmp_path):
    phrases = {"tokens": WORDS, "weights": WEIGHTS, "segments": [[0, 1], [1, 2]]}
    run = read_matrix_file(written(tmp_path, "a.json", phrases))
    assert [segment.label for segment in run.text(0, "text").segments] == WORDS
    two = {"query_tokens": ["你"], "key_tokens": WORDS, "weights": [[0.9, 0.1]]}
    assert read_matrix_file(written(tmp_path, "b.json", two)).sites[0].site == "X0"


def test_a_table_with_two_kinds_of_labels_is_cross_attention(tmp_path):
    run = read_matrix_file(written(tmp_path, "a.csv", ",Hello,world\n你,0.9,0.1\n"))
    assert [token.text for token in run.text(0, "query").tokens] == ["你"]
    assert [token.text for token in run.text(0, "key").tokens] == WORDS


def test_rows_are_rescaled_on_demand(tmp_path):
    run = read_matrix_file(written(tmp_path, "a.json", [[3, 1], [2, 2]]), normalise=True)
    np.testing.assert_array_equal(run.array("L0", "weights", 0)[0], [[0.75, 0.25], [0.5, 0.5]])


BROKEN = {
    "syntax.json": "{",
    "nan.json": '{"weights": [[NaN, 1], [0, 1]]}',
    "number.json": "3",
    "missing.json": {"tokens": ["a"]},
    "null.json": {"weights": None},
    "mapping.json": {"weights": {"a": 1}},
    "text.json": {"weights": [["0.5", "0.5"], ["1", "0"]]},
    "tokens.json": {"weights": WEIGHTS, "tokens": "ab"},
    "token.json": {"weights": WEIGHTS, "tokens": [1, {}]},
    "segments.json": {"weights": WEIGHTS, "segments": {"a": 1}},
    "segment.json": {"weights": WEIGHTS, "segments": [[0, 1, 2]]},
    "half.json": {"weights": WEIGHTS, "segments": [[0, 1.5]]},
    "big.json": {"weights": [[10**400, 1], [0, 1]]},
    "deep.json": "[" * 100_000,
    "nested.json": "[" * 90 + "1" + "]" * 90,
    "latin.json": b'{"weights": "\xff"}',
    "cell.csv": "0.5,x\n0.5,0.5\n0.1,0.9\n",
    "ragged.csv": "0.5,0.5\n1\n",
    "empty.csv": "",
    "latin.csv": b"\xff\xfe0.5",
    "garbage.npy": b"\x93NUMPY\x01\x00garbage",
    "nothing.npy": b"",
    "zip.npy": b"PK\x03\x04",
    "garbage.npz": b"PK\x03\x04 no archive",
    "array.npz": b"\x93NUMPY",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_in_one_line(name: str, tmp_path):
    with pytest.raises(BadMatrix) as caught:
        read_matrix_file(written(tmp_path, name, BROKEN[name]))
    for language in ("en", "zh"):
        assert "\n" not in caught.value.text(language)


def test_python_objects_in_numpy_files_are_never_unpickled(tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "trapped"), "w"))

    np.save(tmp_path / "a.npy", np.array([Trap(), Trap()], dtype=object))
    np.savez(tmp_path / "a.npz", weights=np.array([Trap()], dtype=object))
    np.savez(tmp_path / "b.npz", weights=np.array(WEIGHTS), tokens=np.array([Trap()], dtype=object))
    for name in ("a.npy", "a.npz", "b.npz"):
        with pytest.raises(BadMatrix, match="without Python objects"):
            read_matrix_file(tmp_path / name)
    assert not (tmp_path / "trapped").exists()


def test_an_archive_with_several_matrices_must_name_one_weights(tmp_path):
    np.savez(tmp_path / "a.npz", one=np.array(WEIGHTS), two=np.array(WEIGHTS))
    with pytest.raises(BadMatrix, match=r"has no weights: got .* with one, two"):
        read_matrix_file(tmp_path / "a.npz")


def test_missing_files_and_unknown_kinds_are_named(tmp_path):
    with pytest.raises(BadOption, match="is not there"):
        read_matrix_file(tmp_path / "a.json")
    with pytest.raises(BadOption, match=r"expected a name ending in \.json, \.npy, \.npz, \.csv"):
        read_matrix_file(written(tmp_path, "a.pkl", "x"))


def test_random_damage_never_surfaces_as_another_error(tmp_path):
    np.savez(tmp_path / "a.npz", weights=np.array(WEIGHTS), tokens=np.array(WORDS))
    np.save(tmp_path / "a.npy", np.array(WEIGHTS))
    draw = np.random.default_rng(0)
    for name in ("a.npz", "a.npy"):
        whole = (tmp_path / name).read_bytes()
        for _ in range(100):
            damaged = bytearray(whole[: draw.integers(1, len(whole) + 1)])
            for place in draw.integers(0, len(damaged), size=3):
                damaged[place] = draw.integers(0, 256)
            file = written(tmp_path, f"damaged{name[1:]}", bytes(damaged))
            try:
                read_matrix_file(file)
            except BadInput:
                continue
