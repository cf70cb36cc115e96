# Sourced by the scripts beside it: one virtual environment in .venv, made once, pinned by constraints.txt.
# PYTHON=... chooses the Python that makes it (3.11 or newer). All notices go to stderr.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=$root/.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

# The first Python >= 3.11 there is.
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  say "headscope: error: Python is too old or missing: got no Python >= 3.11, expected one. Install it, or name it: PYTHON=/path/to/python $0"
  return 2
}

# Make .venv; where the Python that makes it has a torch of our range, that torch is used: a path file names its place.
make_venv() {
  local base torch_place
  base=$(find_python) || return
  torch_place=$("$base" - 2>/dev/null <<'PY'
import pathlib
import torch
if tuple(map(int, torch.__version__.split(".")[:2])) >= (2, 6):
    print(pathlib.Path(torch.__file__).parents[1])
PY
  )
  if [ -n "$torch_place" ]; then
    say "torch is here already ($torch_place); .venv will use it."
  else
    say "torch will be downloaded: about 200 MB where the package index has a CPU build, up to 3 GB where it brings CUDA along."
    say "All other packages together: about 150 MB."
  fi
  if ! "$base" -m venv --clear "$root/.venv" >&2; then
    rm -rf "$root/.venv"
    say "headscope: error: .venv cannot be made: got a Python without venv ($base), expected one with it. On Debian and Ubuntu install python3-venv."
    return 2
  fi
  if [ -n "$torch_place" ]; then
    printf '%s\n' "$torch_place" >"$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/reused_torch.pth"
  fi
}

# What an installation depends on, as one word: pyproject.toml, constraints.txt, the extras, the place of the tree.
environment_key() {
  "$python" - "$root" "$1" <<'PY'
import hashlib, pathlib, sys
root, extras = pathlib.Path(sys.argv[1]), sys.argv[2]
parts = [(root / "pyproject.toml").read_bytes(), (root / "constraints.txt").read_bytes(), extras.encode(), str(root).encode()]
print(hashlib.sha256(b"\0".join(parts)).hexdigest())
PY
}

# prepare_environment EXTRAS: .venv with headscope and these extras; nothing is done where it is so already.
prepare_environment() {
  local extras=$1 stamp=$root/.venv/.headscope-${1//,/-} key constraints
  "$python" -c '' >/dev/null 2>&1 || make_venv || return
  key=$(environment_key "$extras") || return
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$key" ]; then return; fi
  say "Installing headscope[$extras] into .venv ..."
  constraints=$root/.venv/constraints.txt
  if compgen -G "$root/.venv/lib*/python*/site-packages/reused_torch.pth" >/dev/null; then
    grep -v '^torch==' "$root/constraints.txt" >"$constraints"
  else
    cp "$root/constraints.txt" "$constraints"
  fi
  if ! "$python" -m pip install --disable-pip-version-check --constraint "$constraints" --editable "$root[$extras]" >&2; then
    say "headscope: error: headscope cannot be installed: got an error from pip (above), expected the packages of constraints.txt. Check the network and pip's package index, then run this again."
    return 2
  fi
  printf '%s\n' "$key" >"$stamp"
}

# The version that LOWEST, NEWEST or a version of transformers stands for.
transformers_version() {
  case $1 in
    LOWEST) sed -n 's/.*"transformers>=\([0-9.]*\)".*/\1/p' "$root/pyproject.toml" ;;
    NEWEST)
      "$python" -m pip install --dry-run --quiet --no-deps --ignore-installed --report - transformers |
        "$python" -c 'import json, sys; print(json.load(sys.stdin)["install"][0]["metadata"]["version"])'
      ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# prepare_transformers VERSION: `python` becomes one of a second environment, which sees the packages of .venv and holds
# this version of transformers, and what it wants otherwise than constraints.txt has it; .venv's own where that has it.
prepare_transformers() {
  local version folder
  version=$(transformers_version "$1") || return
  if "$python" -c 'import importlib.metadata as m, sys; sys.exit(m.version("transformers") != sys.argv[1])' "$version"; then
    return
  fi
  folder=$root/.venv-transformers-$version
  if [ ! -f "$folder/.ready" ]; then
    say "Installing transformers $version into ${folder##*/} ..."
    "$python" -m venv --clear --without-pip "$folder" >&2 || return
    printf 'import site; site.addsitedir("%s")\n' "$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" \
      >"$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/shared.pth"
    grep -vE '^(torch|transformers|tokenizers|huggingface_hub|hf-xet)==' "$root/constraints.txt" >"$folder/constraints.txt"
    if ! "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --constraint "$folder/constraints.txt" \
      "transformers==$version" >&2; then
      say "headscope: error: transformers $version cannot be installed: got an error from pip (above), expected a version of the package index. Name another one."
      return 2
    fi
    touch "$folder/.ready"
  fi
  python=$folder/bin/python
}
