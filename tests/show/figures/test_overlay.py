"""A picture under the weights of a row: each patch is shaded by its own weight, where it lies in the picture."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

import headscope as hs
from headscope.base.grid import Grid, text_of_patches
from headscope.errors import BadOption
from headscope.show.figures import FigurePlan, figure_bytes
from headscope.show.figures.look import LOOKS, scale_of
from headscope.show.figures.overlay import covered
from headscope.show.figures.plan import span_of
from headscope.show.figures.word_shares import shown_heat
from headscope.store.layout import PICTURES, picture_name, side_record
from headscope.store.run import MemoryArrays, Run
from tests.show.figures.made import drawn, languages, rows, table, written

GRID = Grid(3, 4, 8, 8, 26, 33, first=2)  # two pixel rows and one pixel column belong to no patch
TOKENS = 2 + GRID.patches


def picture() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (GRID.height, GRID.width, 3), dtype=np.uint8)


def run_of_picture(weights: np.ndarray | None = None, *, has_picture: bool = True) -> Run:
    """A run of one layer over the patches of a picture, behind a class and a register token."""
    weights = rows(TOKENS, TOKENS, heads=2, seed=3) if weights is None else weights
    made = hs.from_arrays(weights, [str(number) for number in range(TOKENS)])
    side = side_record(text_of_patches(GRID, ["[CLS]", "[REG1]"]))
    text = msgspec.structs.replace(made.manifest.texts[0], sides={"image": side})
    sites = tuple(msgspec.structs.replace(one, query_side="image", key_side="image") for one in made.sites)
    manifest = msgspec.structs.replace(made.manifest, texts=(text,), sites=sites)
    assert isinstance(made.arrays, MemoryArrays)
    arrays = dict(made.arrays.arrays)
    if has_picture:
        arrays[PICTURES, picture_name(0, "image")] = picture()[None]
    return Run(manifest, MemoryArrays(arrays))


def test_each_patch_is_shaded_by_its_weight_where_it_lies() -> None:
    weights = rows(TOKENS, TOKENS, heads=2, seed=3)
    run = run_of_picture(weights)
    plan = FigurePlan(view="heat", head="L0.H1", queries=(5, 6))
    shown = shown_heat(run, plan)
    scale = scale_of(shown.shares, kind="linear", low=None, high=None, look=LOOKS["light"])
    found = covered(picture() / 255, shown, GRID, scale, np.zeros(TOKENS, dtype=bool), (1.0, 1.0, 1.0))
    grey = picture() / 255 @ [0.2126, 0.7152, 0.0722]
    for row in range(GRID.height):
        for column in range(GRID.width):
            expected = np.repeat(grey[row, column], 3)
            if row < 24 and column < 32:
                weight = weights[1, 5, 2 + row // 8 * 4 + column // 8]
                expected = 0.28 * expected + 0.72 * scale.colours(np.array([weight]))[0, :3]
            np.testing.assert_allclose(found[row, column], expected, atol=1e-6)


def test_the_table_gives_each_patch_its_row_and_column() -> None:
    weights = rows(TOKENS, TOKENS, heads=2, seed=3)
    found = table(run_of_picture(weights), view="heat", head="L0.H0", queries=(0, 1))
    assert [(line["key"], line["row"], line["column"]) for line in found[:3]] == [
        ("[CLS]", "", ""), ("[REG1]", "", ""), ("r0c0", "0", "0"),
    ]  # fmt: skip
    for line in found[2:]:
        assert line["key"] == f"r{line['row']}c{line['column']}"
        token = 2 + 4 * int(line["row"]) + int(line["column"])
        assert float(line["share"]) == pytest.approx(weights[0, 0, token], rel=1e-6)
    assert {line["trust"] for line in found} == {"exact"}


@languages
def test_the_figure_says_what_it_shows_and_names_tokens_that_are_no_patch(language: str) -> None:
    asked = {"view": "heat", "head": "L0.H0", "queries": (2, 3), "language": language}
    told = " ".join(written(drawn(run_of_picture(), **asked)))
    assert "[CLS]" in told
    assert "[REG1]" in told
    expected = {
        "en": ("picture of 3 × 4 patches", "what “r0c0” reads", "Left the picture"),
        "zh": ("3 × 4 块的图片", "左为模型所见"),
    }
    for part in expected[language]:
        assert part in told


@pytest.mark.parametrize(("queries", "theme"), [(None, "dark"), ((2, 4), "light")])
def test_every_kind_of_row_is_drawn_and_twice_alike(queries: tuple[int, int] | None, theme: str) -> None:
    plan = FigurePlan(view="heat", head="L0.H0", queries=queries, theme=theme, sinks="dimmed")  # type: ignore[arg-type]
    run = run_of_picture()
    assert figure_bytes(run, plan, ending="svg") == figure_bytes(run, plan, ending="svg")


def test_a_run_without_the_picture_and_hidden_patches_are_drawn_too() -> None:
    run = run_of_picture(rows(TOKENS, TOKENS, seed=3, is_causal=True), has_picture=False)
    plan = FigurePlan(view="heat", head="L0.H0", queries=(2, 3))
    assert np.isnan(shown_heat(run, plan).shares).sum() == TOKENS - 3
    assert "masked" in written(drawn(run, view="heat", head="L0.H0", queries=(2, 3)))


def test_a_large_grid_is_shown_whole() -> None:
    grid = Grid(30, 30, 2, 2, 60, 60, first=0)
    weights = rows(900, 900, seed=5)
    made = hs.from_arrays(weights, [str(number) for number in range(900)])
    text = msgspec.structs.replace(made.manifest.texts[0], sides={"text": side_record(text_of_patches(grid))})
    run = Run(msgspec.structs.replace(made.manifest, texts=(text,)), made.arrays)
    assert len(shown_heat(run, FigurePlan(view="heat", head="L0.H0", queries=(450, 451))).words) == 900


def test_patches_are_asked_for_by_name() -> None:
    run, plan = run_of_picture(), FigurePlan(view="heat", head="L0.H0")
    assert span_of(run, plan, "query", "r2c3") == (TOKENS - 1, TOKENS)
    assert span_of(run, plan, "key", "[REG1]") == (1, 2)
    assert span_of(run, plan, "query", "3-5") == (3, 5)
    with pytest.raises(BadOption, match="r3c5"):
        span_of(run, plan, "query", "r9c9")
