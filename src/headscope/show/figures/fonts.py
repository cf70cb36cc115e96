"""Which fonts of this machine have the characters of a figure, and how wide a text is in them."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.font_manager import FontPath, FontProperties

from headscope.errors import FontMissing

BUNDLED = "DejaVu Sans"  # comes with matplotlib
# Simplified Chinese first; each of them has the kana, most the hangul.
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Droid Sans Fallback", "Noto Sans CJK JP",
)  # fmt: skip
_OWN = ("DejaVu Sans", "STIXGeneral")  # of what matplotlib brings along; the others put letters in odd places
_SHOWN = 12  # missing characters that an error names
_IGNORED = frozenset(map(chr, (0x200C, 0x200D, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, *range(0xFE00, 0xFE10))))
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")


def families_for(text: str, language: str) -> tuple[str, ...]:
    """Families of fonts that together have every character of a text, in the order in which they are asked for it.

    In Chinese a Chinese font comes first, so that quotation marks and dots are as wide as the characters around them.

    Raises:
        FontMissing: no font of this machine has some character.

    >>> families_for("attention", "en")
    ('DejaVu Sans',)
    """
    wanted = frozenset(text) - _IGNORED
    families, missing = _choose(wanted, language)
    if missing and _found_new_fonts():
        families, missing = _choose(wanted, language)
    if missing:
        listed = sorted(missing)
        shown = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in listed[:_SHOWN])
        more = f" … {len(listed)}" if len(listed) > _SHOWN else ""
        raise FontMissing("font_missing", characters=shown + more, package=_package(listed))
    return families


def width_points(text: str, families: Iterable[str], size: float) -> float:
    """How wide a text is, in points."""
    font = font_manager.get_font([path_of(family) for family in families])
    font.set_size(size, 72)
    font.set_text(text, 0.0)
    return float(font.get_width_height()[0]) / 64


def path_of(family: str) -> FontPath:
    """The file of a family's upright, regular face."""
    return font_manager.findfont(FontProperties(family=[family]), fallback_to_default=False)  # type: ignore[return-value]


def _choose(wanted: frozenset[str], language: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Families, the usual ones first, until nothing is missing; and what is."""
    installed = _installed()
    usual = (*CHINESE, BUNDLED) if language == "zh" else (BUNDLED, *CHINESE)
    chosen: list[str] = []
    missing = wanted
    for family in (*usual, *sorted(installed.difference(usual))):
        if missing and family in installed and missing & _characters(path_of(family)):
            chosen.append(family)
            missing -= _characters(path_of(family))
    return tuple(chosen) or (BUNDLED,), missing


def _installed() -> frozenset[str]:
    """The families that can be drawn: no bitmaps, no fonts of mathematics or of boxes for what is missing."""
    own = Path(matplotlib.get_data_path())
    return frozenset(
        entry.name
        for entry in font_manager.fontManager.ttflist
        if entry.style == "normal"
        and "Color Emoji" not in entry.name
        and (entry.name in _OWN or own not in Path(entry.fname).parents)
    )


def _found_new_fonts() -> bool:
    """Look again for fonts that were installed since matplotlib wrote its list of them."""
    known = {str(entry.fname) for entry in font_manager.fontManager.ttflist}
    new = sorted(path for path in font_manager.findSystemFonts() if str(path) not in known)
    before = len(font_manager.fontManager.ttflist)
    for path in new:
        try:
            font_manager.fontManager.addfont(path)
        except (OSError, RuntimeError, NotImplementedError):  # a broken file, or a font of bitmaps
            continue
    return len(font_manager.fontManager.ttflist) > before


@functools.lru_cache(maxsize=64)
def _characters(path: FontPath) -> frozenset[str]:
    return frozenset(map(chr, font_manager.get_font(path).get_charmap()))


def _package(missing: list[str]) -> str:
    """The Debian package whose fonts are likely to have them."""
    names = [unicodedata.name(letter, "") for letter in missing]
    if any(name.startswith(_EAST_ASIAN) for name in names):
        return "fonts-noto-cjk"
    return "fonts-symbola" if all(unicodedata.category(letter) == "So" for letter in missing) else "fonts-noto-core"
