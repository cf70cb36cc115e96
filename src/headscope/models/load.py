"""A model by the name a person gives it: a sample model, a local folder, or an id on the hub.

Only safetensors are read unless pickles are allowed; code from a model's own repository is never run; nothing is
fetched from a hub unless the name is a hub id. Whether an architecture can be observed, the self-check finds out.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from headscope.errors import BadOption, CannotObserve, ModelNotFound
from headscope.models.fingerprint import fingerprint_folder, fingerprint_model
from headscope.models.packing import input_device, input_dtype, refuse_packed
from headscope.models.pocket import POCKET, pocket_folder
from headscope.models.quiet import quiet_libraries
from headscope.models.samples import SAMPLES, cache_folder, sample_folder
from headscope.models.versions import refuse_unfit_transformers

DTYPES = ("float32", "float64", "float16", "bfloat16")
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_HUB_FILES = ("*.json", "*.safetensors", "*.txt", "*.model", "*.spm", "*.jinja")
_TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "tokenizer.model",
    "vocab.txt",
    "vocab.json",
    "spiece.model",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that can be run, and what identifies it.

    Attributes:
        model: a transformers model in eval mode.
        tokenizer: its tokenizer, None where it has none (vision).
        name: as the user gave it.
        architecture: the model's class.
        dtype: number type of its weights, `float32` and the like.
        fingerprint: sha256 that tells models apart (see `fingerprint`).
        folder: where it was read from; None for a model handed over in memory.
        processor: what prepares pictures or sounds for it; None where it lies in the folder, or there is none.
    """

    model: Any
    tokenizer: Any
    name: str
    architecture: str
    dtype: str
    fingerprint: str
    folder: Path | None = None
    processor: Any = None


def load_model(name: str, *, dtype: str = "float32", allow_pickle: bool = False, device: str = "cpu") -> Loaded:
    """The model and tokenizer that `name` stands for.

    Args:
        name: a sample name (`minilm`), a pocket model (`pocket:translate`), a folder, or a hub id (`owner/model`).
        dtype: `float32`, `float64`, `float16` or `bfloat16`.
        allow_pickle: read `pytorch_model.bin` where there are no safetensors; a pickle can run code.
        device: where the model runs, as torch names it.

    Raises:
        ModelNotFound: no such model, or no weights that can be loaded safely and wholly.
        CannotObserve: transformers does not know the architecture, or is of a version that cannot be observed.
        BadOption: the dtype or device is unknown.
    """
    if dtype not in DTYPES:
        raise BadOption("dtype_unknown", value=dtype, choices=", ".join(DTYPES))
    refuse_unfit_transformers()
    folder = resolve(name, allow_pickle=allow_pickle)
    weights = weight_files(folder, allow_pickle=allow_pickle)
    kind = observable_class(folder)
    model = _to_device(_read_model(kind, folder, dtype, safe=weights[0].suffix == ".safetensors"), device)
    fingerprint = fingerprint_folder(folder, weights)
    return Loaded(model, _read_tokenizer(folder), name, type(model).__name__, dtype, fingerprint, folder)


def loaded_from(model: Any, tokenizer: Any = None, processor: Any = None) -> Loaded:
    """A model that is in memory already; it stays as it is (training mode is refused by the self-check).

    Raises:
        CannotObserve: the version of transformers is unfit, or attention runs where nobody can look (`refuse_packed`).
    """
    refuse_unfit_transformers()
    refuse_packed(model)
    name = getattr(getattr(model, "config", None), "_name_or_path", "") or type(model).__name__
    dtype = str(input_dtype(model)).removeprefix("torch.")
    return Loaded(model, tokenizer, name, type(model).__name__, dtype, fingerprint_model(model), processor=processor)


def random_twin(loaded: Loaded, *, seed: int = 0) -> Loaded:
    """The same architecture and tokenizer with random weights, as its class initialises them: what training adds to."""
    torch: Any = import_module("torch")
    with torch.random.fork_rng(devices=[]), quiet_libraries():
        torch.manual_seed(seed)
        twin = type(loaded.model)(copy.deepcopy(loaded.model.config)).eval()
    twin = twin.to(device=input_device(loaded.model), dtype=getattr(torch, loaded.dtype))
    name = f"{loaded.name} (random weights, seed {seed})"
    fingerprint = fingerprint_model(twin)
    return replace(loaded, model=twin, name=name, fingerprint=fingerprint, folder=None)


def resolve(name: str, *, allow_pickle: bool = False) -> Path:
    """The folder that a model's name stands for; a hub id is fetched into the hub's own cache.

    Raises:
        ModelNotFound: the sample is not fetched, the folder is not there, the hub cannot be reached, or nothing fits.
    """
    if name in SAMPLES:
        folder = sample_folder(name)
        if folder is None:
            raise ModelNotFound("model_not_fetched", name=name, folder=str(cache_folder() / name))
        return folder
    if name.startswith("pocket:"):
        return pocket_folder(name)
    path = Path(name).expanduser()
    if name and path.is_dir():
        return path
    if _HUB_ID.fullmatch(name):
        return _from_hub(name, allow_pickle)
    if "/" in name or "\\" in name:
        raise ModelNotFound("model_folder_missing", name=name)
    raise ModelNotFound("model_unknown", name=name, samples=", ".join(SAMPLES), pocket=", ".join(POCKET))


def weight_files(folder: Path, *, allow_pickle: bool = False) -> list[Path]:
    """The weight files of a model folder, safetensors before all others.

    Raises:
        ModelNotFound: there are none, no configuration, or only pickles that are not allowed.
    """
    if not (folder / "config.json").is_file():
        raise ModelNotFound("model_no_config", folder=str(folder))
    safe = sorted(folder.glob("model*.safetensors"))
    if safe:
        return safe
    pickles = sorted(folder.glob("pytorch_model*.bin"))
    if not pickles:
        raise ModelNotFound("model_no_weights", folder=str(folder))
    if not allow_pickle:
        raise ModelNotFound("model_pickle", file=str(pickles[0]))
    return pickles


def observable_class(folder: Path) -> Any:
    """The transformers class that a folder's configuration names; the headless one where it names none.

    Raises:
        ModelNotFound: the configuration is not readable.
        CannotObserve: transformers does not know the architecture.
    """
    library: Any = import_module("transformers")
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        named = (config.get("architectures") or [""])[0]
        kind = config.get("model_type", "")
    except (OSError, ValueError, AttributeError) as error:
        raise ModelNotFound("model_broken", folder=str(folder), reason=one_line(error)) from error
    found = getattr(library, named, None) if named else None
    if found is None:
        found = _headless(library, kind)
    if found is None:
        raise CannotObserve("architecture_unknown", architecture=named or kind or "-")
    return found


def _headless(library: Any, kind: str) -> Any:
    """The model without a head of a `model_type`; None where transformers does not know it."""
    configurations: Any = import_module("transformers.models.auto.configuration_auto").CONFIG_MAPPING
    models: Any = library.AutoModel._model_mapping
    known = configurations[kind] if kind in configurations else None  # noqa: SIM401  its get() knows no lazy keys
    found = models[known] if known is not None and known in models else None
    return found[0] if isinstance(found, tuple | list) else found


def _read_model(kind: Any, folder: Path, dtype: str, *, safe: bool) -> Any:
    """The model in eval mode, with every weight from the folder."""
    torch: Any = import_module("torch")
    options = {"dtype": getattr(torch, dtype), "use_safetensors": safe, "trust_remote_code": False}
    try:
        with quiet_libraries():
            model, report = kind.from_pretrained(folder, **options, local_files_only=True, output_loading_info=True)
    except Exception as error:  # the libraries below raise many kinds, their own among them
        raise ModelNotFound("model_broken", folder=str(folder), reason=one_line(error)) from error
    # A pooler stands behind the last layer: no attention depends on it, and many encoders are published without one.
    missing = sorted(key for key in report["missing_keys"] if "pooler" not in key)
    if missing:
        raise ModelNotFound("model_weights_missing", count=len(missing), example=missing[0])
    return model.eval()


def _read_tokenizer(folder: Path) -> Any:
    if not any((folder / file).is_file() for file in _TOKENIZER_FILES):
        return None
    library: Any = import_module("transformers")
    try:
        with quiet_libraries():
            return library.AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise ModelNotFound("model_broken", folder=str(folder), reason=one_line(error)) from error


def _to_device(model: Any, device: str) -> Any:
    try:
        return model if device == "cpu" else model.to(device)
    except (RuntimeError, AssertionError) as error:
        raise BadOption("device_unknown", value=device, reason=one_line(error)) from error


def _from_hub(name: str, allow_pickle: bool) -> Path:
    hub: Any = import_module("huggingface_hub")
    patterns = [*_HUB_FILES, *(["pytorch_model*.bin"] if allow_pickle else [])]
    try:
        with quiet_libraries():
            return Path(hub.snapshot_download(name, allow_patterns=patterns, ignore_patterns=["*/*"]))
    except Exception as error:  # offline, not there, private, no room: all mean that it cannot be had
        reason = one_line(error)
        raise ModelNotFound("model_hub", name=name, reason=reason, samples=", ".join(SAMPLES)) from error


def one_line(error: BaseException) -> str:
    """The first sentence of a foreign error, short, without its full stop."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0].split(". ")[0] if lines else type(error).__name__)[:160].rstrip(".")
