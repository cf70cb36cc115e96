"""Whether a model can be asked about prosody at all: only one that hears."""

from __future__ import annotations

from headscope.base.probes import Feasibility
from headscope.models.load import Loaded

_AUDIO_INPUTS = frozenset({"input_features", "input_values", "audio_values", "audio_codes"})


def prosody_feasibility(loaded: Loaded) -> Feasibility:
    """`prosody` is testable with a model whose main input is sound, and with no other.

    A written word carries neither stress nor melody. What attention to punctuation or to rhyming spellings shows of a
    text model is spelling; it is not offered as a proxy. The answer goes by the configuration (main input, or a sound
    encoder beside the text), not by what the model has learnt.
    """
    main = getattr(loaded.model, "main_input_name", "input_ids")
    hears = main in _AUDIO_INPUTS or getattr(loaded.model.config, "audio_config", None) is not None
    folder = loaded.folder / "preprocessor_config.json" if loaded.folder is not None else None
    if not hears and folder is not None and folder.is_file():
        hears = "feature_extractor_type" in folder.read_text("utf-8") and main != "pixel_values"
    return Feasibility("prosody", hears, "prosody_audio" if hears else "prosody_text")
