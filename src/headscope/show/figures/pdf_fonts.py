"""Fonts for a PDF: as TrueType, the only outlines that matplotlib embeds whole.

Noto Sans CJK and many other Chinese fonts have PostScript outlines (CFF). matplotlib 3.11 puts them into a PDF under
the name of TrueType, and readers show nothing in their place; glyphs as drawings (Type 3) many publishers refuse. So
the few characters of a figure are taken out of such a font, their curves are turned into TrueType's, and the PDF
embeds that.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matplotlib import font_manager
from matplotlib.font_manager import FontPath

from headscope.show.figures.fonts import path_of

_ERROR_UNITS = 1.0  # how far a curve may move, of 1000 in a letter's height
_FAMILY = "headscope"


@contextmanager
def embeddable(families: Sequence[str], text: str) -> Iterator[tuple[str, ...]]:
    """The families, those of PostScript outlines replaced by the same letters in TrueType while the context is open."""
    manager = font_manager.fontManager
    before = list(manager.ttflist)
    with tempfile.TemporaryDirectory(prefix="headscope-") as folder:
        try:
            yield tuple(_embeddable(family, text, Path(folder)) for family in families)
        finally:
            if len(manager.ttflist) > len(before):
                manager.ttflist[:] = before


def _embeddable(family: str, text: str, folder: Path) -> str:
    with _opened(path_of(family)) as font:
        if "CFF " not in font:
            return family
        name, file = f"{_FAMILY} {family}", folder / f"{family}.ttf"
        _keep(font, text)
        _turn(font, name)
        font.save(file)
    font_manager.fontManager.addfont(file)
    return name


def _opened(path: FontPath) -> Any:
    from fontTools.ttLib import TTFont

    index = path.face_index if Path(path).suffix.lower() in (".ttc", ".otc") else -1
    return TTFont(path, fontNumber=index, lazy=True, recalcTimestamp=False)


def _keep(font: Any, text: str) -> None:
    """Leave the glyphs of a text in a font, nothing else."""
    from fontTools.subset import Options, Subsetter

    subsetter = Subsetter(Options(notdef_outline=True, hinting=False, desubroutinize=True))
    subsetter.populate(text=text)
    subsetter.subset(font)


def _turn(font: Any, family: str) -> None:
    """Cubic curves (CFF) into quadratic ones (glyf), under another family name."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    drawn, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, _ERROR_UNITS, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphs, font["glyf"].glyphOrder = glyphs, order
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    limits.maxZones = 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions"):
        setattr(limits, f"max{name}", 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
