"""Grouping on the graph: order, seeds and size don't matter, codes come first, firmness tells what comes back."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from nlp.cluster import Anchor, ClusterSettings, numbered
from nlp.coded import CodedClusters, Groups
from nlp.firmness import best_matches, firmness, grade
from nlp.layout import layout
from nlp.neighbours import nearest

SETTINGS = ClusterSettings(neighbours=8)


def blobs(groups: int, each: int, spread: float = 0.25, dimensions: int = 24) -> np.ndarray:
    """Unit-length vectors around `groups` centres, those of one centre after each other."""
    random = np.random.default_rng(3)
    centres = random.normal(size=(groups, dimensions))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    vectors = np.repeat(centres, each, axis=0) + random.normal(size=(groups * each, dimensions)) * spread / 5
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


TRUTH = np.repeat(np.arange(6), 25)
VECTORS = blobs(6, 25)


@pytest.mark.parametrize("seed", [1, 2, 99])
def test_groups_are_found_whatever_the_seed(seed):
    labels = CodedClusters(ClusterSettings(neighbours=8, seed=seed)).fit(VECTORS).labels_
    assert adjusted_rand_score(TRUTH, labels) == 1.0


def test_granularity_goes_from_few_to_many():
    vectors = blobs(12, 25, spread=0.9)
    counts = [
        CodedClusters(ClusterSettings(neighbours=8, granularity=name)).fit(vectors).labels_.max()
        for name in ("coarse", "normal", "fine")
    ]
    assert counts == sorted(counts)


def test_an_anchor_keeps_the_former_grouping_when_rows_are_added():
    vectors = blobs(8, 30, spread=0.8)
    kept = np.sort(np.random.default_rng(0).permutation(len(vectors))[:216])
    first = CodedClusters(SETTINGS).fit(vectors[kept])
    groups = np.full(len(vectors), -1)
    groups[kept] = first.labels_
    again = CodedClusters(SETTINGS, anchor=Anchor(groups, first.groups_.resolution)).fit(vectors)
    assert adjusted_rand_score(first.labels_, again.labels_[kept]) > 0.98


def test_the_search_by_cells_finds_nearly_all_exact_neighbours():
    vectors = blobs(40, 50, spread=0.8)
    exact, _ = nearest(vectors, 10)
    found, cosines = nearest(vectors, 10, exact=0)
    assert not (found == np.arange(len(found))[:, None]).any()
    assert np.mean([len(set(a) & set(b)) / 10 for a, b in zip(exact, found, strict=True)]) > 0.95
    assert (np.diff(cosines, axis=1) <= 0).all()


def test_what_a_code_claims_goes_to_the_code_and_the_rest_to_the_graph():
    likely = np.full((len(VECTORS), 3), 0.1)
    likely[:25, 1] = 0.9
    likely[25:27, 2] = 0.9  # too few for a theme of their own
    groups = CodedClusters(SETTINGS, likely).fit(VECTORS).groups_
    assert groups.codes[groups.labels[0]] == 1
    assert set(groups.labels[:25]) == {groups.labels[0]}
    assert [code for code in groups.codes if code is not None] == [1]
    assert groups.labels[25] == groups.labels[30]


def test_a_row_far_from_every_centre_belongs_to_no_new_theme():
    vectors = np.vstack([VECTORS, -VECTORS[:1]])
    groups = CodedClusters(SETTINGS, np.zeros((len(vectors), 2))).fit(vectors).groups_
    assert groups.labels[-1] == -1


def test_groups_are_numbered_by_the_voices_they_have():
    labels = numbered(np.array([5, 5, 5, 2, 2, 9]), 2, np.array([1, 1, 1, 3, 3, 1]))
    assert labels.tolist() == [1, 1, 1, 0, 0, -1]


def test_clear_groups_are_firm_and_torn_ones_are_not():
    articles = [f"a{n % 15}" for n in range(len(VECTORS))]
    neighbours = nearest(VECTORS, 8)
    clear = firmness(VECTORS, Groups(TRUTH, [None] * 6, np.ones(150), 1.0), neighbours, SETTINGS, articles, no_codes, 4)
    assert (clear.mean > 0.95).all()
    assert (clear.probability > 0.9).all()
    mixed = np.tile(np.arange(6), 25)
    torn = firmness(VECTORS, Groups(mixed, [None] * 6, np.ones(150), 1.0), neighbours, SETTINGS, articles, no_codes, 4)
    assert (torn.mean < 0.5).all()
    assert [grade(0.8), grade(0.6), grade(0.3)] == ["firm", "fair", "loose"]


def no_codes(n: int, rows: np.ndarray) -> None:
    """A grouping without a codebook."""


def test_a_theme_that_nothing_matches_has_no_likeness():
    match, shares = best_matches(np.array([0, 0, 1]), np.array([-1, -1, -1]), 3)
    assert match.tolist() == [-1, -1, -1]
    assert shares.tolist() == [0.0, 0.0, -1.0]


def test_the_map_puts_like_themes_together_and_keeps_places():
    centres = VECTORS[::5]
    first = layout(centres, np.full((30, 2), np.nan))
    distance = np.linalg.norm(first[:, None] - first[None], axis=2)
    assert distance[:5, :5].mean() < 0.5 * distance[:5, 5:].mean()
    assert np.linalg.norm(first, axis=1).max() == pytest.approx(1, abs=0.01)
    again = layout(np.vstack([centres, VECTORS[1:2]]), np.vstack([first, [[np.nan, np.nan]]]))
    assert np.abs(again[:30] - first).max() < 0.1
    assert np.linalg.norm(again[30] - first[0]) < 0.3


@pytest.mark.parametrize("n", [0, 1, 2])
def test_one_or_two_themes_have_a_place_too(n):
    assert layout(VECTORS[:n], np.full((n, 2), np.nan)).shape == (n, 2)
