"""Sides that are no text: the patches of a picture and the frames of a sound, as tokens of a text made for them.

All that headscope says and draws goes by tokens with character offsets; a picture's text has one row of patches a line
(`r0c0 r0c1 ...`), a sound's one frame after the other by its time (`0.00s 0.02s ...`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headscope.base.text import Text, Token, Word


@dataclass(frozen=True, slots=True)
class Grid:
    """The patches of a picture, token after token, row by row.

    Attributes:
        rows, columns: patches down and across.
        patch_height, patch_width: of a patch, in pixels of the picture as the model saw it.
        height, width: of that picture, in pixels; what its last patches leave over no patch covers, or they reach
            beyond it.
        first: number of the token that is the first patch; class and register tokens may stand before it.
    """

    rows: int
    columns: int
    patch_height: int
    patch_width: int
    height: int
    width: int
    first: int = 0

    @property
    def patches(self) -> int:
        """How many."""
        return self.rows * self.columns

    def place(self, token: int) -> tuple[int, int] | None:
        """Row and column of a token's patch; None of a token that is no patch.

        >>> [Grid(2, 3, 8, 8, 16, 24, first=1).place(token) for token in (0, 1, 6, 7)]
        [None, (0, 0), (1, 2), None]
        """
        number = token - self.first
        return divmod(number, self.columns) if 0 <= number < self.patches else None


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a sound, one token each.

    Attributes:
        frame_s: seconds from the beginning of one frame to that of the next.
        sound_s: seconds of the sound that was given; what follows is silence that a model wants behind it.
    """

    frame_s: float
    sound_s: float


def text_of_patches(grid: Grid, leading: Sequence[str] = ()) -> Text:
    """The patches of a grid as a text, a word each, behind `leading` special tokens ([CLS], [REG1]).

    >>> text = text_of_patches(Grid(2, 2, 14, 14, 28, 28, first=1), ["[CLS]"])
    >>> text.source, [token.text for token in text.tokens], text.tokens[3].start
    ('r0c0 r0c1\\nr1c0 r1c1', ['[CLS]', 'r0c0', 'r0c1', 'r1c0', 'r1c1'], 10)
    """
    lines = [[f"r{row}c{column}" for column in range(grid.columns)] for row in range(grid.rows)]
    written = [Token(name, 0, 0, True) for name in leading] + _tokens([label for line in lines for label in line])
    return text_of_tokens("\n".join(" ".join(line) for line in lines), written, grid=grid)


def text_of_frames(frames: Frames, count: int) -> Text:
    """So many frames as a text, each named by the time it begins; those behind the sound are special, as padding.

    >>> text = text_of_frames(Frames(0.02, 0.05), 4)
    >>> text.source, [(token.text, token.is_special) for token in text.tokens][2:]
    ('0.00s 0.02s 0.04s', [('0.04s', False), ('[PAD 0.06s]', True)])
    """
    times = [(place * frames.frame_s, f"{place * frames.frame_s:.2f}s") for place in range(count)]
    heard = [name for time_s, name in times if time_s < frames.sound_s]
    source = " ".join(heard)
    padding = [Token(f"[PAD {name}]", len(source), len(source), True) for _, name in times[len(heard) :]]
    return text_of_tokens(source, [*_tokens(heard), *padding], frames=frames)


def text_of_tokens(
    source: str, tokens: Sequence[Token], *, grid: Grid | None = None, frames: Frames | None = None
) -> Text:
    """A text in which each token is a word."""
    words = tuple(Word(token.text, place, place, token.is_special) for place, token in enumerate(tokens))
    return Text(source, tuple(tokens), words, grid=grid, frames=frames)


def _tokens(labels: Iterable[str]) -> list[Token]:
    """Labels one after the other, with one character between them."""
    found, start = [], 0
    for label in labels:
        found.append(Token(label, start, start + len(label)))
        start += len(label) + 1
    return found
