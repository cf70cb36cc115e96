"""Sounds: numbers are those of the model's own extractor, frames lie where its convolutions put them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from headscope.errors import BadInput
from headscope.models.given import prepare_given
from headscope.models.sounds import mono, prepare_sound, read_wav, resampled
from tests.media import hearing, tone, vision, whisper, write_wav


@pytest.mark.parametrize("name", ["Wav2Vec2", "Hubert"])
def test_samples_become_frames_by_the_strides_of_the_convolutions(name: str) -> None:
    model = hearing(name)
    prepared = prepare_sound(model, tone(0.6))
    with torch.no_grad():
        frames = model.model(**prepared.inputs).last_hidden_state.shape[1]
    side = prepared.sides["sound"]
    assert len(side.tokens) == frames == ((9600 - 10) // 8 + 1 - 8) // 20 + 1
    assert [token.text for token in side.tokens[:3]] == ["0.00s", "0.01s", "0.02s"]
    assert side.frames is not None
    assert (side.frames.frame_s, side.frames.sound_s) == (0.01, 0.6)
    assert not any(token.is_special for token in side.tokens)


def test_a_frame_s_time_is_where_the_sound_is() -> None:
    """A click in silence: the frame that changes most is named by the click's time."""
    model = hearing("Wav2Vec2")
    silence = np.zeros(9600, np.float32)
    click = silence.copy()
    click[4800:4880] = np.tile([1.0, -1.0], 40)
    with torch.no_grad():
        quiet, loud = (model.model.feature_extractor(torch.from_numpy(one)[None]) for one in (silence, click))
    place = int((quiet - loud).abs().sum(1).argmax())
    token = prepare_sound(model, (click, 16000)).sides["sound"].tokens[place]
    assert abs(float(token.text.removesuffix("s")) - 0.3) <= 0.01


def test_what_whisper_pads_is_said_plainly() -> None:
    prepared = prepare_sound(whisper(), tone(0.6), "the cat sits")
    tokens = prepared.sides["sound"].tokens
    assert len(tokens) == 50
    assert [token.text for token in tokens[28:32]] == ["0.56s", "0.58s", "[PAD 0.60s]", "[PAD 0.62s]"]
    assert sum(token.is_special for token in tokens) == 20
    assert prepared.inputs["input_features"].shape == (1, 16, 100)


def test_labels_know_the_rows_of_the_target_and_the_start_token_is_read_once() -> None:
    prepared = prepare_sound(whisper(), tone(), "the cat sits")
    target = prepared.sides["target"]
    assert [token.text for token in target.tokens] == ["[CLS]", "the", "cat", "sits"]  # no [CLS] [CLS]
    assert prepared.inputs["decoder_input_ids"][0, 0] == 2
    spelled = [(target.source[one.start : one.end], one.input_row, one.output_row) for one in prepared.labels]
    assert spelled == [("the", 1, 0), ("cat", 2, 1), ("sits", 3, 2)]


def test_whole_numbers_become_samples_between_minus_one_and_one() -> None:
    assert mono(np.array([0, 255], np.uint8)).tolist() == [-1.0, 127 / 128]
    assert mono(np.array([2**31 - 1, -(2**31)], np.int32)).tolist() == [1.0, -1.0]
    assert mono(np.array([[0.5, -0.5]])).tolist() == [0.0]


def test_a_tone_keeps_its_pitch_at_another_rate() -> None:
    samples, _ = tone(1.0, 44100)
    other = resampled(samples, 44100, 16000)
    assert len(other) == 16000
    spectrum = np.abs(np.fft.rfft(other))
    assert int(spectrum.argmax()) == 440


def test_a_file_of_two_channels_and_another_rate_is_read(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "tone.wav", 0.6, rate=8000, channels=2)
    samples, rate = read_wav(path)
    assert (samples.shape, rate) == ((4800, 2), 8000)
    prepared = prepare_sound(hearing("Wav2Vec2"), path)
    assert prepared.inputs["input_values"].shape == (1, 9600)


def test_what_is_no_sound_is_refused_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "note.wav").write_text("no sound")
    for path, reason in ((tmp_path / "none.wav", "no such file"), (tmp_path / "note.wav", "not understood")):
        with pytest.raises(BadInput, match=reason) as caught:
            prepare_sound(hearing("Wav2Vec2"), str(path))
        assert "声音读不出来" in caught.value.text("zh")
    for samples in (np.array(["a"]), np.zeros((2, 2, 2)), np.array([np.nan] * 9600)):
        with pytest.raises(BadInput, match="Sound is not usable"):
            prepare_sound(hearing("Wav2Vec2"), (samples, 16000))
    with pytest.raises(BadInput, match=r"too short: got 0\.050 s"):
        prepare_sound(hearing("Wav2Vec2"), tone(0.05))
    with pytest.raises(BadInput, match=r"too long: got 1\.5 s, expected at most 1 s"):
        prepare_sound(whisper(), tone(1.5), "the cat")


def test_a_target_goes_with_a_decoder_only() -> None:
    with pytest.raises(BadInput, match="Target is missing"):
        prepare_given(whisper(), None, sound=tone())
    with pytest.raises(BadInput, match="no decoder of its own"):
        prepare_given(hearing("Wav2Vec2"), None, "the cat", sound=tone())
    with pytest.raises(BadInput, match="no decoder of its own"):
        prepare_given(vision("ViT"), None, "the cat", image=np.zeros((32, 32, 3), np.uint8))
