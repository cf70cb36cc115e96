"""Outputs written by hand: heads that know groups are found, what several know is told, nothing is invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics.pairwise import cosine_similarity

from headscope.base.group_outputs import GroupOutputs
from headscope.errors import BadOption
from headscope.readings.group_folds import PENALTY, Block, block_of, fold_nouns, joined, no_block, scores_with
from headscope.readings.group_probe import probe_groups
from headscope.readings.group_purity import read_purity
from headscope.readings.groups import read_groups

GROUPS, EACH, CARRIERS, DIM = 8, 14, 3, 12
NOUNS = GROUPS * EACH
GROUP_OF_NOUN = np.repeat(np.arange(GROUPS), EACH)
NOUN = np.repeat(np.arange(NOUNS), CARRIERS)
CARRIER = np.tile(np.arange(CARRIERS), NOUNS)


def given(heads: dict[str, np.ndarray], static: np.ndarray | None = None) -> GroupOutputs:
    """Outputs of the named heads, [item, dim]; static embeddings of noise unless others are given."""
    if static is None:
        static = np.random.default_rng(99).normal(size=(NOUNS, DIM))[NOUN]
    return GroupOutputs(
        language="en",
        heads=tuple(heads),
        groups=tuple(f"group {number}" for number in range(GROUPS)),
        nouns=tuple(f"noun {number}" for number in range(NOUNS)),
        group_of_noun=GROUP_OF_NOUN,
        carriers=("{} is.", "we saw {}.", "of {}"),
        noun=NOUN,
        carrier=CARRIER,
        outputs=np.stack(list(heads.values())).astype(np.float32),
        static=static.astype(np.float32),
        pieces=np.where(NOUN < 10, 2, 1),
    )


def noise(seed: int) -> np.ndarray:
    """A head that says something of each noun and each carrier, and nothing of the groups."""
    random = np.random.default_rng(seed)
    return random.normal(size=(NOUNS, DIM))[NOUN] + 0.3 * random.normal(size=(len(NOUN), DIM))


def knowing(groups: range, seed: int, *, strength: float = 3.0) -> np.ndarray:
    """A head that tells some groups, all others alike to it."""
    known = np.where(np.isin(GROUP_OF_NOUN, groups), GROUP_OF_NOUN, GROUPS)
    return strength * np.eye(DIM)[known][NOUN] + 0.3 * noise(seed)


def carrying(seed: int) -> np.ndarray:
    """A head that tells the carrier."""
    return 3.0 * np.eye(DIM)[CARRIER] + 0.3 * noise(seed)


def noises(first: int, count: int, layer: int = 0) -> dict[str, np.ndarray]:
    return {f"L{layer}.H{number}": noise(100 + number) for number in range(first, first + count)}


def test_only_the_head_that_knows_the_groups_beats_static_embeddings() -> None:
    heads = {"L0.H0": knowing(range(GROUPS), 1), "L0.H1": carrying(2), **noises(2, 6)}
    purity, chance = read_purity(given(heads))
    assert [one.head for one in purity if one.beats_static] == ["L0.H0"]
    assert purity[0].nearest > 0.95
    assert purity[0].kmeans > 0.9
    assert all(one.nearest < 0.3 and one.kmeans < 0.4 for one in purity[1:])
    assert chance.nearest == pytest.approx((EACH - 1) / (NOUNS - 1))
    assert chance.nearest < chance.largest_nearest < purity[0].nearest
    assert 1 / GROUPS < chance.kmeans < chance.largest_kmeans < purity[0].kmeans


def test_a_head_that_knows_no_more_than_the_embeddings_does_not_beat_them() -> None:
    static = knowing(range(GROUPS), 3, strength=1.0)
    purity, _ = read_purity(given({"L0.H0": static + 0.05 * noise(4), **noises(1, 3)}, static))
    assert purity[0].nearest > 0.4
    assert not any(one.beats_static for one in purity)


def test_heads_as_good_as_the_embeddings_seldom_pass_for_better() -> None:
    """Nouns that are each other's nearest hit together; taken for independent they gave one family in five away."""
    spoken = 0
    for seed in range(8):
        random = np.random.default_rng(1000 + seed)
        centres = 0.6 * random.normal(size=(GROUPS, DIM))
        views = [(centres[GROUP_OF_NOUN] + random.normal(size=(NOUNS, DIM)))[NOUN] for _ in range(13)]
        tried = given({f"L0.H{number}": view for number, view in enumerate(views[1:])}, views[0])
        spoken += any(one.beats_static for one in read_purity(tried, draws=400, seed=seed)[0])
    assert spoken <= 2


def test_the_margin_among_whole_nouns_leaves_those_of_several_pieces_out() -> None:
    """Ten nouns are split, and only there do the embeddings know less than the head."""
    known = knowing(range(GROUPS), 30)
    static = np.where(NOUN[:, None] < 10, np.random.default_rng(31).normal(size=(NOUNS, DIM))[NOUN], known)
    purity, _ = read_purity(given({"L0.H0": known}, static))
    assert purity[0].margin > 0.03
    assert purity[0].whole_margin == pytest.approx(0.0, abs=0.01)


def test_nearest_purity_is_that_of_a_search_noun_by_noun() -> None:
    tried = given({"L0.H0": knowing(range(4), 5, strength=1.0), "L0.H1": carrying(6)}, knowing(range(2), 7))
    purity, _ = read_purity(tried)
    for vectors, found in (
        (tried.outputs[0], purity[0].nearest),
        (tried.outputs[1], purity[1].nearest),
        (tried.static, purity[0].static_nearest),
    ):
        means = np.array([vectors[noun == NOUN].astype(float).mean(axis=0) for noun in range(NOUNS)])
        cosine = cosine_similarity(means - means.mean(axis=0))
        right = 0
        for noun in range(NOUNS):
            others = [other for other in range(NOUNS) if other != noun]
            nearest = max(others, key=lambda other: cosine[noun, other])
            right += GROUP_OF_NOUN[nearest] == GROUP_OF_NOUN[noun]
        assert found == pytest.approx(right / NOUNS)
    assert purity[1].margin == pytest.approx(purity[1].nearest - purity[1].static_nearest)


def test_a_head_that_adds_nothing_at_all_has_the_purity_of_chance() -> None:
    purity, chance = read_purity(given({"L0.H0": np.zeros((len(NOUN), DIM))}))
    assert purity[0].nearest == pytest.approx(chance.nearest)
    assert purity[0].kmeans == pytest.approx(1 / GROUPS)
    assert not purity[0].beats_static


def test_the_probe_picks_both_of_two_complementary_heads_and_says_that_the_second_adds() -> None:
    heads = {"L0.H0": knowing(range(4), 8), **noises(1, 6), "L0.H7": knowing(range(4, 8), 9)}
    probe = probe_groups(given(heads))
    first, second, *rest = probe.steps
    assert {first.head, second.head} == {"L0.H0", "L0.H7"}
    assert first.accuracy < 0.75
    assert second.accuracy > 0.95
    assert second.added == pytest.approx(second.accuracy - first.accuracy)
    assert second.is_adding
    assert second.is_over_random
    assert second.random_added is not None
    assert abs(second.random_added) < 0.1
    assert not any(step.is_adding for step in rest)
    assert {step.head for step in probe.steps_with_static[:2]} == {"L0.H0", "L0.H7"}


def test_a_copy_of_a_head_adds_nothing() -> None:
    head = knowing(range(6), 10)
    probe = probe_groups(given({"L0.H0": head, "L1.H0": head}))
    for steps in (probe.steps, probe.steps_with_static):
        assert [step.is_adding for step in steps] == [True, False]
        assert abs(steps[1].added) < 0.03


def test_a_head_is_no_better_than_a_random_one_where_all_know_the_same() -> None:
    probe = probe_groups(given({f"L0.H{number}": knowing(range(GROUPS), 20 + number) for number in range(6)}))
    assert probe.steps[0].is_adding
    assert not any(step.is_over_random for step in probe.steps)


def test_heads_add_nothing_to_embeddings_that_know_every_group() -> None:
    heads = {"L0.H0": knowing(range(4), 11), "L1.H0": knowing(range(GROUPS), 12), "L1.H1": carrying(13)}
    probe = probe_groups(given(heads, knowing(range(GROUPS), 14)))
    assert probe.static_accuracy > 0.95
    assert probe.steps[0].is_adding
    assert not any(step.is_adding for step in probe.steps_with_static)
    lonely = next(step for step in probe.steps if step.head == "L0.H0")  # no other head in its layer
    assert (lonely.random_added, lonely.over_random_ci, lonely.is_over_random) == (None, None, False)


def test_a_head_that_tells_carriers_or_single_nouns_is_not_taken_for_one_that_knows_groups() -> None:
    """Nouns are held out with all their carriers, so that knowing a noun by heart does not help."""
    by_heart = np.random.default_rng(15).normal(size=(NOUNS, DIM))[NOUN]
    probe = probe_groups(given({"L0.H0": by_heart, "L0.H1": carrying(16)}))
    assert probe.steps[-1].accuracy < 0.25
    assert not any(step.is_adding for step in (*probe.steps, *probe.steps_with_static))


def test_labels_at_random_stay_silent() -> None:
    heads = {
        "L0.H0": knowing(range(GROUPS), 17), "L0.H1": knowing(range(4), 18), "L0.H2": carrying(19), **noises(3, 9),
    }  # fmt: skip
    known = given(heads, knowing(range(GROUPS), 20, strength=1.0))
    spoken = 0
    for seed in range(6):
        shuffled = np.random.default_rng(seed).permutation(GROUP_OF_NOUN)
        reading = read_groups(replace(known, group_of_noun=shuffled), draws=400, seed=seed)
        spoken += any(one.beats_static for one in reading.purity)
        spoken += any(step.is_adding for step in (*reading.steps, *reading.steps_with_static))
    assert spoken <= 1


def test_no_noun_is_trained_and_tested_on_nor_chosen_and_reported_on() -> None:
    tried = given(noises(0, 1))
    folds = fold_nouns(tried, seed=1)
    chosen = {noun for fold in folds.selection for noun in NOUN[np.r_[fold.train, fold.test]]}
    reported = [noun for fold in folds.report for noun in set(NOUN[fold.test].tolist())]
    assert chosen.isdisjoint(reported)
    assert len(reported) == len(set(reported)) == NOUNS - len(chosen)
    for fold in (*folds.selection, *folds.report):
        assert set(NOUN[fold.train]).isdisjoint(NOUN[fold.test])
        assert set(fold.groups[fold.test]) == set(range(GROUPS))


def test_scores_are_those_of_the_ridge_classifier_of_scikit_learn() -> None:
    tried = given({"L0.H0": knowing(range(5), 21, strength=1.0), "L0.H1": knowing(range(3, 8), 22, strength=1.0)})
    fold = fold_nouns(tried).report[0]
    stands = block_of(tried.static[None], fold, 5)
    both = block_of(tried.outputs, fold, 4)
    for fixed in (no_block(fold), stands):
        found = scores_with(fold, fixed, both)
        for place in range(2):
            all_of_it = joined(fixed, Block(both.train[[place]], both.test[[place]]))
            model = RidgeClassifier(alpha=PENALTY * len(fold.train))
            model.fit(all_of_it.train[0], fold.groups[fold.train])
            np.testing.assert_allclose(found[place], model.decision_function(all_of_it.test[0]), atol=1e-9)


def test_principal_components_are_fitted_on_the_training_part_alone() -> None:
    tried = given(noises(0, 2))
    fold = fold_nouns(tried).report[0]
    changed = tried.outputs.copy()
    changed[:, fold.test] *= 7.0
    np.testing.assert_array_equal(block_of(changed, fold).train, block_of(tried.outputs, fold).train)
    whole = block_of(tried.outputs, fold, DIM)
    np.testing.assert_allclose((whole.train**2).sum(axis=2).mean(axis=1), 1.0)


def test_the_reading_says_what_was_read_and_is_the_same_again() -> None:
    heads = {"L0.H0": knowing(range(4), 23), **noises(1, 3)}
    told: list[tuple[str, int, int]] = []
    reading = read_groups(given(heads), draws=100, progress=lambda *step: told.append(step))
    assert (reading.nouns, reading.split_nouns, reading.language) == (NOUNS, 10, "en")
    assert reading.probed_nouns == NOUNS - GROUPS * round(0.4 * EACH)
    assert reading.probe_chance == 1 / GROUPS
    assert {stage for stage, _, _ in told} == {"probes"}
    assert all(done <= total for _, done, total in told)
    assert read_groups(given(heads), draws=100) == reading


def test_without_scikit_learn_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(name: str, *rest: Any) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("headscope.readings.group_purity.import_module", refused)
    with pytest.raises(BadOption, match="scikit-learn"):
        read_purity(given(noises(0, 1)))
