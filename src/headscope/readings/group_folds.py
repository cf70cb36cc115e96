"""Nouns cut into parts, and the ridge classifier that is fitted on some nouns and asked about others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.group_outputs import GroupOutputs

SELECTION = 0.4  # share of each group's nouns that heads are chosen on
SELECTION_FOLDS, REPORT_FOLDS = 3, 5
HEAD_SIZE, STATIC_SIZE = 16, 64  # principal components
PENALTY = 0.01  # of the ridge, for each training item; blocks have variance 1


@dataclass(frozen=True, slots=True)
class Fold:
    """A training part and a test part, which share no noun.

    Attributes:
        train, test: numbers of items.
        groups: of all items, [item]; `count` groups in all.
    """

    train: np.ndarray
    test: np.ndarray
    groups: np.ndarray
    count: int


@dataclass(frozen=True, slots=True)
class Folds:
    """Folds that heads are chosen on (`selection`) and folds that are reported; no reported noun was chosen on."""

    selection: tuple[Fold, ...]
    report: tuple[Fold, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Features of one or several heads, [head, item, component], of a fold's training part and of its test part."""

    train: np.ndarray
    test: np.ndarray


def fold_nouns(given: GroupOutputs, *, seed: int = 0) -> Folds:
    """All carriers of a noun on one side; every group in every part, as far as it has nouns.

    Four tenths of each group's nouns are for choosing heads (3 folds among themselves), the others for the report (5
    folds; trained on the other reported nouns and all nouns of the selection).
    """
    random = np.random.default_rng([seed, 3])
    fold = np.zeros(len(given.nouns), dtype=np.int64)
    is_selection = np.zeros(len(given.nouns), dtype=bool)
    for group in range(len(given.groups)):
        mine = random.permutation(np.flatnonzero(given.group_of_noun == group))
        first = round(SELECTION * len(mine))
        is_selection[mine[:first]] = True
        fold[mine[:first]] = (np.arange(first) + group) % SELECTION_FOLDS
        fold[mine[first:]] = (np.arange(len(mine) - first) + group) % REPORT_FOLDS
    groups = given.group_of_noun[given.noun]

    def cut(test: np.ndarray, train: np.ndarray) -> Fold:
        places = [np.flatnonzero(part[given.noun]) for part in (train, test)]
        return Fold(places[0], places[1], groups, len(given.groups))

    selection = [is_selection & (fold == number) for number in range(SELECTION_FOLDS)]
    report = [~is_selection & (fold == number) for number in range(REPORT_FOLDS)]
    return Folds(
        tuple(cut(test, is_selection & ~test) for test in selection if test.any()),
        tuple(cut(test, ~test) for test in report if test.any()),
    )


def block_of(values: np.ndarray, fold: Fold, size: int = HEAD_SIZE) -> Block:
    """Principal components of vectors [head, item, dim], fitted on the training part; variance 1 in all for each head.

    Not whitened: the ridge leans on the directions in which the training items differ most.
    """
    train, test = (np.asarray(values[:, part], dtype=np.float64) for part in (fold.train, fold.test))
    mean = train.mean(axis=1, keepdims=True)
    train, test = train - mean, test - mean
    variance, axes = np.linalg.eigh(train.transpose(0, 2, 1) @ train / train.shape[1])
    axes = axes[:, :, ::-1][:, :, :size]
    spread = np.sqrt(variance[:, ::-1][:, :size].clip(0).sum(axis=1))[:, None, None]
    scale = np.where(spread > 0, spread, 1.0)
    return Block(train @ axes / scale, test @ axes / scale)


def no_block(fold: Fold) -> Block:
    """Features of nothing."""
    return Block(np.zeros((1, len(fold.train), 0)), np.zeros((1, len(fold.test), 0)))


def joined(first: Block, second: Block) -> Block:
    """Features of two single heads (or of what stands already and one more) side by side."""
    return Block(np.concatenate([first.train, second.train], axis=2), np.concatenate([first.test, second.test], axis=2))


def scores_with(fold: Fold, fixed: Block, candidates: Block) -> np.ndarray:
    """Scores of every group for the test items, with each candidate added to what stands: [candidate, item, group].

    Ridge regression to +1 for an item's group and -1 for the others, intercept unpenalised: scikit-learn's
    RidgeClassifier with alpha = 0.01 x training items. All candidates share the solution for what stands; each adds
    the Schur complement of its own columns.
    """
    targets = np.where(fold.groups[fold.train, None] == np.arange(fold.count), 1.0, -1.0)
    mean = targets.mean(axis=0)
    penalty = PENALTY * len(fold.train)
    a, b = fixed.train[0], candidates.train
    inside = a.T @ a + penalty * np.eye(a.shape[1])
    cross = a.T @ b  # [candidate, fixed, component]
    carried = np.linalg.solve(inside, cross)
    alone = np.linalg.solve(inside, a.T @ (targets - mean))
    own = b.transpose(0, 2, 1) @ b + penalty * np.eye(b.shape[2]) - cross.transpose(0, 2, 1) @ carried
    moment = b.transpose(0, 2, 1) @ (targets - mean) - cross.transpose(0, 2, 1) @ alone
    added = (candidates.test - fixed.test[0] @ carried) @ np.linalg.solve(own, moment)
    return np.asarray(fixed.test[0] @ alone + added + mean)
