"""Two sentences, said by espeak-ng 1.51 (voice en-gb, 150 words a minute), 8000 samples a second of one byte."""

from __future__ import annotations

from pathlib import Path

SPEECH = Path(__file__).parent / "data" / "speech.wav"
SAID = (
    "The old lighthouse keeper walked slowly down the narrow path to the harbour with a heavy lamp. "
    "When the rain finally stopped, the children ran into the garden and looked for their lost ball."
)
