"""Every answer holds what dense arithmetic gives, on a short, an ordinary, a long and a crossing text."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import msgspec
import numpy as np
import pytest

from headscope.base.messages import LANGUAGES
from headscope.capture.arrays import from_arrays, from_qkv
from headscope.errors import BrokenRun
from headscope.show.answers import answer
from headscope.show.payload import HeadPage, Overview, RowPayload, Shelf, TextLabels, Thumbnails, TilePayload
from headscope.show.shelf import OpenRun, ShelfOfRuns, open_shelf, remembered
from headscope.store.run import MemoryArrays, Run
from headscope.store.write import save
from headscope.stream.mask import MaskSpec
from headscope.testing.viewer_runs import WIDE
from tests.show.asked import ask, dense, missing, numbers
from tests.show.made import HOSTILE, attention

LOG8 = 2 ** (0.5 / 12) - 1 + 1e-6  # half a step


def run_of(shelf: ShelfOfRuns) -> Run:
    return next(iter(shelf.runs.values())).run


def close(found: np.ndarray, true: np.ndarray, *, least: float = 2**-21) -> None:
    """Numbers in one byte: masked alike, within half a step, those too small to tell below `least` of the largest."""
    np.testing.assert_array_equal(np.isnan(found), np.isnan(true))
    np.testing.assert_allclose(np.nan_to_num(found), np.nan_to_num(true), rtol=LOG8, atol=2 * least * np.nanmax(true))


ALL = ["short", "text", pytest.param("long", marks=pytest.mark.slow), "crossing_text"]
on_all = pytest.mark.parametrize("shelf", ALL, indirect=True)
on = lambda *names: pytest.mark.parametrize("shelf", names, indirect=True)  # noqa: E731


@on_all
def test_the_shelf_and_the_overview_name_what_there_is(shelf):
    run = run_of(shelf)
    card = ask(shelf, Shelf, "shelf").runs[0]
    found = ask(shelf, Overview, "run", "overview")
    assert (card.name, card.texts, card.heads) == ("run", 1, len(run.heads))
    assert [head.head for head in found.heads] == [str(head) for head in run.heads]
    whole = ask(shelf, Overview, "run", "overview", "whole")
    assert sorted(whole.cluster) == sorted(head.head for head in found.heads)
    assert found.cluster == (whole.cluster if found.is_read else ())
    assert found.texts[0].tokens == {name: len(side.tokens) for name, side in run.manifest.texts[0].sides.items()}
    assert all(len(head.statistics) == len(found.statistics) for head in found.heads)
    assert not found.has_alignment
    assert found.sampled_rows is None


@on("short", "crossing_text")
def test_a_small_run_is_read_at_once(shelf):
    found = ask(shelf, Overview, "run", "overview")
    assert found.is_read
    assert all(abs(sum(head.shares.values()) - 1) < 1e-3 for head in found.heads)


@on("text")
def test_of_a_larger_run_the_patterns_come_with_the_second_answer(shelf):
    first = ask(shelf, Overview, "run", "overview")
    whole = ask(shelf, Overview, "run", "overview", "whole")
    assert not first.is_read
    assert {head.label for head in first.heads} == {"unread"}
    assert whole.is_read
    labels = {head.head: (head.label, head.offset) for head in whole.heads}
    assert labels["L0.H0"] == labels["L1.H0"] == ("diagonal", -1)
    assert labels["L0.H1"][0] == labels["L1.H1"][0] == "sink"
    assert ask(shelf, Overview, "run", "overview") == whole


@on("text")
def test_planted_twins_are_each_others_likest(shelf):
    twins = {head.head: head.twins[0][0] for head in ask(shelf, Overview, "run", "overview").heads}
    assert (twins["L0.H0"], twins["L1.H0"], twins["L0.H1"], twins["L1.H1"]) == ("L1.H0", "L0.H0", "L1.H1", "L0.H1")


@on("short", "text")
def test_statistics_are_means_over_rows(shelf):
    run = run_of(shelf)
    weights = run.array("L1", "weights", 0).astype(np.float64)
    found = ask(shelf, Overview, "run", "overview")
    names = [each.name for each in found.statistics]
    logs = np.log2(np.where(weights > 0, weights, 1.0))
    for number in range(len(weights)):
        card = next(head for head in found.heads if head.head == f"L1.H{number}")
        entropy = -(weights[number] * logs[number]).sum(1).mean()
        assert card.statistics[names.index("statistic_entropy_bits")] == pytest.approx(entropy, rel=1e-3)
        peak = weights[number].max(1).mean()
        assert card.statistics[names.index("statistic_peak_mean")] == pytest.approx(peak, rel=1e-3)


@on_all
def test_labels_of_every_token_word_and_segment_come_once(shelf):
    run = run_of(shelf)
    for name, side in ask(shelf, TextLabels, "run", "text", 0).sides.items():
        told = run.manifest.texts[0].sides[name]
        assert side.tokens == tuple(token.text for token in told.tokens)
        assert [word[1:] for word in side.words] == [(word.first, word.last + 1) for word in told.words]
        assert len(side.segments) == len(told.segments)
        for _, first, after in side.segments:
            assert 0 <= first < after <= len(side.tokens)
        assert side.direction == "ltr"


@on("text")
def test_segments_cover_the_tokens_that_were_given(shelf):
    segments = ask(shelf, TextLabels, "run", "text", 0).sides["text"].segments
    assert [each[1:] for each in segments[:2]] == [(1, 17), (17, 33)]
    assert segments[0][0].startswith("word1 word2")


def test_the_direction_of_a_text_is_that_of_most_of_its_letters():
    run = from_arrays(np.eye(3), ["שלום", "לך", "abc"])
    assert ask(open_shelf([run]), TextLabels, "run", "text", 0).sides["text"].direction == "rtl"


@on("short", "text", "crossing_text")
def test_thumbnails_show_the_largest_weight_of_each_cell_and_what_is_hidden(shelf):
    run = run_of(shelf)
    found = ask(shelf, Thumbnails, "run", "thumbnails", 0)
    assert set(found.images) == {str(head) for head in run.heads}
    for head in run.heads:
        weights = run.array(str(head.site), "weights", 0)[head.number].astype(np.float64)
        high, wide = found.cell_tokens[str(head.site)]
        cells = [
            [weights[r : r + high, c : c + wide].max() for c in range(0, weights.shape[1], wide)]
            for r in range(0, weights.shape[0], high)
        ]
        true = np.array(cells)
        if run.sites[0].is_causal:
            true[true == 0] = np.nan
        close(numbers(found.images[str(head)]), true)


@on("short", "text", "crossing_text")
def test_tiles_of_kept_weights_show_the_cells_of_their_level(shelf):
    run = run_of(shelf)
    for head in (run.heads[0], run.heads[-1]):
        weights = run.array(str(head.site), "weights", 0)[head.number].astype(np.float64)
        queries, _keys = weights.shape
        for level in range(2 if queries > 256 else 1):
            for channel in ("mass", "peak"):
                tile = ask(shelf, TilePayload, "run", "tile", str(head), 0, level, 0, 0, channel)
                width = 1 << level
                part = weights[: 256 * width, : 256 * width]
                rows = [part[r : r + width] for r in range(0, len(part), width)]
                blocks = [[row[:, c : c + width] for c in range(0, part.shape[1], width)] for row in rows]
                true = np.array([[b.max() if channel == "peak" else b.sum() / len(b) for b in row] for row in blocks])
                if run.sites[0].is_causal:
                    true[true == 0] = np.nan
                close(numbers(tile.array), true)
                assert tile.is_exact


@on("short")
def test_a_tile_of_a_short_text_tells_its_numbers_in_full(shelf):
    tile = ask(shelf, TilePayload, "run", "tile", "L0.H1", 0, 0, 0, 0, "peak")
    assert tile.array.encoding == "float32"
    weights = run_of(shelf).array("L0", "weights", 0)[1]
    np.testing.assert_allclose(np.nan_to_num(numbers(tile.array)), weights, rtol=1e-6)


@on("short", "text", "crossing_text")
def test_rows_and_columns_of_kept_weights_are_those_of_the_matrix(shelf):
    run = run_of(shelf)
    head = run.heads[-1]
    weights = run.array(str(head.site), "weights", 0)[head.number].astype(np.float64)
    for token in {0, len(weights) // 2, len(weights) - 1}:
        for kind, line, axis in (("row", weights[token], "query"), ("column", weights[:, token], "key")):
            found = ask(shelf, RowPayload, "run", kind, str(head), 0, token)
            check_line(found, line, axis=axis)
            assert found.visible == ((line > 0).sum() if run.sites[0].is_causal else len(line))


def check_line(found: RowPayload, line: np.ndarray, *, axis: str) -> None:
    """A row or column against its true weights."""
    assert (found.axis, found.is_whole) == (axis, True)
    assert found.total == pytest.approx(line.sum(), abs=1e-5)
    order = np.sort(line)[::-1][: len(found.strongest)]
    np.testing.assert_allclose([weight for _, weight in found.strongest], order, rtol=1e-5)
    np.testing.assert_allclose([line[place] for place, _ in found.strongest], order, rtol=1e-5)
    assert len(found.strongest) == min(64, (line > 0).sum())
    width = found.strip_cell_tokens
    strip = np.array([line[n : n + width].max() for n in range(0, len(line), width)])
    np.testing.assert_allclose(np.nan_to_num(numbers(found.strip)[0]), strip, rtol=LOG8, atol=2**-20 * line.max())


@pytest.mark.slow
@on("long")
def test_a_long_text_shows_its_planted_needles_row_by_row(shelf):
    run = run_of(shelf)
    for query in (WIDE * 3 - 1, WIDE * 20 - 1, 5000):
        true = np.nan_to_num(dense(run, 1, slice(query, query + 1))[0])
        found = ask(shelf, RowPayload, "run", "row", "L0.H1", 0, query)
        check_line(found, true, axis="query")
        if query != 5000:
            assert found.strongest[0][0] == query // 2
            assert found.strongest[0][1] > 0.9
    needle = (WIDE * 20 - 1) // 2
    readers = [n for n in range(needle, 100_000) if n < needle + 256 or n % WIDE == WIDE - 1]
    column = dense(run, 1, np.array(readers))[:, needle]
    found = ask(shelf, RowPayload, "run", "column", "L0.H1", 0, needle)
    assert found.strongest[0][0] == WIDE * 20 - 1
    np.testing.assert_allclose([weight for _, weight in found.strongest], np.sort(column)[::-1][:64], rtol=1e-4)
    assert found.total == pytest.approx(column.sum(), rel=1e-4)
    assert found.visible == len(readers)
    assert len(numbers(found.strip)[0]) <= 2048


@pytest.mark.slow
@on("long")
def test_tiles_of_a_long_text_agree_with_the_softmax(shelf):
    run = run_of(shelf)
    rows = slice(256 * 40, 256 * 41)
    weights = dense(run, 0, rows)
    tile = ask(shelf, TilePayload, "run", "tile", "L0.H0", 0, 0, 39, 40, "peak")
    close(numbers(tile.array), weights[:, 256 * 39 : 256 * 40], least=1e-5)
    coarse = ask(shelf, TilePayload, "run", "tile", "L0.H1", 0, 9, 0, 0, "peak")
    assert not coarse.is_exact
    peak = numbers(coarse.array)
    for query in range(WIDE - 1, 100_000, WIDE):
        assert peak[query >> 9, (query // 2) >> 9] > 0.9
    assert np.isnan(peak[10, 11:]).all()
    assert np.isnan(peak[20, :10]).all()


@pytest.mark.slow
@on("long")
def test_what_a_long_text_is_told_in_does_not_grow_with_its_square(shelf):
    for parts in (("head", "L0.H1", 0), ("row", "L0.H1", 0, 99_999), ("column", "L0.H1", 0, 50_000)):
        assert len(answer(shelf, "/".join(map(str, ("run", *parts))))) < 60_000
    page = ask(shelf, HeadPage, "run", "head", "L0.H0", 0)
    assert page.rows == ()
    assert page.note["en"]
    assert page.note["zh"] != page.note["en"]
    assert all(edge.query - edge.key == 1 for edge in page.edges if edge.query)  # the first token reads itself


@on("short", "text")
def test_the_page_of_a_head_agrees_with_its_matrix(shelf):
    run = run_of(shelf)
    weights = run.array("L0", "weights", 0)[0].astype(np.float64)
    page = ask(shelf, HeadPage, "run", "head", "L0.H0", 0)
    assert sum(page.profile.mass) == pytest.approx(1, abs=1e-3)
    assert sum(page.profile.chance) == pytest.approx(1, abs=1e-3)
    previous = np.diag(weights, -1).mean()
    assert page.profile.mass[0] == pytest.approx(previous * (len(weights) - 1) / len(weights), abs=1e-3)
    assert page.profile.offset_mass[page.profile.offsets.index(-1)] == pytest.approx(previous, rel=1e-3)
    width = page.received.cell_tokens
    received = weights.sum(0)
    cells = [received[n : n + width] for n in range(0, len(received), width)]
    np.testing.assert_allclose(page.received.mean, [cell.mean() for cell in cells], rtol=1e-3)
    np.testing.assert_allclose(page.received.largest, [cell.max() for cell in cells], rtol=1e-3)
    entropy = -(weights * np.log2(np.where(weights > 0, weights, 1))).sum(1)
    np.testing.assert_allclose(
        page.entropy_bits.mean, [entropy[n : n + width].mean() for n in range(0, len(entropy), width)], atol=2e-3
    )
    for edge in page.edges:
        assert edge.weight == pytest.approx(weights[edge.query, edge.key], rel=1e-3)
    assert page.edges[0].weight == pytest.approx(np.sort(weights[1:, :], axis=None)[-1], rel=0.5)
    for row in page.rows[:50]:
        assert row.keys[0][1] == pytest.approx(weights[row.query, row.keys[0][0]], rel=1e-3)
        assert set(row.sentence) == set(LANGUAGES)
    assert len(page.rows) == min(len(weights), 200)


def test_rows_from_queries_and_keys_know_the_soft_cap_the_groups_and_the_window():
    draws = np.random.default_rng(3)
    q, k = draws.normal(size=(4, 30, 8)), draws.normal(size=(2, 30, 8))
    place = np.arange(30)
    mask = MaskSpec(low=np.maximum(place - 6, 0), high=place + 1)
    run = from_qkv(q, k, mask=mask, softcap=2.0, scale=1.0, keep="qk")
    scores = 2.0 * np.tanh(q[3] @ k[1].T / 2.0)
    hidden = (place[None] > place[:, None]) | (place[None] < place[:, None] - 6)
    scores[hidden] = -np.inf
    weights = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    shelf = open_shelf([run])
    tile = numbers(ask(shelf, TilePayload, "run", "tile", "L0.H3", 0, 0, 0, 0, "peak").array)
    np.testing.assert_array_equal(np.isnan(tile), hidden)
    np.testing.assert_allclose(np.nan_to_num(tile), weights, rtol=1e-4)
    check_line(ask(shelf, RowPayload, "run", "row", "L0.H3", 0, 20), weights[20], axis="query")
    check_line(ask(shelf, RowPayload, "run", "column", "L0.H3", 0, 20), weights[:, 20], axis="key")
    assert (
        numbers(ask(shelf, RowPayload, "run", "row", "L0.H3", 0, 20).strip)[0, 21:].tolist()
        == [pytest.approx(float("nan"), nan_ok=True)] * 9
    )


def test_of_a_run_of_the_strongest_keys_alone_rows_are_parts_and_say_so():
    weights = attention(2, 40, seed=8)
    shelf = open_shelf([from_arrays(weights, keep="none")])
    site = ask(shelf, Overview, "run", "overview").sites[0]
    assert (site.rows_from, site.finest_level) == ("strongest", (None,))
    row = ask(shelf, RowPayload, "run", "row", "L0.H1", 0, 9)
    assert (row.is_whole, row.visible) == (False, 40)
    assert row.total == pytest.approx(1.0)
    best = np.argsort(-weights[1, 9])[:8]
    assert [place for place, _ in row.strongest] == best.tolist()
    column = ask(shelf, RowPayload, "run", "column", "L0.H1", 0, 9)
    assert column.total == pytest.approx(weights[1, :, 9].sum(), rel=1e-5)
    assert {place for place, _ in column.strongest} == {
        query for query in range(40) if 9 in np.argsort(-weights[1, query])[:8]
    }
    assert missing(shelf, "run", "tile", "L0.H1", 0, 0, 0, 0, "peak").kind == "not_kept"


def test_a_row_that_sees_nothing_is_absent_not_zero():
    weights = attention(1, 5, seed=2)
    weights[0, 3] = 0.0
    shelf = open_shelf([from_arrays(weights, normalise=True)])
    tile = numbers(ask(shelf, TilePayload, "run", "tile", "L0.H0", 0, 0, 0, 0, "peak").array)
    assert np.isnan(tile[3]).all()
    assert not np.isnan(tile[[0, 1, 2, 4]]).any()
    row = ask(shelf, RowPayload, "run", "row", "L0.H0", 0, 3)
    assert (row.total, row.visible, row.strongest) == (0.0, 0, ())
    assert ask(shelf, HeadPage, "run", "head", "L0.H0", 0).entropy_bits.mean[3] is None


def test_several_texts_are_told_apart():
    maps = [attention(2, n, seed=n) for n in (4, 9)]
    run = from_arrays([each[None] for each in maps], [[f"a{n}" for n in range(4)], [f"b{n}" for n in range(9)]])
    shelf = open_shelf([run])
    for text, each in enumerate(maps):
        tile = numbers(ask(shelf, TilePayload, "run", "tile", "L0.H1", text, 0, 0, 0, "mass").array)
        np.testing.assert_allclose(tile, each[1], rtol=1e-6)
        assert ask(shelf, TextLabels, "run", "text", text).sides["text"].tokens[0] == "ab"[text] + "0"
    assert [card.tokens for card in ask(shelf, Overview, "run", "overview").texts] == [{"text": 4}, {"text": 9}]


def test_hostile_labels_are_one_visible_line_each(hostile_run):
    labels = ask(open_shelf([hostile_run]), TextLabels, "run", "text", 0).sides["text"]
    assert labels.tokens[0] == HOSTILE[0]
    assert labels.tokens[3] == "a↵b"
    assert labels.tokens[4] == "⟨U+202E⟩gnihton"
    assert labels.tokens[5] == "nul⟨U+0000⟩l"
    assert len(labels.tokens[6]) <= 81


@pytest.mark.parametrize(
    "request_",
    [
        "", "/", "run", "shelf/more", "nowhere/overview", "run/", "run/overview/part", "run/text/-1", "run/text/0.5",
        "run/text/1", "run/text/٣", "run/text/99999999999", "run/head/L9.H9/0", "run/head/five/0", "run/head/L0.*/0",
        "run/tile/L0.H0/0/9/0/0/peak", "run/tile/L0.H0/0/0/7/0/peak", "run/tile/L0.H0/0/0/0/0/hue",
        "run/row/L0.H0/0/6", "run/column/L0.H0/0/6", "run/../../etc/passwd", "%2e%2e/run.json", "run/text/%00",
        "run/text/" + "9" * 5000, "run/%ff/0",
    ],
)  # fmt: skip
def test_a_bad_request_is_answered_in_both_languages(short, request_):
    found = msgspec.json.decode(answer(open_shelf([short]), request_))
    assert (found["type"], found["kind"]) == ("missing", "bad_request")
    assert all(found["message"][each] for each in LANGUAGES)
    assert found["message"]["en"] != found["message"]["zh"]


def damaged(run: Run, name: str, values: np.ndarray) -> ShelfOfRuns:
    """The run with one array of L0 replaced, as a stranger could."""
    arrays = dict(run.arrays.arrays)  # type: ignore[attr-defined]
    arrays["L0", name] = values
    return ShelfOfRuns({"run": OpenRun("run", Run(run.manifest, MemoryArrays(arrays)))})


REQUESTS = (
    "overview", "overview/whole", "text/0", "thumbnails/0", "head/L0.H0/0", "tile/L0.H0/0/0/0/0/peak", "row/L0.H0/0/3",
    "column/L0.H0/0/3",
)  # fmt: skip


@pytest.mark.parametrize("damage", ["nan", "huge", "negative", "short", "words"])
def test_a_damaged_run_is_answered_and_nothing_is_raised(short, damage):
    for name in ("weights", "top_key", "image_max", "visible_keys", "distance_mass", "entropy_bits", "received"):
        values = np.array(short.arrays.arrays["L0", name], dtype=np.float64)  # type: ignore[attr-defined]
        changed = {
            "nan": np.full_like(values, np.nan), "huge": np.full_like(values, 1e300), "negative": -1 - values,
            "short": values[:, :2], "words": np.full(values.shape, "x"),
        }[damage]  # fmt: skip
        shelf = damaged(short, name, changed)
        with np.errstate(all="ignore"):
            for request in REQUESTS:
                content = msgspec.json.decode(answer(shelf, f"run/{request}"))
                assert content.get("kind", "broken") in {"broken", "not_kept"}


def test_what_cannot_be_opened_stands_on_the_shelf_with_its_reason(short, tmp_path):
    save(short, tmp_path / "good")
    for name, change in (("newer", ('"format":1', '"format":99')), ("broken", ("{", "{{"))):
        save(short, tmp_path / name)
        manifest = tmp_path / name / "run.json"
        manifest.write_text(manifest.read_text("utf-8").replace(*change, 1), "utf-8")
    shelf = open_shelf([tmp_path])
    found = ask(shelf, Shelf, "shelf")
    assert [card.name for card in found.runs] == ["good"]
    assert [each.name for each in found.unreadable] == ["broken", "newer"]
    assert "99" in found.unreadable[1].reason["en"]
    assert missing(shelf, "newer", "overview").kind == "newer_format"
    assert missing(shelf, "broken", "overview").kind == "broken"


def test_runs_of_one_name_get_numbers_and_a_folder_without_runs_is_an_error(short, tmp_path):
    for place in ("a", "b"):
        save(short, tmp_path / place / "book")
    shelf = open_shelf([tmp_path / "a", tmp_path / "b" / "book", short])
    assert list(shelf.runs) == ["book", "book-2", "run"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(OSError, match="Run is not there"):
        open_shelf([tmp_path / "empty"])
    (tmp_path / "half.partial").mkdir()
    with pytest.raises(BrokenRun, match="half-written"):
        open_shelf([tmp_path / "half"])


def test_threads_that_ask_for_the_same_reading_wait_for_one_another(short):
    opened, made, gate = OpenRun("run", short), [], threading.Barrier(4)

    def read(run: Run) -> int:
        made.append(run)
        time.sleep(0.05)
        return len(made)

    def ask_for_it() -> int:
        gate.wait()
        return remembered(opened, "slow", read)

    with ThreadPoolExecutor(4) as pool:
        assert [each.result() for each in [pool.submit(ask_for_it) for _ in range(4)]] == [1] * 4


def test_a_reading_that_failed_is_tried_again(short):
    opened = OpenRun("run", short)
    with pytest.raises(ZeroDivisionError):
        remembered(opened, "slow", lambda run: 1 // 0)
    assert remembered(opened, "slow", lambda run: 7) == 7


def test_the_oldest_answers_are_dropped_where_they_take_too_much(short, monkeypatch):
    monkeypatch.setattr("headscope.show.shelf.KEPT_BYTES", 1000)
    shelf = open_shelf([short])
    for query in range(6):
        answer(shelf, f"run/row/L0.H0/0/{query}")
    assert sum(map(len, shelf.answers.values())) <= 1000
    assert "run/row/L0.H0/0/5" in shelf.answers
    assert "run/row/L0.H0/0/0" not in shelf.answers


def test_equal_requests_get_equal_bytes_from_two_shelves(text):
    first, second = open_shelf([text]), open_shelf([text])
    for request in ("run/thumbnails/0", "run/head/L1.H2/0", "run/tile/L1.H2/0/1/0/0/mass"):
        assert answer(first, request) == answer(first, request) == answer(second, request)
