"""The reading of alignments on runs written by hand: what is planted is found, what is not planted is not claimed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from headscope.errors import BadOption
from headscope.readings.alignment import read_alignment
from headscope.readings.alignment_choice import Counts, choose, cross_counts, erased_counts, exchanged_sources
from headscope.readings.alignment_directions import Direction
from headscope.readings.alignment_maps import Pointed, Reading, maps_of, readings_of, share_map, words_of
from headscope.readings.alignment_plan import AlignmentPlan
from headscope.readings.alignment_report import AlignmentReport
from headscope.readings.pharaoh import GoldLinks
from headscope.store.run import Run
from tests.readings.planted_pairs import (
    Pair,
    by_position,
    even,
    exchanged_pairs,
    planted_falls,
    planted_pairs,
    reads_input,
    reads_output,
    shuffled_pairs,
)

PAIRS, GOLD = shuffled_pairs(40)
ALL = tuple(range(len(PAIRS)))


def direction(layers, pairs=PAIRS, **options) -> Direction:
    return Direction(planted_pairs(pairs, layers, **options), tuple(range(len(pairs))), planted_falls(pairs))


def report_of(layers, *, gold=GOLD, **options) -> AlignmentReport:
    return read_alignment(direction(layers), gold=gold, plan=AlignmentPlan(**options))


# ---- the choice ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("head", "row"), [(reads_input, "input"), (reads_output, "output")])
@pytest.mark.parametrize("layer", [0, 2])
def test_the_planted_layer_and_row_are_chosen_without_gold(head, row: str, layer: int) -> None:
    layers = [[even, even], [even, by_position], [even, even]]
    layers[layer] = [head, head]
    report = report_of(layers, gold=None)
    assert (report.layer, report.row, report.aer, report.gold) == (layer, row, None, None)
    assert report.choice.best.agreement > 0.95
    scored = report_of(layers)
    assert scored.aer == 0
    assert scored.pairs == report.pairs  # gold changes no link


def test_a_head_that_looks_at_positions_agrees_with_erasure_no_better_than_a_straight_line() -> None:
    report = report_of([[by_position, by_position], [reads_input, even]])
    positional = next(
        one for one in report.readings if (one.place, one.row, one.method) == ("X0", "input", "attention")
    )
    assert positional.agreement == pytest.approx(report.diagonal_agreement, abs=0.02)
    assert (report.layer, report.row, report.chosen_by) == (1, "input", "erasure")
    assert positional.aer > 0.5


def test_two_positional_models_agree_with_each_other_and_are_not_chosen() -> None:
    """In both directions layer 0 looks at positions and layer 1 at words: only exchanged sources tell them apart."""
    layers = [[by_position, by_position], [reads_input, even]]
    report = read_alignment(both_ways(layers), reverse=both_ways(layers, turned=True), gold=GOLD)
    positional = next(
        one for one in report.readings if (one.place, one.row, one.method) == ("X0", "input", "attention")
    )
    assert (report.layer, report.reverse.layer, report.row, report.chosen_by) == (1, 1, "input", "reverse")
    assert positional.agreement < 1  # its rival in the other model is the chosen one
    assert report.choice.best.contrast > 0.5


def both_ways(layers, *, turned: bool = False) -> Direction:
    strange = exchanged_pairs(PAIRS)
    pairs, others = ([turned_pair(pair) for pair in group] if turned else group for group in (PAIRS, strange))
    return Direction(planted_pairs(pairs, layers), ALL, exchanged=planted_pairs(others, layers))


def turned_pair(pair: Pair) -> Pair:
    places = {place: target for target, place in enumerate(pair.read) if place is not None}
    return Pair(pair.target, pair.source, tuple(places.get(place) for place in range(len(pair.source))))


def test_the_single_head_that_beats_its_layer_is_read_alone() -> None:
    layers = [[even, even, even], [by_position, reads_output, by_position]]
    report = report_of(layers)
    assert (report.head, report.row) == ("X1.H1", "output")
    assert report.aer == 0
    best = min(report.heads, key=lambda one: one.aer)
    assert best.head == "X1.H1"
    assert best.aer == 0


def test_where_heads_of_a_layer_agree_the_layer_is_read_as_a_whole() -> None:
    report = report_of([[reads_input, reads_input], [even, even]])
    assert report.head is None
    assert report.layer == 0


def test_the_off_by_one_row_is_far_from_the_gold() -> None:
    report = report_of([[reads_input, reads_input]])
    by_row = {one.row: one.aer for one in report.readings if one.method == "attention"}
    assert by_row["input"] == 0
    assert by_row["output"] > 0.7


def test_where_nothing_aligns_agreement_stays_at_the_straight_line() -> None:
    report = report_of([[even, by_position], [by_position, even]])
    assert report.choice.best.agreement <= report.diagonal_agreement + 0.05
    assert report.gold.diagonal.ci[0] <= 0 <= report.gold.diagonal.ci[1]


def test_a_reverse_model_chooses_both_readings_and_joins_them() -> None:
    forward = both_ways([[even, even], [reads_output, even]])
    reverse = both_ways([[reads_input, reads_input], [even, by_position]], turned=True)
    report = read_alignment(forward, reverse=reverse, gold=GOLD)
    assert (report.layer, report.row, report.symmetrised) == (1, "output", "grow-diag")
    assert (report.reverse.layer, report.reverse.row) == (0, "input")
    assert report.aer == 0
    assert all(link[3] == "sure" for pair in report.pairs for link in pair.links)


def test_what_the_user_fixes_is_read() -> None:
    layers = [[reads_output, even], [reads_input, even]]
    report = report_of(layers, row="output", layer=0, method="attention")
    assert (report.layer, report.row, report.method, report.head, report.is_given) == (
        0,
        "output",
        "attention",
        None,
        True,
    )
    assert report.choice.runner_up is None
    assert report_of(layers, row="output").layer == 0
    assert report_of(layers, row="input").layer == 1


# ---- the maps --------------------------------------------------------------------------------------------------------


def test_maps_sum_source_pieces_average_target_pieces_and_drop_what_is_no_word() -> None:
    """By another route: a loop over words and tokens."""
    run = pieced_run()
    words = words_of(run, 0)
    assert (words.source, words.target) == (("alpha", "beta"), ("uno", "dos"))
    weights = run.array("X0", "weights", 0)[0]
    rows = {"input": [(1, 2), (3,)], "output": [(0, 1), (2,)]}
    for row, places in rows.items():
        expected = np.array([[weights[list(p)][:, c].sum(axis=1).mean() for c in ([1, 2], [3])] for p in places])
        expected /= expected.sum(axis=1, keepdims=True)
        found = share_map(run, 0, words, Reading("X0", "X0.H0", row, "attention"))
        np.testing.assert_allclose(found, expected, atol=1e-7)


def pieced_run() -> Run:
    """`alp ha beta` between a tag and an end, `un o dos` behind a start token: the first words have two pieces."""
    run = planted_pairs([Pair(("alp", "ha", "beta"), ("un", "o", "dos"), (0, 1, 2))], [[even]])
    random = np.random.default_rng(1)
    weights = random.dirichlet(np.ones(5), size=(1, 4)).astype(np.float64)
    text = run.manifest.texts[0]
    source, target = text.sides["source"], text.sides["target"]
    tokens = (replace_struct(source.tokens[0], text=">>xx<<", start=0, end=0, is_special=True), *source.tokens)
    word = type(source.words[0])
    named = {
        "source": type(source)("alphabeta", tokens, (word("alpha", 1, 2, False), word("beta", 3, 3, False))),
        "target": type(target)("unodos", target.tokens, (word("uno", 1, 2, False), word("dos", 3, 3, False))),
    }
    manifest = replace_struct(run.manifest, texts=(replace_struct(text, sides=named),))
    arrays = type(run.arrays)({("X0", "weights"): weights.reshape(1, 20)})
    return Run(manifest, arrays)


def replace_struct(struct, **changes):
    import msgspec

    return msgspec.structs.replace(struct, **changes)


def test_final_source_punctuation_is_open_to_final_target_punctuation_alone() -> None:
    pair = Pair(("a", "b", "."), ("x", "y", "。"), (2, 1, 2))
    report = read_alignment(direction([[reads_input]], [pair] * 3), plan=AlignmentPlan(symmetrise="union"))
    links = {link[:2] for link in report.pairs[0].links}
    assert (2, 0) not in links
    assert (2, 2) in links


def test_rows_that_are_even_point_nowhere() -> None:
    report = read_alignment(direction([[even, even]]), gold=GOLD, plan=AlignmentPlan(symmetrise="none"))
    assert report.null_words == report.target_words
    assert report.precision is None
    assert report.aer == 1


def test_without_joint_norms_only_weights_are_read() -> None:
    forward = direction([[reads_input]], norms=False)
    assert {one.method for one in readings_of(forward.run)} == {"attention"}
    with pytest.raises(BadOption, match="Method is not to be had"):
        read_alignment(forward, plan=AlignmentPlan(method="norm"))


def test_a_layer_of_cancelling_heads_is_told_from_its_weights_by_joint_norms() -> None:
    """Weights point at word 0, but the vectors of both heads cancel there: joint norms point at word 1."""
    run = planted_pairs([Pair(("a", "b", "c"), ("x",), (0,))], [[reads_input, reads_input]])
    joint = np.full((1, 2, 4), 0.01)
    joint[0, 1, 1] = 1.0
    run.arrays.arrays[("X0", "joint_norm")] = joint.reshape(1, -1)
    words = words_of(run, 0)
    pointing = {
        method: int(share_map(run, 0, words, Reading("X0", None, "input", method))[0].argmax())
        for method in ("attention", "norm")
    }
    assert pointing == {"attention": 0, "norm": 1}


def test_maps_are_distributions() -> None:
    run = direction([[reads_input, even], [reads_output, by_position]]).run
    for maps in maps_of(run, 0, words_of(run, 0)):
        np.testing.assert_allclose(maps.sum(axis=-1), 1, atol=1e-9)


# ---- agreement -------------------------------------------------------------------------------------------------------


def test_agreement_counts_are_those_of_sets() -> None:
    random = np.random.default_rng(3)
    for _ in range(50):
        targets, sources, readings = (int(n) for n in random.integers(1, 7, size=3))
        one = Pointed(
            random.integers(-1, sources, (readings, targets)), random.integers(-1, targets, (readings, sources))
        )
        fall = random.normal(size=(targets, sources))
        lost = {(int(row.argmax()), target) for target, row in enumerate(fall) if row.max() > 0}
        by_model = cross_counts([one], [Pointed(one.backward, one.forward)])[0]
        by_erasure = erased_counts([one], [fall])[0]
        for place in range(readings):
            forward = {(int(s), t) for t, s in enumerate(one.forward[place]) if s >= 0}
            backward = {(s, int(t)) for s, t in enumerate(one.backward[place]) if t >= 0}
            assert by_model[place].tolist() == [2 * len(forward & backward), targets + sources]
            assert by_erasure[place].tolist() == [len(forward & lost), targets]


def test_a_head_is_taken_only_where_resampled_pairs_agree() -> None:
    layer, head = Reading("X0", None, "input", "attention"), Reading("X0", "X0.H0", "input", "attention")
    lucky = np.zeros((20, 2, 2), dtype=int)
    lucky[..., 1] = 10
    lucky[:, 0, 0] = 5
    lucky[:, 1, 0] = [10, 0] * 10  # better on average by nothing, by a hair with the first pair
    lucky[0, 1, 0] = 10
    choice, place = choose([layer, head], Counts(lucky), draws=500)
    assert place == 0
    lucky[:, 1, 0] = 8
    assert choose([layer, head], Counts(lucky), draws=500)[1] == 1
    assert choice.pairs == 20


def test_every_source_goes_to_one_other_pair() -> None:
    given = exchanged_sources([4, 9, 4, 7, 5])
    assert sorted(given) == list(range(5))
    assert all(number != other for number, other in enumerate(given))


# ---- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"row": "first"}, "Row is unknown: got 'first', expected one of auto, input, output"),
        ({"method": "gradient"}, "Method is unknown: got 'gradient', expected one of auto, attention, norm"),
        ({"layer": 7}, "got '?7'?, expected"),
        ({"symmetrise": "grow"}, "Symmetrisation is unknown: got 'grow'"),
    ],
)
def test_what_cannot_be_read_is_refused(options, message: str) -> None:
    with pytest.raises(BadOption, match=message):
        report_of([[reads_input]], **options)


def test_a_run_that_holds_no_pairs_is_refused() -> None:
    forward = direction([[reads_input]])
    bare = tuple(replace_struct(text, labels=()) for text in forward.run.manifest.texts)
    run = Run(replace_struct(forward.run.manifest, texts=bare), forward.run.arrays)
    with pytest.raises(BadOption, match="Run holds no pairs"):
        read_alignment(replace(forward, run=run))


def test_gold_of_another_length_is_refused() -> None:
    with pytest.raises(BadOption, match="Numbers of lines differ"):
        report_of([[reads_input]], gold=[GoldLinks(frozenset(), frozenset())])
