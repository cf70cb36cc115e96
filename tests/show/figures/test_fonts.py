"""Fonts: every character is there or named as missing, and what a PDF embeds is TrueType with these letters in it."""

from __future__ import annotations

import io
import re
import zlib

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager

import headscope as hs
from headscope.errors import FontMissing
from headscope.show.figures import FigurePlan, figure_bytes, fonts
from headscope.show.figures.lines import wrapped
from headscope.show.figures.look import LOOKS, ColourScale, is_dark
from tests.show.figures.made import needs_chinese, rows


def test_latin_is_drawn_in_the_font_that_comes_along() -> None:
    assert fonts.families_for("Attention, é, –, ≤, ⟨U+0000⟩", "en") == ("DejaVu Sans",)


@needs_chinese
def test_in_chinese_a_chinese_font_comes_first() -> None:
    assert fonts.families_for("注意力 head", "zh")[0] in fonts.CHINESE
    english = fonts.families_for("注意力 head", "en")
    assert english[0] == "DejaVu Sans"
    assert english[1] in fonts.CHINESE


def test_characters_that_no_font_has_are_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda: frozenset({"DejaVu Sans"}))
    run = hs.from_arrays(rows(3, 3), ["cat", "气", "天"])
    with pytest.raises(FontMissing) as caught:
        figure_bytes(run, FigurePlan(head="L0.H0"))
    for language in ("en", "zh"):
        told = caught.value.text(language)
        assert "天 (U+5929)" in told
        assert "气 (U+6C14)" in told
        assert "fonts-noto-cjk" in told
    with pytest.raises(FontMissing, match="fonts-noto-core"):
        fonts.families_for("\u0f40", "en")
    with pytest.raises(FontMissing, match="… 40"):
        fonts.families_for("".join(map(chr, range(0x4E00, 0x4E28))), "en")


@needs_chinese
def test_a_font_that_was_installed_since_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [entry for entry in font_manager.fontManager.ttflist if entry.name == "DejaVu Sans"]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", known)
    assert len(fonts.families_for("天 cat", "en")) == 2


def test_invisible_signs_need_no_font() -> None:
    assert fonts.families_for("a\u200db\ufe0f\u2068c\u2069", "en") == ("DejaVu Sans",)


@needs_chinese
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_pdf_embeds_truetype_with_every_letter(language: str) -> None:
    before = list(font_manager.fontManager.ttflist)
    run = hs.from_arrays(rows(4, 4), ["cat", "天", "气", "שלום"])
    made = figure_bytes(run, FigurePlan(head="L0.H0", language=language), ending="pdf")
    assert made == figure_bytes(run, FigurePlan(head="L0.H0", language=language), ending="pdf")
    assert made.startswith(b"%PDF-")
    assert b"/Type3" not in made
    programs = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL):
        try:
            content = zlib.decompress(stream)
        except zlib.error:
            continue
        assert not content.startswith(b"OTTO")
        if content.startswith(b"\0\1\0\0"):
            programs.append(TTFont(io.BytesIO(content)))
    assert len(programs) >= 2
    assert all("glyf" in program and "CFF " not in program for program in programs)
    drawn = sum(glyph.numberOfContours > 0 for program in programs for glyph in program["glyf"].glyphs.values()
                if glyph.expand(program["glyf"]) is None)  # fmt: skip
    assert drawn >= 25
    assert font_manager.fontManager.ttflist == before


def test_lines_of_chinese_never_begin_with_a_closing_mark() -> None:
    text = "虽然天气不好，但是我们“还是”去了（上海）。" * 4
    for width in range(3, 20):
        lines = wrapped(text, width, len)
        assert "".join(lines) == text
        assert all(line[0] not in "，。”）" and line[-1] not in "“（" for line in lines)
        assert all(len(line) <= max(width, 5) for line in lines)


@given(st.text(alphabet="ab 天气，。“”(),", max_size=60), st.integers(1, 20))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join("".join(wrapped(text, width, len)).split()) == "".join(text.split())


def test_letters_on_any_shade_have_enough_contrast() -> None:
    def luminance(colour: np.ndarray) -> float:
        linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
        return float(linear @ np.array([0.2126, 0.7152, 0.0722]))

    for look in LOOKS.values():
        shades = ColourScale("linear", 0.0, 1.0, look.ramp).colours(np.linspace(0, 1, 200))[:, :3]
        brightness = [luminance(shade) for shade in shades]
        assert np.all(np.diff(brightness) != 0)
        assert len(set(np.sign(np.diff(brightness)))) == 1  # one lightness ramp, for any kind of sight
        for shade, light in zip(shades, brightness, strict=True):
            contrast = 1.05 / (light + 0.05) if is_dark(shade) else (light + 0.05) / 0.05
            assert contrast >= 4.5


def test_a_scale_names_its_ends_and_round_numbers() -> None:
    ramp = LOOKS["light"].ramp
    assert ColourScale("linear", 0.05, 0.55, ramp).ticks() == [0.05, 0.2, 0.3, 0.4, 0.55]
    assert ColourScale("log", 3e-3, 0.5, ramp).ticks() == [3e-3, 0.01, 0.1, 0.5]
    assert ColourScale("linear", 0.0, 20.0, ramp).ticks() == [0.0, 5.0, 10.0, 15.0, 20.0]
