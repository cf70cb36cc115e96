"""Options that several commands share. Their help texts lie in the catalogue (`cli.option_<name>`)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """Languages that headscope speaks."""

    en = "en"
    zh = "zh"


class Keep(StrEnum):
    """What a run keeps of each row."""

    weights = "weights"
    qk = "qk"
    none = "none"


class Padding(StrEnum):
    """The side on which shorter texts of a batch are filled up."""

    right = "right"
    left = "left"


class Demo(StrEnum):
    """What a demonstration shows."""

    heads = "heads"
    translation = "translate"


class Dtype(StrEnum):
    """Number formats a model is loaded in."""

    float32 = "float32"
    float64 = "float64"
    float16 = "float16"
    bfloat16 = "bfloat16"


class ReadingName(StrEnum):
    """Readings of a run."""

    statistics = "statistics"
    patterns = "patterns"
    words = "words"
    edges = "edges"
    following = "following"
    roles = "roles"
    alignment = "alignment"


class FigureView(StrEnum):
    """What a figure shows of a run."""

    matrix = "matrix"
    arcs = "arcs"
    heat = "heat"
    sky = "sky"


class FigureScale(StrEnum):
    """Scales of colours."""

    linear = "linear"
    log = "log"


class FigureChannel(StrEnum):
    """What a cell of several tokens shows."""

    peak = "peak"
    mass = "mass"


class FigureSinks(StrEnum):
    """How sinks are drawn."""

    shown = "shown"
    dimmed = "dimmed"


class FigureTheme(StrEnum):
    """Colours of a figure."""

    light = "light"
    dark = "dark"


Model = Annotated[str, typer.Argument(metavar="MODEL")]
DemoKind = Annotated[Demo, typer.Argument(metavar="[heads|translate]")]
Text = Annotated[str, typer.Argument(metavar="TEXT")]
OptionalText = Annotated[str | None, typer.Argument(metavar="[TEXT]")]
Image = Annotated[Path | None, typer.Option("--image", metavar="PHOTO.png")]
Sound = Annotated[Path | None, typer.Option("--sound", metavar="TALK.wav")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN")]
Lang = Annotated[Language, typer.Option("--lang", envvar="HEADSCOPE_LANG")]
Json = Annotated[bool, typer.Option("--json")]
Debug = Annotated[bool, typer.Option("--debug")]
Heads = Annotated[str | None, typer.Option("--head", metavar="L2.H5")]
ExcludeSelf = Annotated[bool, typer.Option("--exclude-self")]
ExcludeSpecial = Annotated[bool, typer.Option("--exclude-special")]
File = Annotated[Path | None, typer.Option("--file", metavar="LINES.txt")]
Target = Annotated[str | None, typer.Option("--target", metavar="TEXT")]
OptionalOutRun = Annotated[Path | None, typer.Option("--out", "-o", metavar="RUN")]
Html = Annotated[Path | None, typer.Option("--html", metavar="PAGE")]
Layers = Annotated[str | None, typer.Option("--layers", metavar="0-3")]
HeadSites = Annotated[str | None, typer.Option("--heads", metavar="L2.H5,L8.*")]
Rows = Annotated[str, typer.Option("--rows", metavar="all|sample:4096|last:512")]
Memory = Annotated[str | None, typer.Option("--memory", metavar="2GiB")]
IsCost = Annotated[bool, typer.Option("--cost")]
Batch = Annotated[int, typer.Option("--batch", min=1)]
PaddingOption = Annotated[Padding, typer.Option("--padding")]
KeepOption = Annotated[Keep | None, typer.Option("--keep")]
Segments = Annotated[str | None, typer.Option("--segments", metavar="sentence|clause|FILE")]
Segmentation = Annotated[
    str | None, typer.Option("--segmentation", metavar="'CUT TEXT'|FILE|characters|jieba|spacy:MODEL")
]
NewTokens = Annotated[int | None, typer.Option("--generate", metavar="N")]
Beams = Annotated[int | None, typer.Option("--beams", metavar="N")]
IsSampled = Annotated[bool, typer.Option("--sample")]
Temperature = Annotated[float | None, typer.Option("--temperature", metavar="0.8")]
TopP = Annotated[float | None, typer.Option("--top-p", metavar="0.9")]
TopK = Annotated[int | None, typer.Option("--top-k", metavar="50")]
Seed = Annotated[int, typer.Option("--seed", min=0)]
DtypeOption = Annotated[Dtype, typer.Option("--dtype")]
AllowPickle = Annotated[bool, typer.Option("--allow-pickle")]
Tokens = Annotated[str | None, typer.Option("--tokens", metavar="T1,T2")]
Normalise = Annotated[bool, typer.Option("--normalise")]
TextNumber = Annotated[int, typer.Option("--text", metavar="N", min=0)]
AllHeads = Annotated[bool, typer.Option("--all-heads")]
View = Annotated[FigureView | None, typer.Option("--view")]
FigureText = Annotated[int | None, typer.Option("--text", metavar="N", min=0)]
Query = Annotated[str | None, typer.Option("--query", metavar="5|0-64")]
Key = Annotated[str | None, typer.Option("--key", metavar="5|0-64")]
Scale = Annotated[FigureScale | None, typer.Option("--scale")]
Low = Annotated[float | None, typer.Option("--low", metavar="0.001")]
High = Annotated[float | None, typer.Option("--high", metavar="0.5")]
Channel = Annotated[FigureChannel | None, typer.Option("--channel")]
Sinks = Annotated[FigureSinks | None, typer.Option("--sinks")]
Statistic = Annotated[str | None, typer.Option("--statistic", metavar="NAME")]
Theme = Annotated[FigureTheme | None, typer.Option("--theme")]
