"""Two heads: side by side, one minus the other, how far apart their rows are; heads of two runs."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.browser.cases import Case, in_the_browser, on, on_all
from tests.browser.numbers import agree, matrix_of, number
from tests.browser.window import (
    PAINTED,
    back,
    choose,
    colours_of,
    expect,
    open_at,
    overflow,
    shown,
    use,
    wait_for_state,
)  # fmt: skip

pytestmark = in_the_browser


def heads_of(case: Case) -> tuple[str, str]:
    return str(case.run.heads[0]), str(case.run.heads[1])


def painted(case: Case, main: Any) -> list[Any]:
    """The pictures, once all are painted."""
    script = f"() => [...document.querySelectorAll('main canvas')].every({PAINTED})"
    main.get_by_role("img").first.wait_for()
    case.window.page.wait_for_function(script)
    found: list[Any] = main.get_by_role("img").all()
    return found


@on_all
def test_the_second_head_is_chosen_and_subtracted(case: Case) -> None:
    window = case.window
    one, other = heads_of(case)
    main = open_at(window, case.name, "compare", h=one)
    choose(window, main.get_by_role("combobox", name=window.say("viewer_second"), exact=True), other)
    wait_for_state(window, vs=other)
    assert len(painted(case, main)) == 2
    assert all(colours_of(picture) > 1 for picture in painted(case, main))
    use(window, main.get_by_role("button", name=window.say("viewer_difference"), exact=True))
    wait_for_state(window, mode="difference")
    picture = main.get_by_role("img", name=window.say("viewer_difference_of", one=one, other=other))
    picture.wait_for()
    assert colours_of(picture) > 2
    back(window)
    wait_for_state(window, mode=None)
    assert overflow(window) == 0


@on("short", "crossing", "text")
def test_the_distance_and_the_signed_difference_are_those_of_arithmetic(case: Case) -> None:
    window = case.window
    one, other = heads_of(case)
    gap = matrix_of(case.run, one) - matrix_of(case.run, other)
    if case.name == "text":  # a cell is two tokens wide and high: mean over its rows of what they give its keys
        gap = gap.reshape(256, 2, 256, 2).mean(axis=1).sum(axis=-1)
    main = open_at(window, case.name, "compare", h=one, vs=other, table=1)
    table = main.get_by_role("table").first
    table.get_by_role("row").nth(1).wait_for()
    told = main.get_by_text(window.say("viewer_distance_of_rows", value="").strip()).inner_text()
    apart = float(np.abs(gap).sum() / 2 / len(gap))
    assert agree(number(told.replace(window.say("viewer_distance_of_rows", value=""), "")), apart, digits=2)
    assert ("≥" in told) == (case.name == "text")  # what differs inside a cell is not seen
    query, key, value = table.get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()
    place = np.unravel_index(np.abs(gap).argmax(), gap.shape)
    assert agree(number(value), gap[place])
    if case.name != "text":
        record = case.run.sites[0]
        sides = case.run.manifest.texts[0].sides
        assert query == sides[record.query_side].tokens[place[0]].text
        assert key == sides[record.key_side].tokens[place[1]].text


@on("short")
def test_heads_of_two_runs_meet_over_the_tokens_that_both_texts_have(case: Case) -> None:
    window = case.window
    main = open_at(window, case.name, "compare", h="L0.H0")
    choose(window, main.get_by_role("combobox", name=window.say("viewer_second_run")), "reported")
    wait_for_state(window, vs="reported/L0.H0")
    told = main.get_by_text(window.say("viewer_distance_of_rows", value="").strip())
    expect(told).to_contain_text("0.000")  # the same matrices
    choose(window, main.get_by_role("combobox", name=window.say("viewer_second_run")), "text")
    wait_for_state(window, vs="text/L0.H0")
    expect(main.get_by_text(window.say("viewer_not_aligned"))).to_be_visible()


@on("short")
def test_who_wants_nothing_to_move_sees_both(case: Case) -> None:
    window = case.window
    main = open_at(window, case.name, "compare", h="L0.H0", vs="L0.H1")
    if window.device == "mouse":
        use(window, main.get_by_role("button", name=window.say("viewer_flicker"), exact=True))
    else:
        window.page.keyboard.press("f")
    wait_for_state(window, mode="flicker")
    shown(window, "compare")
    assert len(painted(case, main)) == 2
